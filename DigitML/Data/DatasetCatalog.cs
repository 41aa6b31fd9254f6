using DigitML.Data;
using DigitML.Data.Fetching;

namespace DigitML;

/// <summary>The data sets that are known by name.</summary>
public static class DatasetCatalog
{
    /// <summary>The digits as label names: "0" to "9".</summary>
    internal static readonly IReadOnlyList<string> Digits = Array.AsReadOnly(new[] { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" });

    /// <summary>All known data sets.</summary>
    public static IReadOnlyList<DatasetEntry> Entries { get; } = Array.AsReadOnly(CatalogEntries.All());

    /// <summary>The data set of this name, or null. Upper and lower case are the same.</summary>
    /// <param name="name">The name, such as <c>mnist</c>.</param>
    public static DatasetEntry? Find(string name)
        => Entries.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder on this machine that a data set would be read from, or null if it would have to be fetched.</summary>
    /// <param name="name">The name, such as <c>mnist</c>.</param>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <exception cref="DigitMLException">No data set has this name.</exception>
    public static string? Locate(string name, DatasetOptions? options = null)
    {
        DatasetEntry entry = Require(name);
        options ??= new DatasetOptions();
        return DatasetFolder.FindByName(entry.Name, options) ?? new DatasetCache(entry, options).FolderIfComplete();
    }

    /// <summary>Fetches a data set into the cache, unless it is there already, and verifies every file by SHA-256.</summary>
    /// <param name="name">The name, such as <c>mnist</c>.</param>
    /// <param name="options">The cache folder and time-out; null for the defaults.</param>
    /// <param name="progress">Told what is being done; null for nobody.</param>
    /// <param name="cancellationToken">Stops the fetching; files fetched so far stay.</param>
    /// <returns>The folder that holds the files.</returns>
    /// <exception cref="DigitMLException">No data set has this name.</exception>
    /// <exception cref="IOException">Nothing could be fetched, or the cache folder cannot be written; says what was tried.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static string Fetch(string name, DatasetOptions? options = null, IProgress<DatasetProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => new DatasetFetcher(Require(name), options ?? new DatasetOptions(), progress).Fetch(cancellationToken);

    /// <summary>The sentence for a name that nobody knows: the known names, and the nearest if one is near.</summary>
    internal static string UnknownName(string name)
        => $"'{name}' is no data set of the catalogue ({string.Join(", ", Entries.Select(entry => entry.Name))}) and no file or folder; "
            + $"give one of these names or the path of {DatasetSource.Forms}."
            + Suggestion.For(name, Entries.Select(entry => entry.Name));

    private static DatasetEntry Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) ?? throw new DigitMLException(UnknownName(name));
    }
}
