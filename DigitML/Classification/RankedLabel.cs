namespace DigitML;

/// <summary>A class and how likely it is.</summary>
/// <param name="Label">The class's name.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
public readonly record struct RankedLabel(string Label, float Confidence);
