using System.Text.RegularExpressions;

namespace DigitML.Tests.Architecture;

/// <summary>The rooms of the two libraries use one another only as CONTRIBUTING.md's table says.</summary>
[TestClass]
public sealed partial class ArchitectureTests
{
    private const int MaximumFilesInFolder = 30;
    private static readonly Lazy<ProductModel> Model = new(() => new ProductModel(HouseRulesTests.Root));

    [TestMethod]
    public void Rooms_UseOnlyWhatTheTableAllows()
    {
        Dictionary<string, string[]> table = Table();
        string[] wrong = [.. Model.Value.Uses
            .Where(use => !table.TryGetValue(use.FromRoom, out string[]? allowed) || !allowed.Contains(use.ToRoom))
            .Select(use => $"{use.FromRoom} -> {use.ToRoom}: {use.Name} in {use.File.Path}")
            .Distinct().Order(StringComparer.Ordinal)];

        Assert.AreEqual("", string.Join('\n', wrong));
    }

    [TestMethod]
    public void Table_NamesNoArrowThatIsUnused()
    {
        HashSet<(string, string)> used = [.. Model.Value.Uses.Select(use => (use.FromRoom, use.ToRoom))];
        string[] unused = [.. Table().SelectMany(row => row.Value.Select(to => (From: row.Key, To: to)))
            .Where(arrow => !used.Contains(arrow)).Select(arrow => $"{arrow.From} -> {arrow.To}")];

        Assert.AreEqual("", string.Join('\n', unused));
    }

    [TestMethod]
    public void Table_HasNoCircle()
    {
        Dictionary<string, string[]> rest = Table();
        while (rest.Keys.FirstOrDefault(room => !rest[room].Any(rest.ContainsKey)) is { } ground) { rest.Remove(ground); }

        Assert.AreEqual("", string.Join(", ", rest.Keys));
    }

    [TestMethod]
    public void Pointers_OutsideKernels_AreInFilesOfTheShrinkingListOnly()
    {
        string[] listed = [.. File.ReadLines(Path.Combine(HouseRulesTests.Root, "DigitML.Tests", "Architecture", "pointers.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')];
        string[] found = [.. Model.Value.Files
            .Where(file => file.HasPointers && file.Room is not "DigitML.Engine/Kernels" and not "DigitML.Benchmarks/Kernels")
            .Select(file => file.Path)];

        Assert.AreEqual("", string.Join('\n', found.Except(listed)), "New files with pointers: keep pointers in DigitML.Engine/Kernels.");
        Assert.AreEqual("", string.Join('\n', listed.Except(found)), "These files have no pointers any more: take them off pointers.txt.");
    }

    [TestMethod]
    public void Folders_HaveAtMostThirtyFiles()
    {
        string[] full = [.. Directory.EnumerateFiles(HouseRulesTests.Root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetDirectoryName(Path.GetRelativePath(HouseRulesTests.Root, path))!.Replace('\\', '/'))
            .Where(folder => !folder.Split('/').Any(part => part is "obj" or "bin"))
            .GroupBy(folder => folder).Where(group => group.Count() > MaximumFilesInFolder)
            .Select(group => $"{group.Key}: {group.Count()} files")];

        Assert.AreEqual("", string.Join('\n', full));
    }

    /// <summary>CONTRIBUTING.md's rows "| `room` | `room`, `room` |" below the heading "What each room may use".</summary>
    private static Dictionary<string, string[]> Table()
    {
        string text = File.ReadAllText(Path.Combine(HouseRulesTests.Root, "CONTRIBUTING.md"));
        string section = text[text.IndexOf("## What each room may use", StringComparison.Ordinal)..];
        return Row().Matches(section).ToDictionary(
            row => row.Groups["room"].Value,
            row => Name().Matches(row.Groups["uses"].Value).Select(name => name.Groups[1].Value).ToArray());
    }

    [GeneratedRegex(@"^\| `(?<room>DigitML[^`]*)` \|(?<uses>[^|\n]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
