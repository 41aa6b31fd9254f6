using System.Text.Json.Nodes;

namespace DigitML.Plotting.Panels;

/// <summary>A chart of lines as a part of a figure.</summary>
/// <param name="chart">The chart.</param>
internal sealed class LinePanel(LineChart chart) : IFigurePanel
{
    public string Title => chart.Title;

    public string Description => chart.Description;

    public double Width => LineChart.Width;

    public double Height => LineChart.Height;

    public void Draw(MarkupWriter picture) => chart.WriteContent(picture);

    public void Plot(PlotlyDocument document)
    {
        foreach (ChartSeries series in chart.Series)
        {
            JsonObject line = FigureStyle.Line(series.Style);
            document.AddTrace(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = series.Marked ? "lines+markers" : "lines",
                ["name"] = PlotlyDocument.Escape(series.Name),
                ["legendgroup"] = series.Style,
                ["showlegend"] = document.IsFirst,
                ["line"] = line,
                ["x"] = PlotlyDocument.Numbers(series.Points.Select(point => point.X)),
                ["y"] = PlotlyDocument.Numbers(series.Points.Select(point => chart.Y.Holds(point.Y) ? point.Y : double.NaN)),
                ["text"] = PlotlyDocument.Texts(series.Points.Select(point => chart.FormatY(point.Y))),
                ["hoverinfo"] = "name+text",
                // Marks at the ends of the axes are shown whole.
                ["cliponaxis"] = false,
            });
        }

        JsonObject x = Axis(chart.X, chart.XLabel, chart.XTicks, chart.WriteX), y = Axis(chart.Y, chart.YLabel, chart.Y.Ticks, chart.FormatY);
        document.SetAxes(x, y, LineChart.Insets);
    }

    /// <summary>The same ends, ticks and words as the drawing's; the ends of a logarithmic axis are powers of ten, as Plotly wants them.</summary>
    private static JsonObject Axis(AxisScale scale, string label, IEnumerable<double> ticks, Func<double, string> format)
    {
        double[] ends = [scale.Ticks[0], scale.Ticks[^1]];
        return new JsonObject
        {
            ["title"] = PlotlyDocument.AxisTitle(label),
            ["type"] = scale.IsLogarithmic ? "log" : "linear",
            ["range"] = PlotlyDocument.Numbers(scale.IsLogarithmic ? ends.Select(Math.Log10) : ends),
            ["tickvals"] = PlotlyDocument.Numbers(ticks),
            ["ticktext"] = PlotlyDocument.Texts(ticks.Select(format)),
        };
    }
}
