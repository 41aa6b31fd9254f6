using System.Text;

namespace DigitML.Jupyter.Output;

/// <summary>
/// Gathers what cells write, so that a thousand small writes become few messages; the order of both streams is kept. A thread passes on
/// what waits every 50 ms.
/// </summary>
internal sealed class StreamBuffer
{
    private const int MostCharacters = 32 << 10;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly StringBuilder _text = new();
    private readonly object _gate = new();
    private readonly Func<ICellOutput?> _output;
    private string _name = "";

    /// <summary>Starts the thread.</summary>
    /// <param name="output">Where it goes at the moment; null for nowhere.</param>
    public StreamBuffer(Func<ICellOutput?> output)
    {
        _output = output;
        new Thread(FlushForever) { IsBackground = true, Name = "output" }.Start();
    }

    /// <summary>Adds a text to one of the streams.</summary>
    public void Append(string name, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            if (_name != name) { Flush(); }
            _name = name;
            if (_text.Length == 0) { Monitor.Pulse(_gate); }
            _text.Append(text);
            if (_text.Length > MostCharacters) { Flush(); }
        }
    }

    /// <summary>Passes on what waits.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            // The second half of a surrogate pair may be on its way; a half cannot be sent.
            int length = _text.Length > 1 && char.IsHighSurrogate(_text[^1]) ? _text.Length - 1 : _text.Length;
            if (length == 0) { return; }
            string text = _text.ToString(0, length);
            _text.Remove(0, length);
            _output()?.Stream(_name, text);
        }
    }

    private void FlushForever()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_text.Length == 0) { Monitor.Wait(_gate); }
            }

            Thread.Sleep(Interval);
            Flush();
        }
    }
}
