using System.Text.RegularExpressions;

namespace DigitML.Tests;

/// <summary>The house rules that a machine can check.</summary>
[TestClass]
public sealed partial class HouseRulesTests
{
    private const int MostLines = 400;
    private const int LongestLine = 150;
    private static readonly string[] GeneratedFolders = ["bin", "obj", "node_modules"];

    /// <summary>The repository's folder: the nearest one upwards that holds DigitML.sln.</summary>
    internal static string Root { get; } = FindRoot();

    [TestMethod]
    public void SourceFiles_AreFound() => Assert.Contains(Path.Combine("DigitML.Engine", "Numerics", "RandomStream.cs"), SourceFiles());

    [TestMethod]
    public void SourceFiles_HaveAtMostFourHundredLines() =>
        AssertNone(SourceFiles().Where(file => Lines(file).Length > MostLines).Select(file => $"{file}: {Lines(file).Length} lines"));

    [TestMethod]
    public void SourceFiles_HaveNoOverlongLine() => AssertNone(
        from file in SourceFiles()
        from line in Lines(file).Index()
        where line.Item.Length > LongestLine
        select $"{file}({line.Index + 1}): {line.Item.Length} characters");

    [TestMethod]
    public void SourceFiles_NamespaceIsTheFolder() => AssertNone(
        from file in SourceFiles()
        where !IsInRootNamespace(file)
        let expected = Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.')
        let actual = NamespaceLine().Match(Text(file)).Groups["name"].Value
        where actual.Length > 0 && actual != expected
        select $"{file}: namespace {actual} instead of {expected}");

    [TestMethod]
    public void SourceFiles_HaveAtMostOnePublicType() =>
        AssertNone(SourceFiles().Where(file => PublicType().Count(Text(file)) > 1));

    [TestMethod]
    public void LibraryFiles_LeaveNothingUndoneOrFolded() => AssertNone(
        from file in LibraryFiles()
        from word in new[] { "TODO", "FIXME", "#region" }
        where Text(file).Contains(word, StringComparison.Ordinal)
        select $"{file}: {word}");

    [TestMethod]
    public void LibraryFiles_HaveANamespace() => AssertNone(
        from file in LibraryFiles()
        where !NamespaceLine().IsMatch(Text(file)) && !Text(file).Contains("[assembly:", StringComparison.Ordinal)
        select file);

    [TestMethod]
    public void LibraryClasses_AreSealedStaticOrAbstract() => AssertNone(
        from library in new[] { typeof(CnnTrainer).Assembly, typeof(DigitClassifier).Assembly }
        from type in library.GetExportedTypes()
        where type is { IsClass: true, IsSealed: false, IsAbstract: false }
        select type.FullName!);

    [TestMethod]
    [DataRow("public sealed class A\n{\n}\npublic enum B\n{\n}\n", 2)]
    [DataRow("public sealed class A\n{\n    public sealed record B;\n}\n", 1)]
    [DataRow("internal sealed class A\n{\n}\npublic readonly record struct B(int C);\n", 1)]
    [DataRow("public static partial class A\n{\n}\npublic delegate void B();\n", 2)]
    public void PublicType_CountsTypesAtTheOuterLevel(string source, int expected) => Assert.AreEqual(expected, PublicType().Count(source));

    // The types that users write daily, and what every room uses, are in DigitML itself.
    private static bool IsInRootNamespace(string file) =>
        file.Split(Path.DirectorySeparatorChar) is [("DigitML" or "DigitML.Engine"), ..] path
        && (path.Length == 2 || PublicType().IsMatch(Text(file)))
        && NamespaceLine().Match(Text(file)).Groups["name"].Value == "DigitML";

    private static IEnumerable<string> LibraryFiles() =>
        SourceFiles().Where(file => file.Split(Path.DirectorySeparatorChar)[0] is "DigitML" or "DigitML.Engine");

    /// <summary>Paths of all C# files from <see cref="Root"/> on, those that a build makes left out.</summary>
    private static IEnumerable<string> SourceFiles() => Walk(Root).Select(path => Path.GetRelativePath(Root, path));

    private static IEnumerable<string> Walk(string folder)
    {
        IEnumerable<string> below = Directory.EnumerateDirectories(folder)
            .Where(path => !GeneratedFolders.Contains(Path.GetFileName(path)) && !Path.GetFileName(path).StartsWith('.'));
        return Directory.EnumerateFiles(folder, "*.cs").Concat(below.SelectMany(Walk));
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Root, file)).ReplaceLineEndings("\n");

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static void AssertNone(IEnumerable<string> offences) => Assert.AreEqual("", string.Join('\n', offences));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "DigitML.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException(
            $"No folder from {AppContext.BaseDirectory} upwards holds DigitML.sln: run the tests inside the repository.");
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^public [a-z ]*\b(class|record|struct|interface|enum|delegate)\b", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
