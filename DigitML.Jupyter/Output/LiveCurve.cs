using DigitML.Plotting;
using DigitML.Plotting.Panels;

namespace DigitML.Jupyter.Output;

/// <summary>A training under way: a bar, a line of text, and the curve of the loss.</summary>
/// <param name="Epochs">The epochs that it will have, 1 at least.</param>
/// <param name="Done">How many of them are done, 0 to all.</param>
/// <param name="Text">What is written above the bar.</param>
/// <param name="Steps">The loss of the epoch so far, at moments within the epochs.</param>
/// <param name="History">The epochs that are done.</param>
internal sealed record LiveCurve(
    int Epochs, double Done, string Text, IReadOnlyList<(double Epoch, double Loss)> Steps, IReadOnlyList<EpochMetrics> History)
{
    private const double Width = 440, ChartHeight = 272, Head = 34;

    // Every rule begins with a class of our own: in a notebook the drawing is part of the page.
    private const string Style = """
        .digitml-live{--ground:#fcfcfb;--text:#1c1c1a;--quiet:#5c5b57;--rule:#e2e1dc;--blue:42,120,214;--orange:213,94,0;
        background:var(--ground);font:12px system-ui,sans-serif}
        @media(prefers-color-scheme:dark){.digitml-live{
        --ground:#1a1a19;--text:#f2f1ee;--quiet:#b5b4ae;--rule:#3d3d3a;--blue:74,148,236;--orange:240,120,50}}
        .digitml-live text{fill:var(--text);font-size:12px;font-weight:400} .digitml-live .tick{fill:var(--quiet)}
        .digitml-live .end{text-anchor:end} .digitml-live .middle{text-anchor:middle}
        .digitml-live .grid{stroke:var(--rule)} .digitml-live .axis{stroke:var(--quiet)}
        .digitml-live .line{fill:none;stroke-width:2;stroke-linejoin:round}
        .digitml-live .training{stroke:rgb(var(--blue))} .digitml-live .mark.training{fill:rgb(var(--blue))}
        .digitml-live .validation{stroke:rgb(var(--orange))} .digitml-live .line.validation{stroke-dasharray:7 4}
        .digitml-live .mark.validation{fill:var(--ground);stroke-width:2}
        .digitml-live .faint{stroke:rgba(var(--blue),.4);stroke-width:1}
        .digitml-live .rest{fill:var(--rule)} .digitml-live .done{fill:rgb(var(--blue))}
        """;

    /// <summary>The drawing.</summary>
    public string ToSvg()
    {
        var page = new MarkupWriter();
        using (page.Element(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Head + ChartHeight}")),
            ("width", Width), ("height", Head + ChartHeight), ("class", "digitml-live"), ("role", "img"), ("aria-label", Text)))
        {
            page.Leaf("style", Style);
            page.Leaf("text", Text, ("x", 8d), ("y", 14d));
            page.Empty("rect", ("class", "rest"), ("x", 8d), ("y", 21d), ("width", Width - 16), ("height", 6d), ("rx", 3d));
            page.Empty("rect", ("class", "done"), ("x", 8d), ("y", 21d), ("width", (Width - 16) * Done / Epochs), ("height", 6d), ("rx", 3d));
            using (page.Element("svg", ("y", Head), ("width", Width), ("height", ChartHeight))) { Loss().Write(page); }
        }

        return page.ToString();
    }

    /// <summary>The line of text.</summary>
    public override string ToString() => $"Training: {Text}";

    private LineChart Loss()
    {
        List<ChartSeries> series =
        [
            new("training, so far", "faint", Steps, Marked: false),
            new("training", "training", [.. History.Select(row => ((double)row.Epoch, row.Loss))], Marked: true),
        ];
        if (History.Any(row => row.ValidationLoss is not null))
        {
            (double, double)[] points = [.. History.Select(row => ((double)row.Epoch, row.ValidationLoss ?? double.NaN))];
            series.Add(new("validation", "validation", points, Marked: true));
        }

        AxisScale y = AxisScale.LogarithmicIfWide([.. series.SelectMany(line => line.Points).Select(point => point.Y)]);
        return new LineChart
        {
            Id = "live", Title = "Loss", Description = Text, XLabel = "epochs", X = AxisScale.Linear([0, Epochs]), Y = y, Series = series,
            YLabel = y.IsLogarithmic ? "loss (nats), logarithmic" : "loss (nats)",
        };
    }
}
