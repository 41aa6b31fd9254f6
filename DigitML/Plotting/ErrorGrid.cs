using System.Text;
using DigitML.Evaluation;

namespace DigitML.Plotting;

/// <summary>A picture of a classifier's worst errors: every image with its true label, the label it was given, and the confidence.</summary>
/// <remarks>
/// Worst is the highest confidence in a wrong label: such an error shows a wrong label in the data, or what the network has not learnt,
/// where a doubtful one shows only a hard image.
/// </remarks>
internal static class ErrorGrid
{
    private const int Columns = 5, ImageSize = 112, TileWidth = 136, TileHeight = 176, Margin = 12, TitleHeight = 40, LongestName = 16;

    private const string Style = """
        svg{background:#fcfcfb;font:13px system-ui,sans-serif}text{fill:#1c1c1a}.quiet{fill:#5c5b57}.given{fill:#b3420a;font-weight:600}
        image{image-rendering:pixelated}
        @media(prefers-color-scheme:dark){svg{background:#1a1a19}text{fill:#f2f1ee}.quiet{fill:#b5b4ae}.given{fill:#f58a55}}
        """;

    /// <summary>Measures a classifier on a set and writes its worst errors as one SVG file, which needs nothing else to be seen.</summary>
    /// <param name="path">The file; missing folders are created, and a file of that name is replaced only when all is written.</param>
    /// <param name="classifier">Whose errors.</param>
    /// <param name="images">At least one image, of the network's input size, with classes that the classifier knows.</param>
    /// <param name="count">How many errors at most, 1 to 1000; default 20.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was measured, as <see cref="DigitClassifier.Evaluate(ImageSet, int, CancellationToken)"/> gives it.</returns>
    /// <exception cref="DigitMLException">The path is empty, the count out of range, or the images don't fit the classifier.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static MulticlassMetrics Write(
        string path, DigitClassifier classifier, ImageSet images, int count = 20, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(classifier);
        Setting.Require(count is >= 1 and <= 1000, "The number of errors to show", count, "from 1 to 1000");
        var reading = new SetPredictions("", classifier, images, threads, cancellationToken);
        string text = Format(reading.FindWorst(count), reading.ErrorCount, images.Count);
        AtomicFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        return reading.Metrics;
    }

    /// <summary>The picture as a text.</summary>
    /// <param name="worst">The errors to show, the worst first; may be none.</param>
    /// <param name="errors">How many errors there are.</param>
    /// <param name="images">Of how many images.</param>
    internal static string Format(IReadOnlyList<WrongPrediction> worst, int errors, int images)
    {
        string title = Title(worst.Count, errors, images);
        int columns = Math.Max(3, Math.Min(Columns, worst.Count)), rows = (worst.Count + columns - 1) / columns;
        int width = columns * TileWidth + Margin, height = TitleHeight + rows * TileHeight + Margin;
        var picture = new MarkupWriter();
        using (picture.Element(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {width} {height}"), ("width", width), ("height", height),
            ("role", "img"), ("aria-labelledby", "title desc")))
        {
            picture.Leaf("title", title, ("id", "title"));
            picture.Leaf("desc", string.Join("; ", worst.Select(error => error.Description)), ("id", "desc"));
            using (picture.Element("style")) { picture.Raw(Style); }
            picture.Leaf("text", title, ("x", Margin), ("y", 26), ("style", "font-weight:600"));
            for (int i = 0; i < worst.Count; i++)
            {
                WriteTile(picture, worst[i], Margin + i % columns * TileWidth, TitleHeight + i / columns * TileHeight);
            }
        }

        return picture.ToString();
    }

    /// <summary>How many errors there are, and how many of them are shown.</summary>
    internal static string Title(int shown, int errors, int images) =>
        errors == 0 ? FormattableString.Invariant($"No error in {images:N0} images")
        : shown < errors ? FormattableString.Invariant($"The {shown:N0} worst of {errors:N0} errors in {images:N0} images")
        : FormattableString.Invariant($"{errors:N0} {(errors == 1 ? "error" : "errors")} in {images:N0} images");

    private static void WriteTile(MarkupWriter picture, WrongPrediction error, int x, int y)
    {
        using var tile = picture.Element("g", ("transform", $"translate({x} {y})"));
        picture.Leaf("title", error.Description);
        picture.Empty("image", ("width", ImageSize), ("height", ImageSize), ("href", error.DataAddress));
        picture.Leaf("text", $"true {ColumnText.Cut(error.TrueName, LongestName)}", ("y", ImageSize + 17));
        picture.Leaf("text", $"read {ColumnText.Cut(error.GivenName ?? "-", LongestName)}", ("class", "given"), ("y", ImageSize + 34));
        picture.Leaf("text", error.Certainty, ("class", "quiet"), ("y", ImageSize + 51));
    }
}
