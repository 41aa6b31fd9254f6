using System.Diagnostics;

namespace DigitML.Tests.Cli;

/// <summary>A run of the built command that a test talks with while it goes on. Whatever waits fails after a minute.</summary>
internal sealed class LiveCommand : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    /// <summary>Starts the command.</summary>
    public LiveCommand(CommandFolder place, params string[] arguments) =>
        _process = CommandRun.Start(place.Work, place.Environment, arguments);

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Writes a line to standard input, which stays open.</summary>
    public void Write(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    /// <summary>The next line of standard output.</summary>
    public string ReadLine() => WithinLimit(_process.StandardOutput.ReadLineAsync()) ?? throw new EndOfStreamException(ReadErrors());

    /// <summary>Closes standard input and waits for the command's end.</summary>
    /// <returns>The exit code.</returns>
    public int End()
    {
        _process.StandardInput.Close();
        return WaitForEnd();
    }

    /// <summary>Waits for the command's end with standard input still open.</summary>
    /// <returns>The exit code.</returns>
    public int WaitForEnd()
    {
        Assert.IsTrue(_process.WaitForExit(Limit), "The command did not end.");
        return _process.ExitCode;
    }

    /// <summary>All of standard error, once the command has ended.</summary>
    public string ReadErrors() => WithinLimit(_process.StandardError.ReadToEndAsync());

    public void Dispose()
    {
        if (!_process.HasExited) { _process.Kill(entireProcessTree: true); }
        _process.Dispose();
    }

    private static T WithinLimit<T>(Task<T> task) => task.WaitAsync(Limit).GetAwaiter().GetResult();
}
