using System.Text.Json.Nodes;

namespace DigitML.Tests.Plotting;

/// <summary>What a browser shows of a figure. Boxes are left, top, right and bottom, in pixels.</summary>
/// <param name="Traces">How many traces it shows.</param>
/// <param name="Frame">The drawing's own box.</param>
/// <param name="Shapes">The boxes of lines, marks and bars.</param>
/// <param name="Images">The boxes of pictures.</param>
/// <param name="Words">All that is written.</param>
internal sealed record FigureDrawing(
    int Traces, double[] Frame, IReadOnlyList<double[]> Shapes, IReadOnlyList<double[]> Images, IReadOnlyList<FigureDrawing.Word> Words)
{
    // Letters don't fill their boxes to the edge.
    private const double Touch = 2;

    /// <summary>A text and its box.</summary>
    public sealed record Word(string Text, double[] Box);

    /// <summary>Fails unless what the traces and pictures hold is there, of a size that can be seen, in the frame.</summary>
    public void RequireMarks(JsonNode figure)
    {
        int pictures = figure["layout"]!["images"]!.AsArray().Count;
        JsonNode[] traces = [.. figure["data"]!.AsArray()!];
        int heatmaps = traces.Count(trace => trace["type"]!.GetValue<string>() == "heatmap");
        Assert.HasCount(pictures + heatmaps, Images);
        foreach (double[] image in Images) { RequireInside(image, "A picture"); }
        Assert.IsTrue(Images.All(image => image[2] - image[0] > 4 && image[3] - image[1] > 4), "A picture is too small to be seen.");
        int bars = traces.Where(trace => trace["type"]!.GetValue<string>() == "bar").Sum(trace => trace["x"]!.AsArray().Count);
        bool points = traces.Any(trace => trace["x"]!.AsArray().Count > 0 && trace["type"]!.GetValue<string>() == "scatter"
            && trace["y"]!.AsArray().Any(value => value is not null));
        Assert.IsGreaterThanOrEqualTo(Math.Max(bars, points ? 1 : 0), Shapes.Count);
        foreach (double[] shape in Shapes) { RequireInside(shape, "A mark"); }
    }

    /// <summary>Fails unless the title and those of the axes and lines can be read.</summary>
    public void RequireTitles(JsonNode figure)
    {
        JsonObject layout = figure["layout"]!.AsObject();
        IEnumerable<string?> axes = layout.Where(part => part.Key.Contains("axis", StringComparison.Ordinal))
            .Select(axis => axis.Value!["title"]?["text"]?.GetValue<string>());
        foreach (string? title in axes.Append(layout["title"]!["text"]!.GetValue<string>()).Where(title => title is not null))
        {
            string plain = System.Net.WebUtility.HtmlDecode(title!);
            Assert.Contains(plain, Words.Select(word => word.Text), $"'{plain}' is not among: {string.Join(" | ", Words.Select(word => word.Text))}");
        }
    }

    /// <summary>Fails when a text is cut off or lies on another.</summary>
    public void RequireReadable()
    {
        foreach (Word word in Words) { RequireInside(word.Box, $"'{word.Text}'"); }
        foreach ((int index, Word word) in Words.Index())
        {
            foreach (Word other in Words.Skip(index + 1))
            {
                double width = Math.Min(word.Box[2], other.Box[2]) - Math.Max(word.Box[0], other.Box[0]);
                double height = Math.Min(word.Box[3], other.Box[3]) - Math.Max(word.Box[1], other.Box[1]);
                Assert.IsFalse(width > Touch && height > Touch, $"'{word.Text}' lies on '{other.Text}'.");
            }
        }
    }

    private void RequireInside(double[] box, string what) => Assert.IsTrue(
        box[0] >= Frame[0] - Touch && box[1] >= Frame[1] - Touch && box[2] <= Frame[2] + Touch && box[3] <= Frame[3] + Touch,
        $"{what} at {string.Join(", ", box)} is outside of {string.Join(", ", Frame)}.");
}
