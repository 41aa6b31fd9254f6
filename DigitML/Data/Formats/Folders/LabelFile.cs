using System.Globalization;
using System.Text;

namespace DigitML.Data.Formats.Folders;

/// <summary>The names of classes in a text file beside the images.</summary>
/// <remarks>
/// EMNIST's <c>mapping.txt</c> has a label and one or two character codes a line (G. Cohen, S. Afshar, J. Tapson and A. van Schaik,
/// "EMNIST: an extension of MNIST to handwritten letters", arXiv:1702.05373, 2017); <c>labels.txt</c> has one name a line.
/// </remarks>
internal static class LabelFile
{
    private const string Names = "labels.txt", Mapping = "mapping.txt";

    /// <summary>Reads the names that a folder gives; null if it gives none.</summary>
    /// <param name="folder">The folder; <c>labels.txt</c> comes first, then a file whose name ends in <c>mapping.txt</c>.</param>
    /// <exception cref="DigitMLException">A file is malformed, or several files end in <c>mapping.txt</c>.</exception>
    public static IReadOnlyList<string>? Read(string folder)
    {
        if (File.Exists(Path.Combine(folder, Names)))
        {
            return ReadNames(Path.Combine(folder, Names));
        }
        string[] mappings = [.. Directory.EnumerateFiles(folder, "*" + Mapping).Order(StringComparer.Ordinal)];
        return mappings.Length switch
        {
            0 => null,
            1 => ReadMapping(mappings[0]),
            _ => throw new DigitMLException($"Folder '{folder}' holds {string.Join(" and ", mappings.Select(Path.GetFileName))}; "
                + "leave the one that belongs to the images."),
        };
    }

    private static string[] ReadNames(string path)
    {
        string[] names = [.. Lines(path).Select(line => line.Text)];
        string? twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return names.Length > 0 && twice is null ? names
            : throw new DigitMLException($"'{path}' {(twice is null ? "names no class" : $"names the class '{twice}' twice")}; "
                + "give one name a line, in the order of the labels.");
    }

    private static string[] ReadMapping(string path)
    {
        var names = new SortedDictionary<int, string>();
        foreach ((int number, string text) in Lines(path))
        {
            string[] cells = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string name = string.Concat(cells.Skip(1).Select(Character));
            if (cells.Length < 2 || name.Length == 0 || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int label)
                || !names.TryAdd(label, name))
            {
                throw new DigitMLException($"'{path}', line {number}: '{text}' is not a new label followed by character codes, "
                    + "such as '10 65'; correct the line.");
            }
        }
        int first = names.Keys.FirstOrDefault();
        if (names.Count == 0 || first > 1 || names.Keys.Last() != first + names.Count - 1)
        {
            throw new DigitMLException($"'{path}' gives names to the labels {string.Join(' ', names.Keys)}; "
                + "wanted all labels from 0 or 1 on without a gap.");
        }
        return [.. names.Values];
    }

    private static string Character(string code)
        => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && Rune.IsValid(value) && value > ' '
            ? new Rune(value).ToString() : "";

    private static IEnumerable<(int Number, string Text)> Lines(string path)
        => File.ReadAllLines(path).Select((line, index) => (index + 1, line.Trim())).Where(line => line.Item2.Length > 0);
}
