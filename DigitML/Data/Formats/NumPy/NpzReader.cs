using DigitML.Data.Formats.Csv;

namespace DigitML.Data.Formats.NumPy;

/// <summary>Finds the images and labels of a data set in a .npz file by the names that are in use.</summary>
internal static class NpzReader
{
    private static readonly string[] TrainImages = ["x_train", "train_images", "train_x", "images_train"];
    private static readonly string[] TrainLabels = ["y_train", "train_labels", "train_y", "labels_train"];
    private static readonly string[] ValidationImages = ["x_val", "val_images", "x_valid", "valid_images"];
    private static readonly string[] ValidationLabels = ["y_val", "val_labels", "y_valid", "valid_labels"];
    private static readonly string[] TestImages = ["x_test", "test_images", "test_x", "images_test"];
    private static readonly string[] TestLabels = ["y_test", "test_labels", "test_y", "labels_test"];
    private static readonly string[] Images = ["x", "images", "image", "data", "arr_0"];
    private static readonly string[] Labels = ["y", "labels", "label", "target", "arr_1"];

    /// <summary>Reads a data set: Keras' x_train, y_train, x_test, y_test (and x_val, y_val), or x and y, which are not divided.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">The file lacks arrays, or one is malformed.</exception>
    public static DatasetParts Read(
        string path, DatasetOptions options, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var file = new NpzFile(path, progress, cancellationToken);
        ImageTable? train = ReadPart(file, path, TrainImages, TrainLabels), test = ReadPart(file, path, TestImages, TestLabels);
        bool isUndivided = train is null && test is null;
        train ??= isUndivided ? ReadPart(file, path, Images, Labels) : null;
        if (train is null && test is null)
        {
            throw Absent(file, path, "x_train, y_train, x_test and y_test, or x and y");
        }
        ImageTable? validation = train is null ? null : ReadPart(file, path, ValidationImages, ValidationLabels);
        return ImageTable.ToParts(train, validation, test, options) with
        {
            Files = [new DatasetFileHash(path, file.Sha256, null)], IsUndivided = isUndivided,
        };
    }

    /// <summary>Reads images to be labelled: those to test with, else those of a file that is not divided.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">The file has no such array, or it is malformed.</exception>
    public static ImageTable ReadImages(string path, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var file = new NpzFile(path, progress, cancellationToken);
        string name = file.Find([.. TestImages, .. Images]) ?? OnlyName(file) ?? throw Absent(file, path, "x_test or x");
        return NpyPixels.ToTable(file.Read(name), null, [new DatasetFileHash(path, file.Sha256, null)]);
    }

    /// <summary>Reads the only array of a file, as <c>numpy.savez(path, array)</c> writes one.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">The file has several arrays, or it is malformed.</exception>
    public static NpyArray ReadOnly(string path, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var file = new NpzFile(path, progress, cancellationToken);
        return file.Read(OnlyName(file) ?? throw Absent(file, path, "a single one"));
    }

    /// <summary>Whether a file holds one array alone, images or labels, whose other half is in another file.</summary>
    public static bool IsSingle(string path)
    {
        using var file = new NpzFile(path);
        return file.Names.Count == 1;
    }

    private static string? OnlyName(NpzFile file) => file.Names.Count == 1 ? file.Names.Single() : null;

    private static ImageTable? ReadPart(NpzFile file, string path, string[] imageNames, string[] labelNames)
    {
        string? images = file.Find(imageNames), labels = file.Find(labelNames);
        if (images is null && labels is null)
        {
            return null;
        }
        return images is null || labels is null
            ? throw Absent(file, path, images is null ? $"{imageNames[0]} to go with {labels}" : $"{labelNames[0]} to go with {images}")
            : NpyPixels.ToTable(file.Read(images), file.Read(labels), [new DatasetFileHash(path, file.Sha256, null)]);
    }

    private static DigitMLException Absent(NpzFile file, string path, string wanted)
    {
        string[] names = [.. file.Names.Order(StringComparer.Ordinal)];
        string found = names.Length == 0 ? "no arrays" : $"the arrays {string.Join(", ", names.Take(10))}";
        return new($"'{path}' holds {found}, wanted {wanted}; rename the arrays.");
    }
}
