namespace DigitML.Plotting;

/// <summary>One line of a <see cref="Figure"/>.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points from left to right.</param>
public sealed record FigureLine(string Name, IReadOnlyList<(double X, double Y)> Points);
