using DigitML.Cli.Output;

namespace DigitML.Cli;

/// <summary>Turns what went wrong into one sentence on standard error and an exit code.</summary>
internal static class CommandErrors
{
    /// <summary>The user's mistake or bad input.</summary>
    public const int Mistake = 1;

    /// <summary>A defect of ours.</summary>
    public const int Defect = 2;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    /// <summary>Reports a mistake in the command line itself.</summary>
    public static int Report(string mistake)
    {
        Console.Error.WriteLine($"digitml: {OneLine(mistake).TrimEnd('.')}; see 'digitml --help'.");
        return Mistake;
    }

    /// <summary>Reports an exception.</summary>
    public static int Report(Exception exception)
    {
        Terminal.Clear();
        if (exception is OperationCanceledException)
        {
            Console.Error.WriteLine("digitml: interrupted");
            return Interrupted;
        }

        if (IsMistake(exception))
        {
            Console.Error.WriteLine($"digitml: {OneLine(exception.Message)}");
            return Mistake;
        }

        Console.Error.WriteLine($"digitml: a defect of DigitML's own, please report it: {exception}");
        return Defect;
    }

    /// <summary>Whether the exception tells of bad input or a wrong setting rather than of a defect.</summary>
    public static bool IsMistake(Exception exception) =>
        exception is DigitMLException or IOException or UnauthorizedAccessException;

    /// <summary>A message without line breaks.</summary>
    public static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
