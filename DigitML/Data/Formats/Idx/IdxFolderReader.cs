using DigitML.Data.Formats.Folders;

namespace DigitML.Data.Formats.Idx;

/// <summary>Reads the pairs of IDX files in a folder: images and labels to train on, images and labels to test with, or one of the two.</summary>
internal static class IdxFolderReader
{
    /// <summary>Whether a folder holds at least one such file.</summary>
    public static bool Fits(string folder) => IdxNames.AnyIn(folder);

    /// <summary>Reads both parts, whose labels together say what classes there are.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="entry">What the catalogue says; null for a set of the user's own.</param>
    /// <param name="options">May name the classes, and say that the images lie on their side.</param>
    /// <exception cref="FileNotFoundException">Only one file of a pair is there.</exception>
    /// <exception cref="DigitMLException">A file is malformed, or two files don't belong together.</exception>
    public static DatasetParts Read(string folder, DatasetEntry? entry, DatasetOptions options)
    {
        var sums = new List<DatasetFileHash>();
        (IdxPayload Images, IdxPayload Labels)? train = ReadPair(folder, IdxNames.TrainImages, IdxNames.TrainLabels, entry, sums);
        (IdxPayload Images, IdxPayload Labels)? test = ReadPair(folder, IdxNames.TestImages, IdxNames.TestLabels, entry, sums);
        IdxPayload[] labels = [.. new[] { train, test }.Where(pair => pair is not null).Select(pair => pair!.Value.Labels)];
        IReadOnlyList<string>? names = options.LabelNames ?? entry?.LabelNames ?? LabelFile.Read(folder);
        LabelNumbering numbering = names is null ? LabelNumbering.Create(labels) : LabelNumbering.Create(names, labels);
        return new DatasetParts(Combine(train, numbering, options), Combine(test, numbering, options), sums.AsReadOnly());
    }

    private static (IdxPayload Images, IdxPayload Labels)? ReadPair(
        string folder, string imagesName, string labelsName, DatasetEntry? entry, List<DatasetFileHash> sums)
    {
        string? images = IdxNames.Find(folder, imagesName), labels = IdxNames.Find(folder, labelsName);
        if (images is null && labels is null)
        {
            return null;
        }
        if (images is null || labels is null)
        {
            throw new FileNotFoundException($"Folder '{folder}' holds {(images is null ? labelsName : imagesName)} "
                + $"but not {(images is null ? imagesName : labelsName)}; add it, plain or .gz.");
        }
        IdxPayload imageData = IdxReader.Read(images, IdxContent.Images), labelData = IdxReader.Read(labels, IdxContent.Labels);
        sums.Add(Sum(imageData, imagesName, entry));
        sums.Add(Sum(labelData, labelsName, entry));
        return (imageData, labelData);
    }

    private static ImageSet? Combine((IdxPayload Images, IdxPayload Labels)? pair, LabelNumbering numbering, DatasetOptions options)
    {
        ImageSet? images = pair is { } both ? IdxFile.Combine(both.Images, both.Labels, numbering) : null;
        return options.Transpose ? images?.Transpose() : images;
    }

    private static DatasetFileHash Sum(IdxPayload payload, string name, DatasetEntry? entry)
    {
        string sum = payload.Sha256();
        return new(payload.Source, sum, entry?.Files.Any(file => file.Name == name && file.Sha256 == sum));
    }
}
