using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DigitML.Jupyter.Scripting;

/// <summary>Says why a cell failed, with the cell's lines.</summary>
internal static partial class ErrorReport
{
    private const string Red = "\u001b[31m", Plain = "\u001b[0m";
    private const int MostErrors = 10;

    /// <summary>The cell does not compile.</summary>
    public static CellError OfCompilation(IReadOnlyList<Diagnostic> errors, string code)
    {
        List<string> traceback = [];
        foreach (Diagnostic error in errors.Take(MostErrors))
        {
            LinePosition start = error.Location.GetLineSpan().StartLinePosition;
            traceback.Add($"{Red}({start.Line + 1},{start.Character + 1}): error {error.Id}{Plain}: {error.GetMessage()}");
            if (error.Location.IsInSource && LineOf(code, start.Line) is { } line) { traceback.Add($"    {line}"); }
        }

        if (errors.Count > MostErrors) { traceback.Add($"... and {errors.Count - MostErrors} more"); }
        LinePosition first = errors[0].Location.GetLineSpan().StartLinePosition;
        string message = $"({first.Line + 1},{first.Character + 1}): error {errors[0].Id}: {errors[0].GetMessage()}";
        return new CellError("CompileError", message, first.Line + 1, traceback);
    }

    /// <summary>The cell threw an exception.</summary>
    /// <param name="exception">What it threw.</param>
    /// <param name="label">What the cell is called.</param>
    /// <param name="code">Its code.</param>
    public static CellError OfException(Exception exception, int label, string code)
    {
        string name = exception.GetType().Name;
        List<string> traceback = [$"{Red}{name}{Plain}: {exception.Message}", .. Frames(exception, label, code)];
        for (Exception? inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            traceback.Add($"caused by {Red}{inner.GetType().Name}{Plain}: {inner.Message}");
            traceback.AddRange(Frames(inner, label, code));
        }

        return new CellError(name, exception.Message, LineIn(exception, label), traceback);
    }

    /// <summary>The user interrupted the cell.</summary>
    public static CellError Interrupted(Exception exception, int label, string code)
    {
        const string Message = "The cell was interrupted; what the cells before it declared is kept.";
        IEnumerable<string> frames = Frames(exception, label, code).Where(frame => frame.StartsWith("   at cell ", StringComparison.Ordinal));
        return new CellError("Interrupted", Message, LineIn(exception, label), [$"{Red}Interrupted{Plain}: {Message}", .. frames]);
    }

    /// <summary>The user interrupted the cell, which goes on all the same.</summary>
    public static CellError Abandoned()
    {
        const string Message = "The cell could not be ended and runs on in the background; restart the kernel to be rid of it.";
        return new CellError("Interrupted", Message, null, [$"{Red}Interrupted{Plain}: {Message}"]);
    }

    // The frames from the cells' code and what it called; those of the compiler's machinery are left out.
    private static IEnumerable<string> Frames(Exception exception, int label, string code)
    {
        foreach (string frame in (exception.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Machinery().IsMatch(frame)) { continue; }
            Match place = CellPlace().Match(frame);
            if (!place.Success)
            {
                yield return $"   {frame}";
                continue;
            }

            int line = int.Parse(place.Groups["line"].ValueSpan);
            string source = place.Groups["cell"].Value == $"{label}" && LineOf(code, line - 1) is { } text ? $": {text}" : "";
            yield return $"   at cell {place.Groups["cell"].Value}, line {line}{source}";
        }
    }

    private static int? LineIn(Exception exception, int label) => new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .Where(frame => frame.GetFileLineNumber() > 0)
        .Where(frame => frame.GetFileName()?.EndsWith(ScriptSettings.FileName(label), StringComparison.Ordinal) == true)
        .Select(frame => (int?)frame.GetFileLineNumber()).FirstOrDefault();

    private static string? LineOf(string code, int index) => code.Split('\n') is var lines && index < lines.Length ? lines[index].Trim() : null;

    [GeneratedRegex(@" in .*\bcell (?<cell>\d+):line (?<line>\d+)$")]
    private static partial Regex CellPlace();

    [GeneratedRegex(
        @"Microsoft\.CodeAnalysis\.Scripting|CellGuard|DigitML\.Jupyter\.Scripting|Submission#\d+\.<Factory>|ControlledExecution|" +
        @"^--- End of|TaskAwaiter|ExceptionDispatchInfo|at System\.Threading\.(Tasks\.Task\b|ExecutionContext)")]
    private static partial Regex Machinery();
}
