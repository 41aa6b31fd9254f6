using System.Globalization;
using System.Text.Json.Nodes;

namespace DigitML.Plotting.Panels;

/// <summary>A page with a box round each digit that was found, and what it was read as; boxes of unsure digits are orange.</summary>
/// <param name="page">The page.</param>
/// <param name="reading">What was read.</param>
internal sealed class PagePanel(GrayImage page, PageResult reading) : IFigurePanel
{
    // Below this confidence a person should look.
    private const float Sure = .9f;
    private const double Widest = 880, MostScale = 2, LabelHeight = 16;

    public string Title => $"{Number(reading.Count, "digit")} in {Number(reading.Lines.Count, "line")}";

    public string Description => reading.Count == 0 ? "No digit was found." : $"The lines: {string.Join(" / ", reading.Lines)}.";

    public double Width => page.Width * Scale;

    public double Height => page.Height * Scale;

    private double Scale => Math.Min(MostScale, Widest / page.Width);

    public void Draw(MarkupWriter picture)
    {
        picture.Empty("image", ("width", Width), ("height", Height), ("href", DataAddress.Create(page)), ("style", "image-rendering:auto"));
        foreach (RecognizedDigit digit in reading)
        {
            using var group = picture.Element("g");
            picture.Leaf("title", Words(digit));
            double x = digit.Box.X * Scale, y = digit.Box.Y * Scale;
            picture.Empty(
                "rect", ("class", digit.Confidence < Sure ? "box unsure" : "box"), ("x", x), ("y", y), ("width", digit.Box.Width * Scale),
                ("height", digit.Box.Height * Scale));
            double top = Math.Max(0, y - LabelHeight);
            picture.Empty("rect", ("class", "ground"), ("x", x), ("y", top), ("width", 4 + 8 * digit.Label.Length), ("height", LabelHeight - 1));
            picture.Leaf("text", digit.Label, ("class", "head2"), ("x", x + 2), ("y", top + 12));
        }
    }

    public void Plot(PlotlyDocument document)
    {
        document.AddImage(DataAddress.Create(page), 0, 0, page.Width, page.Height);
        foreach (RecognizedDigit digit in reading)
        {
            PixelBox box = digit.Box;
            int[] x = [0, 1, 1, 0, 0], y = [0, 0, 1, 1, 0];
            document.AddTrace(new JsonObject
            {
                ["type"] = "scatter", ["mode"] = "lines", ["showlegend"] = false, ["hoverinfo"] = "text",
                ["line"] = FigureStyle.Line(digit.Confidence < Sure ? "validation" : "training"),
                ["x"] = PlotlyDocument.Numbers(x.Select(corner => (double)(box.X + corner * box.Width))),
                ["y"] = PlotlyDocument.Numbers(y.Select(corner => (double)(box.Y + corner * box.Height))),
                ["text"] = PlotlyDocument.Escape(Words(digit)),
            });
            document.AddText([digit.Label], box.X, Math.Max(0, box.Y - LabelHeight / Scale));
        }

        document.HideAxes(page.Width, page.Height);
    }

    private static string Number(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Words(RecognizedDigit digit) =>
        string.Create(CultureInfo.InvariantCulture, $"{digit.Label}, {digit.Confidence * 100:F1} %, line {digit.Line + 1}");
}
