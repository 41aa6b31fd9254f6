namespace DigitML.Cli.Output;

/// <summary>Shows on standard error which corruption is being measured: a line that is rewritten on a terminal, a line each elsewhere.</summary>
internal sealed class CorruptionDisplay : IProgress<Corruption>
{
    /// <inheritdoc/>
    public void Report(Corruption value)
    {
        string line = $"Corruption {(int)value + 1}/{ImageCorruption.All.Count} {ImageCorruption.Name(value)}";
        if (Terminal.IsLive) { Terminal.Rewrite(line); }
        else { Console.Error.WriteLine(line); }
    }
}
