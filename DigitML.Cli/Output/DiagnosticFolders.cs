namespace DigitML.Cli.Output;

/// <summary>Gives each picture a folder for its stages, named as the picture is; the second of a name gets -2 and so on.</summary>
/// <param name="root">The folder that holds them.</param>
internal sealed class DiagnosticFolders(string root)
{
    // Whether names differ in case alone matters on some file systems.
    private readonly Dictionary<string, int> _used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of the next picture.</summary>
    public string Next(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path.TrimEnd(Path.DirectorySeparatorChar));
        int number = _used[name] = _used.GetValueOrDefault(name) + 1;
        return number == 1 ? Path.Combine(root, name) : Next($"{name}-{number}.png");
    }
}
