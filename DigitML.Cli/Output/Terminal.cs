namespace DigitML.Cli.Output;

/// <summary>The user's terminal: a line that is written again and again while something is under way.</summary>
internal static class Terminal
{
    /// <summary>Whether standard error is a terminal that can rewrite a line.</summary>
    public static bool IsLive { get; } =
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb") &&
        Environment.GetEnvironmentVariable("CI") is null or "";

    /// <summary>Replaces the line under way.</summary>
    public static void Rewrite(string line)
    {
        int width = Math.Max(20, WindowWidth() - 1);
        Console.Error.Write($"\r\u001b[2K{(line.Length > width ? line[..width] : line)}");
    }

    /// <summary>Removes the line under way.</summary>
    public static void Clear()
    {
        if (IsLive) { Console.Error.Write("\r\u001b[2K"); }
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
