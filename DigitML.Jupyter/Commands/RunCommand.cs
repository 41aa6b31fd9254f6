using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DigitML.Jupyter.Notebooks;
using DigitML.Jupyter.Scripting;

namespace DigitML.Jupyter.Commands;

/// <summary><c>digitml-jupyter run</c>: runs a notebook without a front end.</summary>
internal static class RunCommand
{
    private const double LongestTimeout = 1e6;

    private static readonly Argument<string> Notebook = new("NOTEBOOK") { Description = "The notebook (.ipynb)" };

    private static readonly Option<string?> Out =
        new("--out") { Description = "Keep the outputs in FILE instead of the notebook", HelpName = "FILE" };

    private static readonly Option<double?> Limit =
        new("--timeout") { Description = "The longest that a cell may take, in seconds", HelpName = "SECONDS" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Runs all cells of a notebook, up to the first that fails, and keeps what they put out")
        {
            Notebook, Out, Limit,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Notebook), parsed.GetValue(Out), parsed.GetValue(Limit)));
        return command;
    }

    private static int Run(string path, string? outPath, double? timeout)
    {
        if (timeout is { } seconds && !(seconds is > 0 and <= LongestTimeout))
        {
            throw new DigitMLException($"--timeout is {seconds}; it must be more than 0 and at most {LongestTimeout:F0} seconds.");
        }

        if (!File.Exists(path)) { throw new IOException($"{path} is not there: give the path of a notebook (.ipynb)."); }
        NotebookFile notebook = NotebookFile.Load(path);
        string target = Path.GetFullPath(outPath ?? path);
        if (Path.GetDirectoryName(target) is { } folder) { Directory.CreateDirectory(folder); }
        // As in other runners, relative paths in cells begin at the notebook.
        Environment.CurrentDirectory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Run(notebook, path, target, timeout is { } longest ? TimeSpan.FromSeconds(longest) : null);
    }

    private static int Run(NotebookFile notebook, string path, string target, TimeSpan? timeout)
    {
        TextWriter progress = Console.Error, results = Console.Out;
        var runner = new NotebookRunner(notebook, timeout);
        bool interrupted = false;
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = interrupted = true;
            runner.Interrupt();
        });
        long start = Stopwatch.GetTimestamp();
        string name = Path.GetFileName(path);
        (int Cell, CellError Error)? failure = runner.Run(cell => progress.WriteLine($"{name}: cell {cell} of {notebook.CodeCells.Count}"));
        notebook.Save(target);
        Console.SetError(progress);
        if (interrupted) { throw new OperationCanceledException(); }
        if (failure is { } failed)
        {
            string line = failed.Error.Line is { } number ? $", line {number}" : "";
            progress.WriteLine($"digitml-jupyter: {path}, cell {failed.Cell}{line}: {failed.Error.Name}: {failed.Error.Message}");
            return CommandErrors.Mistake;
        }

        results.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Ran {notebook.CodeCells.Count} cells in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s; outputs are in {target}"));
        return 0;
    }
}
