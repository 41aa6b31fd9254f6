using DigitML.Data.Formats.Csv;
using DigitML.Data.Formats.Folders;
using DigitML.Data.Formats.Idx;
using DigitML.Data.Formats.NumPy;

namespace DigitML.Data;

/// <summary>Writes data sets in the forms that are read.</summary>
internal static class DatasetWriter
{
    /// <summary>Writes a data set; files of the same names are replaced, folders of pictures must be new.</summary>
    /// <param name="parts">The parts that are there, named train, val and test.</param>
    /// <param name="isUndivided">Whether the only part is for all purposes.</param>
    /// <param name="path">The folder, or the file where the form is a file.</param>
    /// <param name="format">The form.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="DigitMLException">The form cannot hold the set.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(IReadOnlyList<(string Name, ImageSet Images)> parts, bool isUndivided, string path, DatasetFormat format,
        CancellationToken cancellationToken)
    {
        switch (format)
        {
            case DatasetFormat.Idx:
                IdxWriter.Write(path, parts);
                break;
            case DatasetFormat.Npz:
                NpzWriter.Write(path, [.. parts.Select(part => (isUndivided ? "" : "_" + part.Name, part.Images))], cancellationToken);
                break;
            case DatasetFormat.Png:
                PngFolderWriter.Write(path, parts, cancellationToken);
                break;
            case DatasetFormat.Csv when CsvFolder.IsCsv(path):
                CsvWriter.Write(path, parts.Count == 1 ? parts[0].Images : throw TwoParts(path), WrittenNames(parts), cancellationToken);
                break;
            case DatasetFormat.Csv:
                foreach ((string name, ImageSet images) in parts)
                {
                    CsvWriter.Write(Path.Combine(path, name + ".csv"), images, WrittenNames(parts), cancellationToken);
                }
                break;
            default:
                throw new DigitMLException($"There is no form {format} of data sets; take Idx, Npz, Csv or Png.");
        }
    }

    /// <summary>Writes one set by itself to a file: .csv, .csv.gz or .npz (as x and y). Otherwise as the other one.</summary>
    public static void Write(ImageSet images, string path, CancellationToken cancellationToken)
    {
        DatasetFormat format = CsvFolder.IsCsv(path) ? DatasetFormat.Csv
            : path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? DatasetFormat.Npz
            : throw new DigitMLException($"'{path}' has the ending '{Path.GetExtension(path)}', but a set is written to .csv, .csv.gz or .npz; "
                + "give one of these endings.");
        Write([("train", images)], isUndivided: true, path, format, cancellationToken);
    }

    /// <summary>
    /// What the labels are written as: the names of the classes where a reader would put them in the same order again, which takes names
    /// in the order of their characters' codes and an image of each class in the first part; else the numbers from 0.
    /// </summary>
    /// <param name="parts">The parts, that to train on first.</param>
    public static IReadOnlyList<string> WrittenNames(IReadOnlyList<(string Name, ImageSet Images)> parts)
    {
        ImageSet first = parts[0].Images;
        IReadOnlyList<string> names = first.LabelNames;
        bool areKept = names.Order(StringComparer.Ordinal).SequenceEqual(names) && names.Distinct().Count() == names.Count
            && first.CountsByClass.All(count => count > 0)
            && names.All(name => name.Trim() == name && name.Length > 0 && !name.AsSpan().ContainsAny("\r\n") && !name.All(char.IsAsciiDigit));
        return areKept ? names : [.. Enumerable.Range(0, names.Count).Select(label => $"{label}")];
    }

    private static DigitMLException TwoParts(string path)
        => new($"There are several parts, to train and to test with, but one CSV file, '{path}', holds one part; "
            + "give a folder for train.csv and test.csv (without an ending, and the form CSV), or write one part.");
}
