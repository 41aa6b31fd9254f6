namespace DigitML.Jupyter.Zmtp;

/// <summary>Messages that wait to be written to one peer, up to a number of bytes.</summary>
/// <param name="mostBytes">What is added beyond them is dropped, as the protocol wants for a peer that reads slowly.</param>
internal sealed class OutgoingQueue(long mostBytes)
{
    private readonly Queue<ReadOnlyMemory<byte>> _messages = new();
    private readonly object _gate = new();
    private long _bytes;
    private bool _closed;
    private bool _writing;

    /// <summary>Adds a message, or drops it when too much waits already.</summary>
    public void Add(ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            if (_closed || _bytes + message.Length > mostBytes) { return; }
            _messages.Enqueue(message);
            _bytes += message.Length;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for the next message; false when the queue was closed.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            _writing = false;
            Monitor.PulseAll(_gate);
            while (_messages.Count == 0 && !_closed) { Monitor.Wait(_gate); }
            _writing = _messages.TryDequeue(out message);
            _bytes -= message.Length;
            return _writing;
        }
    }

    /// <summary>Waits until everything was written, or the time is up.</summary>
    public void Drain(TimeSpan longest)
    {
        lock (_gate)
        {
            long end = Environment.TickCount64 + (long)longest.TotalMilliseconds;
            while ((_messages.Count > 0 || _writing) && !_closed && end - Environment.TickCount64 is > 0 and var left)
            {
                Monitor.Wait(_gate, (int)left);
            }
        }
    }

    /// <summary>Ends the waiting; what waits still is lost.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _messages.Clear();
            Monitor.PulseAll(_gate);
        }
    }
}
