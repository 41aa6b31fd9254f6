using System.Globalization;
using System.Text;
using DigitML.Engine.Numerics;
using DigitML.Evaluation;
using DigitML.Imaging;

namespace DigitML.Plotting;

/// <summary>A look at a data set: a row of images for each class, drawn at random.</summary>
internal sealed class ContactSheet
{
    private const int ShownSize = 56, Gap = 2, Margin = 12, TitleHeight = 36, LabelWidth = 150, LongestName = 16;
    private const byte Ground = 128;

    // Distinguishes the drawing of images from other uses of the same seed.
    private const ulong SheetStream = 0xC517;

    private const string Style = """
        svg{background:#fcfcfb;font:13px system-ui,sans-serif}text{fill:#1c1c1a}.quiet{fill:#5c5b57}image{image-rendering:pixelated}
        @media(prefers-color-scheme:dark){svg{background:#1a1a19}text{fill:#f2f1ee}.quiet{fill:#b5b4ae}}
        """;

    private readonly ImageSet _images;
    private readonly int _columns;
    private readonly int _scale;

    private ContactSheet(ImageSet images, IReadOnlyList<IReadOnlyList<int>> rows, int columns)
    {
        (_images, Rows, _columns) = (images, rows, columns);
        _scale = Math.Max(1, ShownSize / Math.Max(images.Height, images.Width));
    }

    /// <summary>Which images are shown: for each class, in the order of the labels, their indices in the set; none for an empty class.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows { get; }

    /// <summary>Draws images of each class at random, the same for the same seed.</summary>
    /// <param name="images">At least one image.</param>
    /// <param name="perClass">How many images of each class, 1 to 1000; default 10. A class with fewer shows all it has.</param>
    /// <param name="seed">Which images; default 1.</param>
    /// <exception cref="DigitMLException">The set is empty, or the number is out of range.</exception>
    public static ContactSheet Create(ImageSet images, int perClass = 10, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(images);
        Setting.Require(perClass is >= 1 and <= 1000, "The number of images a class", perClass, "from 1 to 1000");
        if (images.Count == 0) { throw new DigitMLException("There are no images to show: give at least one."); }
        List<int>[] rows = [.. images.LabelNames.Select(_ => new List<int>())];
        int[] order = Enumerable.Range(0, images.Count).ToArray();
        new RandomStream(seed, SheetStream).Shuffle<int>(order);
        foreach (int index in order)
        {
            List<int> row = rows[images.Label(index)];
            if (row.Count < perClass) { row.Add(index); }
        }

        return new ContactSheet(images, [.. rows.Select(row => row.AsReadOnly())], rows.Max(row => row.Count));
    }

    /// <summary>The sheet as a picture without text: the rows from the top, an empty place where a class has fewer images.</summary>
    /// <exception cref="DigitMLException">The sheet would exceed 64 million pixels.</exception>
    public GrayImage ToImage() => ImageSheet.Compose([.. Rows.SelectMany(Places)], _columns, _scale, Gap);

    /// <summary>The sheet as an SVG drawing with the name of each class and how many images it has; needs nothing else to be seen.</summary>
    /// <exception cref="DigitMLException">A row would exceed 64 million pixels.</exception>
    public string ToSvg()
    {
        int rowWidth = _columns * (_images.Width * _scale + Gap) + Gap, rowHeight = _images.Height * _scale + 2 * Gap;
        int width = Margin + LabelWidth + rowWidth + Margin, height = TitleHeight + Rows.Count * rowHeight + Margin;
        string title = string.Create(
            CultureInfo.InvariantCulture, $"{_images.Count:N0} images of {_images.Height} x {_images.Width} pixels in {Rows.Count:N0} classes");
        var picture = new MarkupWriter();
        using (picture.Element(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {width} {height}"), ("width", width), ("height", height),
            ("role", "img"), ("aria-labelledby", "title")))
        {
            picture.Leaf("title", title, ("id", "title"));
            using (picture.Element("style")) { picture.Raw(Style); }
            picture.Leaf("text", title, ("x", Margin), ("y", 24), ("style", "font-weight:600"));
            for (int label = 0; label < Rows.Count; label++)
            {
                WriteRow(picture, label, TitleHeight + label * rowHeight, rowWidth, rowHeight);
            }
        }

        return picture.ToString();
    }

    /// <summary>Writes the sheet: as SVG if the name ends in .svg, otherwise as PNG. A file of that name is replaced when all is written.</summary>
    /// <param name="path">The file; missing folders are created.</param>
    /// <exception cref="DigitMLException">The path is empty, or the sheet would exceed 64 million pixels.</exception>
    /// <exception cref="IOException">The path is a folder, or the file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            ToImage().Save(path);
            return;
        }

        byte[] text = Encoding.UTF8.GetBytes(ToSvg());
        AtomicFile.Replace(path, stream => stream.Write(text));
    }

    private void WriteRow(MarkupWriter picture, int label, int y, int rowWidth, int rowHeight)
    {
        using var row = picture.Element("g", ("transform", $"translate({Margin} {y})"));
        string name = _images.LabelNames[label];
        string count = _images.CountsByClass[label].ToString("N0", CultureInfo.InvariantCulture);
        picture.Leaf("title", $"{name}: {count} images");
        picture.Leaf("text", ColumnText.Cut(name, LongestName), ("y", rowHeight / 2));
        picture.Leaf("text", count, ("class", "quiet"), ("y", rowHeight / 2 + 16));
        GrayImage images = ImageSheet.Compose([.. Places(Rows[label])], _columns, _scale, Gap);
        picture.Empty("image", ("x", LabelWidth), ("width", rowWidth), ("height", rowHeight), ("href", DataAddress.Create(images)));
    }

    private IEnumerable<GrayImage> Places(IReadOnlyList<int> row)
    {
        var empty = new GrayImage(_images.Width, _images.Height, Enumerable.Repeat(Ground, _images.Width * _images.Height).ToArray());
        return row.Select(index => new GrayImage(_images.Width, _images.Height, _images.Pixels(index)))
            .Concat(Enumerable.Repeat(empty, _columns - row.Count));
    }
}
