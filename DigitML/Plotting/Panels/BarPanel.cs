using System.Globalization;
using System.Text.Json.Nodes;
using DigitML.Evaluation;

namespace DigitML.Plotting.Panels;

/// <summary>Bars that run to the right, one of each series for every category; their lengths are counts.</summary>
internal sealed class BarPanel : IFigurePanel
{
    private const double Left = 132, Right = 64, Top = 30, Bottom = 42, Thick = 11, Space = 9;
    private const int LongestName = 18;

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>What the lengths are, with the unit.</summary>
    public required string Label { get; init; }

    /// <summary>What the bars belong to, from the top.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>For each series its name, its fill in the style sheet, and a count for each category.</summary>
    public required IReadOnlyList<(string Name, string Style, IReadOnlyList<int> Counts)> Series { get; init; }

    public double Width => 560;

    public double Height => Top + Categories.Count * Step + Bottom;

    private double Step => Series.Count * Thick + Space;

    private AxisScale Scale => AxisScale.Linear(Series.SelectMany(series => series.Counts).Select(count => (double)count).Append(0));

    public void Draw(MarkupWriter picture)
    {
        AxisScale scale = Scale;
        DrawAxis(picture, scale);
        for (int i = 0; i < Categories.Count; i++)
        {
            double y = Top + i * Step + Space / 2;
            picture.Leaf(
                "text", ColumnText.Cut(Categories[i], LongestName), ("class", "end"), ("x", Left - 8), ("y", y + Series.Count * Thick / 2 + 4));
            for (int s = 0; s < Series.Count; s++) { DrawBar(picture, scale, i, s, y + s * Thick); }
        }
    }

    public void Plot(PlotlyDocument document)
    {
        foreach ((string name, string style, IReadOnlyList<int> counts) in Series)
        {
            document.AddTrace(new JsonObject
            {
                ["type"] = "bar", ["orientation"] = "h", ["name"] = PlotlyDocument.Escape(name),
                ["marker"] = new JsonObject { ["color"] = FigureStyle.Fill(style) },
                ["x"] = PlotlyDocument.Numbers(counts.Select(count => (double)count)), ["y"] = PlotlyDocument.Texts(Categories),
            });
        }

        AxisScale scale = Scale;
        document.SetAxes(
            new JsonObject
            {
                ["title"] = PlotlyDocument.AxisTitle(Label), ["range"] = PlotlyDocument.Numbers([scale.Ticks[0], scale.Ticks[^1]]),
                ["tickvals"] = PlotlyDocument.Numbers(WholeTicks(scale)), ["ticktext"] = PlotlyDocument.Texts(WholeTicks(scale).Select(Count)),
            },
            PlotlyDocument.ClassAxis(Categories, LongestName, downwards: true),
            new PlotInsets(Left, Top, Right, Bottom));
    }

    private void DrawAxis(MarkupWriter picture, AxisScale scale)
    {
        foreach (double tick in WholeTicks(scale))
        {
            double x = Place(scale, tick);
            picture.Empty("line", ("class", "grid"), ("x1", x), ("x2", x), ("y1", Top), ("y2", Height - Bottom));
            picture.Leaf("text", Count(tick), ("class", "tick middle"), ("x", x), ("y", Height - Bottom + 17));
        }

        picture.Empty("line", ("class", "axis"), ("x1", Left), ("x2", Left), ("y1", Top), ("y2", Height - Bottom));
        picture.Leaf("text", Label, ("class", "middle"), ("x", (Left + Width - Right) / 2), ("y", Height - 6));
        double legend = Left;
        foreach ((string name, string style, _) in Series)
        {
            picture.Empty("rect", ("class", style), ("x", legend), ("y", 8), ("width", 10), ("height", 10));
            picture.Leaf("text", name, ("x", legend + 15), ("y", 17));
            legend += 33 + name.Length * 6.4;
        }
    }

    private void DrawBar(MarkupWriter picture, AxisScale scale, int category, int series, double y)
    {
        (string name, string style, IReadOnlyList<int> counts) = Series[series];
        double end = Place(scale, counts[category]);
        using (picture.Element("rect", ("class", style), ("x", Left), ("y", y), ("width", end - Left), ("height", Thick - 1)))
        {
            picture.Leaf("title", $"{Categories[category]}, {name}: {Count(counts[category])}");
        }

        picture.Leaf("text", Count(counts[category]), ("class", "quiet"), ("x", end + 4), ("y", y + Thick - 1));
    }

    private static IEnumerable<double> WholeTicks(AxisScale scale) => scale.Ticks.Where(tick => tick == Math.Round(tick));

    private double Place(AxisScale scale, double value) => Left + scale.Place(value) * (Width - Left - Right);

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
