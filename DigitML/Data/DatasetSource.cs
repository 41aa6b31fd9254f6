using DigitML.Data.Formats.Csv;
using DigitML.Data.Formats.Folders;
using DigitML.Data.Formats.Idx;
using DigitML.Data.Formats.NumPy;

namespace DigitML.Data;

/// <summary>Reads a data set from a path, whatever form it has there.</summary>
internal static class DatasetSource
{
    /// <summary>The forms a path may have, for messages.</summary>
    public const string Forms = "a CSV, NPZ or NPY file, or a folder with IDX files, train.csv, an .npz file or images by class";

    /// <summary>Reads a file or a folder.</summary>
    /// <param name="path">Where; must be there.</param>
    /// <param name="entry">What the catalogue says of the set's IDX files; null for a set of the user's own.</param>
    /// <param name="options">May name the classes.</param>
    /// <param name="progress">Told what is read; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">The folder holds no data set, or half of one.</exception>
    /// <exception cref="DigitMLException">A file is malformed or of another form.</exception>
    public static DatasetParts Read(
        string path, DatasetEntry? entry, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        DatasetOptions named = options with { LabelNames = options.LabelNames ?? entry?.LabelNames };
        return File.Exists(path) ? ReadFile(path, options, progress, cancellationToken)
            : IdxNames.AnyIn(path) ? IdxFolderReader.Read(path, entry, options)
            : ReadFolder(path, named, progress, cancellationToken);
    }

    /// <summary>Reads images that need no labels: of a file, or the test images of a folder.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or no such images in the folder.</exception>
    /// <exception cref="DigitMLException">The file is malformed or of another form.</exception>
    public static ImageTable ReadImages(string path, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            string folder = path;
            path = CsvFolder.FindTest(folder) ?? FindArchive(folder) ?? IdxNames.Find(folder, IdxNames.TestImages)
                ?? throw new FileNotFoundException($"Folder '{folder}' holds no test images; wanted test.csv, an .npz file "
                    + $"or {IdxNames.TestImages}, or give a file.");
        }
        return CsvFolder.IsCsv(path) ? CsvReader.Read(path, progress, cancellationToken)
            : Has(path, ".npz") ? NpzReader.ReadImages(path, progress, cancellationToken)
            : Has(path, ".npy") ? NpyPairs.Read(path, progress, cancellationToken)
            : Path.GetFileName(path).Contains("idx3") ? ReadIdxImages(path)
            : throw Unknown(path);
    }

    private static DatasetParts ReadFile(
        string path, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
        => CsvFolder.IsCsv(path) ? Undivided(CsvReader.Read(path, progress, cancellationToken), options)
            : Has(path, ".npy") || (Has(path, ".npz") && NpzReader.IsSingle(path))
                ? Undivided(NpyPairs.Read(path, progress, cancellationToken), options)
            : Has(path, ".npz") ? NpzReader.Read(path, options, progress, cancellationToken)
            : throw Unknown(path);

    private static DatasetParts ReadFolder(
        string path, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
        => CsvFolder.Fits(path) ? CsvFolder.Read(path, options, progress, cancellationToken)
            : NpyPairs.FindImages(path, "train") is not null || NpyPairs.FindImages(path, "test") is not null
                ? ReadPairs(path, options, progress, cancellationToken)
            : FindArchive(path) is { } archive ? NpzReader.Read(archive, options, progress, cancellationToken)
            : ImageFolderReader.Fits(path) ? ImageFolderReader.Read(path, options, progress, cancellationToken)
            : throw new FileNotFoundException($"Folder '{path}' holds no data set; wanted IDX files ({IdxNames.Listed}, plain or .gz), "
                + "train.csv, an .npz file, or a folder of images for each class.");

    private static DatasetParts Undivided(ImageTable table, DatasetOptions options)
        => ImageTable.ToParts(table, null, null, options) with { IsUndivided = true };

    private static DatasetParts ReadPairs(
        string folder, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        string? train = NpyPairs.FindImages(folder, "train"), test = NpyPairs.FindImages(folder, "test");
        return ImageTable.ToParts(
            train is null ? null : NpyPairs.Read(train, progress, cancellationToken),
            null,
            test is null ? null : NpyPairs.Read(test, progress, cancellationToken), options);
    }

    private static ImageTable ReadIdxImages(string path)
    {
        IdxPayload payload = IdxReader.Read(path, IdxContent.Images);
        int[] sizes = payload.Dimensions;
        return new(path, payload.Data, sizes[0], sizes[1], sizes[2], null, [new DatasetFileHash(path, payload.Sha256(), null)]);
    }

    // mnist.npz is what Keras downloads; another name will do if it is the only one.
    private static string? FindArchive(string folder)
    {
        string[] archives = [.. Directory.EnumerateFiles(folder, "*.npz").Order(StringComparer.Ordinal)];
        return archives.FirstOrDefault(path => Path.GetFileName(path) == "mnist.npz") ?? (archives.Length == 1 ? archives[0] : null);
    }

    private static bool Has(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static DigitMLException Unknown(string path)
        => new($"'{path}' has the ending '{Path.GetExtension(path)}', which is none of a data set's; give {Forms}.");
}
