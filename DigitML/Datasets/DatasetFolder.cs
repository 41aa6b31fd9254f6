namespace DigitML.Datasets;

/// <summary>Reads the pairs of IDX files in a folder, and finds the folder that has the name of a data set.</summary>
internal static class DatasetFolder
{
    /// <summary>The first of the user's data folders that holds files of this data set, or null.</summary>
    public static string? FindByName(string name, DatasetOptions options)
        => options.DataFolders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(IdxNames.AnyIn);

    /// <summary>Reads the training part or the test part of a folder; null if neither of its two files is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="imagesName">The canonical name of the file of images.</param>
    /// <param name="labelsName">The canonical name of the file of labels.</param>
    /// <param name="entry">What the catalogue says; null for a set of the user's own.</param>
    /// <param name="options">May name the classes.</param>
    /// <param name="sums">Gets the sums of the files that were read.</param>
    /// <exception cref="FileNotFoundException">Only one of the two files is there.</exception>
    /// <exception cref="InvalidDataException">A file is malformed, or the two don't belong together.</exception>
    public static ImageSet? ReadPart(
        string folder, string imagesName, string labelsName, DatasetEntry? entry, DatasetOptions options, List<DatasetFileSum> sums)
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
        IdxPayload imageData = IdxReader.Read(images, IdxReader.Images), labelData = IdxReader.Read(labels, IdxReader.Labels);
        sums.Add(Sum(imageData, imagesName, entry));
        sums.Add(Sum(labelData, labelsName, entry));
        return IdxFile.Combine(imageData, labelData, options.LabelNames ?? entry?.LabelNames);
    }

    private static DatasetFileSum Sum(IdxPayload payload, string name, DatasetEntry? entry)
    {
        string sum = payload.Sha256();
        return new(payload.Source, sum, entry?.Files.Any(file => file.Name == name && file.Sha256 == sum));
    }
}
