using DigitML.Data.Formats.Csv;

namespace DigitML.Data.Formats.NumPy;

/// <summary>
/// Images and labels as two files of one array each, told by the words of their names: x_train.npy and y_train.npy,
/// train_images.npy and train_labels.npy, kmnist-train-imgs.npz and kmnist-train-labels.npz.
/// </summary>
internal static class NpyPairs
{
    private static readonly string[] ImageWords = ["x", "images", "imgs", "image"];
    private static readonly string[] LabelWords = ["y", "labels", "label"];

    /// <summary>The arrays of a folder that are images to train on, or to test with; those of both if their names name neither.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">train or test.</param>
    /// <returns>The file of images; null unless exactly one fits.</returns>
    public static string? FindImages(string folder, string part)
    {
        string[] fitting = [.. Files(folder).Where(path => Words(path) is var words
            && words.Contains(part) && words.Any(ImageWords.Contains) && FindLabels(path) is not null)];
        return fitting.Length == 1 ? fitting[0] : null;
    }

    /// <summary>The file beside this one whose name differs by saying labels for images; null if there is none.</summary>
    /// <param name="images">The file of images.</param>
    public static string? FindLabels(string images)
    {
        string[] rest = Rest(images, ImageWords);
        return rest.Length == Words(images).Length ? null
            : Files(Path.GetDirectoryName(Path.GetFullPath(images))!).FirstOrDefault(path => Words(path).Any(LabelWords.Contains)
                && Rest(path, LabelWords).SequenceEqual(rest));
    }

    /// <summary>Reads images and, where they are beside them, labels.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">A file is malformed, or the two don't belong together.</exception>
    public static ImageTable Read(string images, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        NpyArray pixels = ReadArray(images, progress, cancellationToken);
        var files = new List<DatasetFileHash> { new(images, pixels.Sha256, null) };
        NpyArray? labels = null;
        if (FindLabels(images) is { } path)
        {
            labels = ReadArray(path, progress, cancellationToken);
            files.Add(new(path, labels.Sha256, null));
        }
        return NpyPixels.ToTable(pixels, labels, files);
    }

    private static NpyArray ReadArray(string path, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
        => IsArchive(path) ? NpzReader.ReadOnly(path, progress, cancellationToken) : NpyReader.Read(path, progress, cancellationToken);

    private static bool IsArchive(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Files(string folder)
        => Directory.EnumerateFiles(folder)
            .Where(path => IsArchive(path) || path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);

    private static string[] Rest(string path, string[] without) => [.. Words(path).Where(word => !without.Contains(word))];

    private static string[] Words(string path)
        => Path.GetFileNameWithoutExtension(path).ToLowerInvariant().Split('_', '-', '.', ' ');
}
