namespace DigitML.Cli.Output;

/// <summary>What there is to say about a picture.</summary>
/// <param name="Output">For standard output, without the end of the last line; empty for nothing.</param>
/// <param name="Mistake">Why the picture could not be read; null if it was.</param>
internal sealed record ImageOutput(string Output, Exception? Mistake = null);
