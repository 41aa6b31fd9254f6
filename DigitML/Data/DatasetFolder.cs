using DigitML.Data.Formats.Csv;
using DigitML.Data.Formats.Folders;
using DigitML.Data.Formats.Idx;

namespace DigitML.Data;

/// <summary>Finds the folder that has the name of a data set.</summary>
internal static class DatasetFolder
{
    /// <summary>The first of the user's data folders that holds files of this data set, or null.</summary>
    public static string? FindByName(string name, DatasetOptions options)
        => options.DataFolders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(Holds);

    /// <summary>Whether a folder holds a data set that is read from folders.</summary>
    public static bool Holds(string folder) => Directory.Exists(folder)
        && (IdxFolderReader.Fits(folder) || CsvFolder.Fits(folder) || ImageFolderReader.Fits(folder));
}
