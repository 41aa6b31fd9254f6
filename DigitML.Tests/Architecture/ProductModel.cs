namespace DigitML.Tests.Architecture;

/// <summary>The rooms of the product and who uses whom, read from the source files.</summary>
internal sealed class ProductModel
{
    private static readonly string[] Projects =
        ["DigitML.Engine", "DigitML", "DigitML.Cli", "DigitML.Web", "DigitML.Jupyter", "DigitML.Benchmarks"];

    public ProductModel(string root)
    {
        Files = [.. Projects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(root, path))];
        ILookup<string, string> declaring = Files.SelectMany(file => file.DeclaredTypes.Select(type => (type, file.Room)))
            .ToLookup(pair => pair.type, pair => pair.Room);
        Uses = [.. Files.SelectMany(file => UsesOf(file, declaring))
            .Select(use => new Use(use.From, Fold(use.From.Room), Fold(use.To), use.Name))
            .Where(use => use.FromRoom != use.ToRoom)];
    }

    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>Every use of another room's type or namespace.</summary>
    public IReadOnlyList<Use> Uses { get; }

    /// <summary>A name in a file that belongs to another room.</summary>
    internal sealed record Use(SourceFile File, string FromRoom, string ToRoom, string Name);

    // Only the two libraries are divided into rooms; of the other projects the whole is one.
    private static string Fold(string room) =>
        room.Split('/') is [("DigitML" or "DigitML.Engine"), _] ? room : room.Split('/')[0];

    private IEnumerable<(SourceFile From, string To, string Name)> UsesOf(SourceFile file, ILookup<string, string> declaring)
    {
        foreach (string import in file.Imports)
        {
            if (Files.FirstOrDefault(other => Namespace(other) == import) is { } imported) { yield return (file, imported.Room, import); }
        }
        foreach (string name in file.UsedNames.Except(file.DeclaredMembers))
        {
            // Only what the file's project can reference.
            string[] rooms = [.. declaring[name].Distinct().Where(room => Rank(room) <= Rank(file.Room))];
            // A name that several rooms declare is told by the using directives alone.
            if (rooms.Length == 1) { yield return (file, rooms[0], name); }
        }
    }

    private static int Rank(string room) => room.Split('/')[0] switch
    {
        "DigitML.Engine" => 0,
        "DigitML" => 1,
        "DigitML.Web" or "DigitML.Jupyter" => 2,
        _ => 3,
    };

    private static string Namespace(SourceFile file) => Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Replace('/', '.');
}
