using System.Globalization;
using DigitML.Engine.Layers;
using DigitML.Evaluation;
using DigitML.Imaging;
using DigitML.Plotting.Panels;

namespace DigitML.Plotting;

/// <summary>Makes the figures that show images.</summary>
internal static class ImageFigures
{
    private const int LongestName = 16, LargeImage = 100, SmallImage = 56;

    /// <summary>See <see cref="Figure.Samples"/>.</summary>
    public static Figure Samples(ImageSet images, int perClass, ulong seed)
    {
        IReadOnlyList<IReadOnlyList<int>> rows = ContactSheet.Create(images, perClass, seed).Rows;
        string title = string.Create(CultureInfo.InvariantCulture,
            $"{images.Count:N0} images of {images.Height} x {images.Width} pixels in {rows.Count:N0} classes");
        return new Figure(title, Rows(images, "Samples", rows.Select((row, label) =>
        {
            string count = string.Create(CultureInfo.InvariantCulture, $"{images.CountsByClass[label]:N0} images");
            return Row([.. row.Select(index => ImageAt(images, index))], images.LabelNames[label], count);
        })));
    }

    /// <summary>See <see cref="Figure.Augmentation"/>.</summary>
    public static Figure Augmentation(ImageSet images, AugmentationOptions options, int variations, ulong seed)
    {
        IReadOnlyList<IReadOnlyList<int>> rows = ContactSheet.Create(images, perClass: 1, seed).Rows;
        return new Figure("Augmentation: images as they are, at the left, and variations of them", Rows(images, "Augmentation",
            rows.Index().Where(row => row.Item.Count > 0).Select(row =>
            {
                GrayImage image = ImageAt(images, row.Item[0]);
                IEnumerable<GrayImage> changed = Enumerable.Range(0, variations)
                    .Select(i => ImageAugmentation.Apply(image, options, seed + (ulong)(row.Index * variations + i)));
                return Row([image, .. changed], images.LabelNames[row.Index], $"{variations} variations");
            })));
    }

    /// <summary>See <see cref="Figure.Errors"/>.</summary>
    public static Figure Errors(DigitClassifier classifier, ImageSet images, int count)
    {
        var reading = new SetPredictions("", classifier, images, threads: 0, CancellationToken.None);
        IReadOnlyList<WrongPrediction> worst = reading.FindWorst(count);
        string title = ErrorGrid.Title(worst.Count, reading.ErrorCount, images.Count);
        ImageTile[] tiles = worst.Count == 0 ? [new ImageTile(null, ["no error"], "No error")] : [.. worst.Select(Tile)];
        return new Figure(title, new ImagePanel
        {
            Title = "Errors", Description = string.Join("; ", tiles.Select(tile => tile.Description)) + ".", Tiles = tiles, Columns = 6,
            Scale = ScaleOf(images, LargeImage), Styles = [null, "given", "quiet"],
        });
    }

    /// <summary>See <see cref="Figure.Filters"/>.</summary>
    public static Figure Filters(DigitClassifier classifier)
    {
        Parameter weights = classifier.Parameters.Parameters.FirstOrDefault(parameter => parameter.Spec.Shape.Length == 4)
            ?? throw new DigitMLException("The network has no convolution layer to show filters of.");
        int[] shape = weights.Spec.Shape;
        float[] values = classifier.Parameters[weights].ToArray();
        float largest = values.Max(MathF.Abs);
        GrayImage Filter(int filter) => new(shape[1], shape[0],
            [.. Enumerable.Range(0, shape[0] * shape[1]).Select(i => Shade(values[i * shape[2] * shape[3] + filter], largest))]);
        string size = string.Create(CultureInfo.InvariantCulture, $"{shape[3]} filters of {shape[0]} x {shape[1]} weights");
        return new Figure($"The first convolution: {size}", new ImagePanel
        {
            Title = "Filters", Columns = 1, Scale = 8,
            Description = string.Create(CultureInfo.InvariantCulture, $"{size}; the largest weight is {largest:F3}."),
            Tiles = [new ImageTile(ImageSheet.Compose([.. Enumerable.Range(0, shape[3]).Select(Filter)], 16, 1, 1), [], size)],
        });
    }

    private static byte Shade(float weight, float largest) => (byte)MathF.Round(127.5f * (1 + (largest > 0 ? weight / largest : 0)));

    private static ImagePanel Rows(ImageSet images, string title, IEnumerable<ImageTile> rows)
    {
        ImageTile[] tiles = [.. rows];
        return new ImagePanel
        {
            Title = title, Tiles = tiles, Columns = 1, WordsLeft = true, Scale = ScaleOf(images, SmallImage),
            Description = string.Join("; ", tiles.Select(tile => tile.Description)) + ".",
        };
    }

    private static ImageTile Row(IReadOnlyList<GrayImage> row, string name, string words) => new(
        row.Count == 0 ? null : ImageSheet.Compose(row, row.Count, 1, 1), [ColumnText.Cut(name, LongestName), words], $"{name}: {words}");

    private static ImageTile Tile(WrongPrediction error) => new(
        error.Image,
        [$"true {ColumnText.Cut(error.TrueName, LongestName)}", $"read {ColumnText.Cut(error.GivenName ?? "-", LongestName)}", error.Certainty],
        error.Description);

    private static double ScaleOf(ImageSet images, int size) => Math.Max(1, size / Math.Max(images.Height, images.Width));

    private static GrayImage ImageAt(ImageSet images, int index) => new(images.Width, images.Height, images.Pixels(index));
}
