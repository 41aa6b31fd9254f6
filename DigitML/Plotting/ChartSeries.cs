namespace DigitML.Plotting;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Style">The class of the style sheet that colours it.</param>
/// <param name="Points">The points from left to right; one that can't be drawn, such as NaN, leaves a gap.</param>
/// <param name="Marked">Whether every point is marked and says its value when pointed at.</param>
internal sealed record ChartSeries(string Name, string Style, IReadOnlyList<(double X, double Y)> Points, bool Marked);
