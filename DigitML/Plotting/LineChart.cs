using System.Globalization;
using System.Text;
using DigitML.Plotting.Panels;

namespace DigitML.Plotting;

/// <summary>A chart of lines with labelled axes and a legend, as SVG.</summary>
internal sealed record LineChart
{
    /// <summary>The frame, in units of the drawing.</summary>
    public const double Width = 440, Height = 272;

    /// <summary>What the axes and the legend take of the frame.</summary>
    public static readonly PlotInsets Insets = new(Left, Top, Right, Bottom);

    private const double Left = 58, Right = 14, Top = 30, Bottom = 42;

    // More points than this are marked by dots no wider than the line.
    private const int FewPoints = 40;

    /// <summary>A name for the document's own links; letters only.</summary>
    public required string Id { get; init; }

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>What it says, for those who don't see it.</summary>
    public required string Description { get; init; }

    /// <summary>What runs to the right, with its unit.</summary>
    public required string XLabel { get; init; }

    /// <summary>What runs upwards, with its unit.</summary>
    public required string YLabel { get; init; }

    /// <summary>The axis that runs to the right.</summary>
    public required AxisScale X { get; init; }

    /// <summary>The axis that runs upwards.</summary>
    public required AxisScale Y { get; init; }

    /// <summary>The lines; later ones lie above earlier ones.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>How a value of the upward axis is written; six digits unless set.</summary>
    public Func<double, string> FormatY { get; init; } = Number;

    /// <summary>How a value of the axis to the right is written; null, the default, writes whole numbers alone.</summary>
    public Func<double, string>? FormatX { get; init; }

    /// <summary>The values that are written below the chart.</summary>
    public IEnumerable<double> XTicks => X.Ticks.Where(tick => FormatX is not null || tick == Math.Round(tick));

    /// <summary>A number with up to six digits.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <summary>Writes the chart.</summary>
    public void Write(MarkupWriter page)
    {
        using var chart = page.Element(
            "svg", ("viewBox", $"0 0 {Width} {Height}"), ("class", "chart"), ("role", "img"), ("aria-labelledby", $"{Id}-title {Id}-desc"));
        page.Leaf("title", Title, ("id", $"{Id}-title"));
        page.Leaf("desc", Description, ("id", $"{Id}-desc"));
        WriteContent(page);
    }

    /// <summary>Writes what is within the chart's frame, which is <see cref="Width"/> wide and <see cref="Height"/> high.</summary>
    public void WriteContent(MarkupWriter page)
    {
        WriteAxes(page);
        WriteLegend(page);
        foreach (ChartSeries series in Series) { WriteSeries(page, series); }
    }

    /// <summary>A value of the axis to the right as it is written.</summary>
    public string WriteX(double value) => (FormatX ?? Number)(value);

    private void WriteAxes(MarkupWriter page)
    {
        foreach (double tick in Y.Ticks)
        {
            page.Empty("line", ("class", "grid"), ("x1", Left), ("x2", Width - Right), ("y1", PlaceY(tick)), ("y2", PlaceY(tick)));
            page.Leaf("text", FormatY(tick), ("class", "tick end"), ("x", Left - 6), ("y", PlaceY(tick) + 4));
        }

        foreach (double tick in XTicks)
        {
            page.Empty(
                "line", ("class", "axis"), ("x1", PlaceX(tick)), ("x2", PlaceX(tick)), ("y1", Height - Bottom), ("y2", Height - Bottom + 4));
            page.Leaf("text", WriteX(tick), ("class", "tick middle"), ("x", PlaceX(tick)), ("y", Height - Bottom + 19));
        }

        page.Empty("line", ("class", "axis"), ("x1", Left), ("x2", Width - Right), ("y1", Height - Bottom), ("y2", Height - Bottom));
        page.Leaf("text", XLabel, ("class", "label middle"), ("x", (Left + Width - Right) / 2), ("y", Height - 6));
        double middle = (Top + Height - Bottom) / 2;
        string turn = string.Create(CultureInfo.InvariantCulture, $"translate(12 {middle}) rotate(-90)");
        page.Leaf("text", YLabel, ("class", "label middle"), ("transform", turn));
    }

    private void WriteLegend(MarkupWriter page)
    {
        const double SampleWidth = 20, LetterWidth = 6.4;
        double x = Left;
        foreach (ChartSeries series in Series)
        {
            page.Empty("line", ("class", $"line {series.Style}"), ("x1", x), ("x2", x + SampleWidth), ("y1", 13d), ("y2", 13d));
            page.Leaf("text", series.Name, ("class", "label"), ("x", x + SampleWidth + 5), ("y", 17d));
            x += SampleWidth + 18 + series.Name.Length * LetterWidth;
        }
    }

    private void WriteSeries(MarkupWriter page, ChartSeries series)
    {
        page.Empty("path", ("class", $"line {series.Style}"), ("d", Trace(series)));
        if (!series.Marked) { return; }
        double radius = series.Points.Count <= FewPoints ? 3.5 : 1.5;
        foreach ((double x, double y) in series.Points.Where(point => X.Holds(point.X) && Y.Holds(point.Y)))
        {
            using var mark = page.Element(
                "circle", ("class", $"mark {series.Style}"), ("cx", PlaceX(x)), ("cy", PlaceY(y)), ("r", radius));
            page.Leaf("title", $"{series.Name}, {XLabel} {WriteX(x)}: {FormatY(y)}");
        }
    }

    private string Trace(ChartSeries series)
    {
        var trace = new StringBuilder();
        bool drawing = false;
        foreach ((double x, double y) in series.Points)
        {
            bool holds = X.Holds(x) && Y.Holds(y);
            if (holds) { trace.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{PlaceX(x):0.##} {PlaceY(y):0.##}"); }
            drawing = holds;
        }

        return trace.ToString();
    }

    private double PlaceX(double value) => Left + X.Place(value) * (Width - Left - Right);

    private double PlaceY(double value) => Height - Bottom - Y.Place(value) * (Height - Top - Bottom);
}
