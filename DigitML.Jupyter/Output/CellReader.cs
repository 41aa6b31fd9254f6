namespace DigitML.Jupyter.Output;

/// <summary>What stands in for the console's input while cells run: each line is asked of the user.</summary>
internal sealed class CellReader : TextReader
{
    private string _line = "";
    private int _next;

    /// <inheritdoc/>
    public override string ReadLine()
    {
        string rest = _line[Math.Min(_next, _line.Length)..];
        _line = "";
        _next = 0;
        return rest.Length > 0 ? rest.TrimEnd('\n') : Notebook.Input();
    }

    /// <inheritdoc/>
    public override int Peek()
    {
        Fill();
        return _line[_next];
    }

    /// <inheritdoc/>
    public override int Read()
    {
        Fill();
        return _line[_next++];
    }

    private void Fill()
    {
        if (_next < _line.Length) { return; }
        _line = Notebook.Input() + "\n";
        _next = 0;
    }
}
