using System.Runtime.ExceptionServices;

namespace DigitML.Jupyter.Scripting;

/// <summary>What cells start in other threads may fail after the cell; that is shown, and does not end the process.</summary>
internal static class BackgroundFailure
{
    /// <summary>Begins to catch it; once in a process.</summary>
    public static void Catch() => ExceptionHandling.SetUnhandledExceptionHandler(exception =>
    {
        Console.Error.WriteLine($"In the background: {exception}");
        return true;
    });
}
