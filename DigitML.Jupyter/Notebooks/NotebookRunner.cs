using System.Text.Json.Nodes;
using DigitML.Jupyter.Output;
using DigitML.Jupyter.Scripting;

namespace DigitML.Jupyter.Notebooks;

/// <summary>Runs a notebook's cells in order, without a front end, and keeps what they put out.</summary>
/// <param name="notebook">The notebook; its cells get their outputs.</param>
/// <param name="timeout">The longest that a cell may take; null for no limit.</param>
internal sealed class NotebookRunner(NotebookFile notebook, TimeSpan? timeout)
{
    private readonly ScriptSession _session = new(Environment.CurrentDirectory);
    private readonly NotebookOutput _output = new();
    private volatile bool _interrupted;

    /// <summary>Runs all cells, up to the first that fails.</summary>
    /// <param name="progress">Is told the number of each cell before it runs.</param>
    /// <returns>The number of the cell that failed and why; null when none did.</returns>
    public (int Cell, CellError Error)? Run(Action<int> progress)
    {
        BackgroundFailure.Catch();
        Notebook.Output = _output;
        Console.SetOut(new CellWriter("stdout", Notebook.Streams));
        Console.SetError(new CellWriter("stderr", Notebook.Streams));
        Console.SetIn(new CellReader());
        int count = 0;
        foreach (JsonObject cell in notebook.CodeCells)
        {
            string code = NotebookFile.CodeOf(cell);
            if (string.IsNullOrWhiteSpace(code)) { continue; }
            progress(++count);
            _output.Begin(cell, count);
            if (RunCell(code, count) is { } error && (!NotebookFile.MayFail(cell) || _interrupted)) { return (count, error); }
        }

        return null;
    }

    /// <summary>Ends the cell that runs, and with it the run.</summary>
    public void Interrupt()
    {
        _interrupted = true;
        _session.Interrupt();
    }

    private CellError? RunCell(string code, int count)
    {
        bool tooLong = false;
        using var watch = new Timer(_ =>
        {
            tooLong = true;
            _session.Interrupt();
        });
        if (timeout is { } longest) { watch.Change(longest, Timeout.InfiniteTimeSpan); }
        CellResult result = _session.Run(code, count);
        MimeBundle? value = result.Value is null ? null : ValueFormatter.Format(result.Value);
        Notebook.Streams.Flush();
        if (value is not null) { _output.Result(value, count); }
        CellError? error = result.Error is not null && tooLong ? TooLong(result.Error) : result.Error;
        if (error is not null) { _output.Fail(error); }
        return error;
    }

    private CellError TooLong(CellError error)
    {
        string message = $"The cell took longer than {timeout!.Value.TotalSeconds} s; give --timeout a longer time.";
        return error with { Name = "TimeoutException", Message = message };
    }
}
