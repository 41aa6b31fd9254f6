namespace DigitML.Jupyter.Scripting;

/// <summary>What a cell came to.</summary>
/// <param name="Value">The value of its last expression; null when there is none.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
internal sealed record CellResult(object? Value, CellError? Error);
