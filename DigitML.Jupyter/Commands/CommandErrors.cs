namespace DigitML.Jupyter.Commands;

/// <summary>Turns what went wrong into one sentence on standard error and an exit code.</summary>
internal static class CommandErrors
{
    /// <summary>The user's mistake, bad input, or a cell that failed.</summary>
    public const int Mistake = 1;

    /// <summary>A defect of ours.</summary>
    public const int Defect = 2;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    /// <summary>Reports a mistake.</summary>
    public static int Report(string mistake)
    {
        Console.Error.WriteLine($"digitml-jupyter: {OneLine(mistake).TrimEnd('.')}; see 'digitml-jupyter --help'.");
        return Mistake;
    }

    /// <summary>Reports an exception.</summary>
    public static int Report(Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            Console.Error.WriteLine("digitml-jupyter: interrupted");
            return Interrupted;
        }

        if (exception is DigitMLException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"digitml-jupyter: {OneLine(exception.Message)}");
            return Mistake;
        }

        Console.Error.WriteLine($"digitml-jupyter: a defect of DigitML's own, please report it: {exception}");
        return Defect;
    }

    private static string OneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
