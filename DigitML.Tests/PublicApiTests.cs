using System.Reflection;

namespace DigitML.Tests;

/// <summary>Holds the library's public API fast: a change shows up as a change of PublicApi.txt.</summary>
[TestClass]
public sealed class PublicApiTests
{
    private const string AcceptVariable = "DIGITML_ACCEPT_API";

    /// <summary>The library under test.</summary>
    internal static Assembly Library { get; } = Assembly.Load("DigitML");

    private static string ApprovedPath => Path.Combine(HouseRulesTests.Root, "DigitML.Tests", "PublicApi.txt");

    [TestMethod]
    public void PublicApi_IsTheApprovedOne()
    {
        string[] actual = [.. PublicApiText.Lines(Library.GetExportedTypes())];
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(ApprovedPath, string.Join('\n', actual) + "\n");
        }

        string[] approved = File.ReadAllLines(ApprovedPath);
        string[] changes = [.. actual.Except(approved).Select(line => "+ " + line), .. approved.Except(actual).Select(line => "- " + line)];
        Assert.IsEmpty(changes, $"The public API changed:\n{string.Join('\n', changes)}\n" +
            $"If that is meant, run the tests with {AcceptVariable}=1 and commit PublicApi.txt.\n");
        Assert.AreSequenceEqual(approved, actual, $"PublicApi.txt is out of order: run the tests with {AcceptVariable}=1.");
    }

    [TestMethod]
    public void Lines_OfASample_ReadLikeCSharp()
    {
        const string Owner = "DigitML.Tests.PublicApiTests.Sample";

        string[] lines = [.. PublicApiText.Lines([typeof(Sample)]).Select(line => line[Owner.Length..])];

        Assert.AreSequenceEqual(
            new[]
            {
                " : abstract record : IDisposable",
                ".Changed : event EventHandler<string>",
                ".Dispose() : abstract void",
                ".Find<T>(ReadOnlySpan<int> keys, out string? found, params ReadOnlySpan<float> rest) : static T",
                ".Limit : const int = 3",
                ".Names : IReadOnlyList<string?> { get; init; }",
                ".Scale(float? by = default, bool exact = true) : protected (int, string[]?)",
                ".Size : required int { get; set; }",
                ".new(string? Name)",
                ".Name : string? { get; init; }",
            }.Order(StringComparer.Ordinal),
            lines);
    }

    private abstract record Sample(string? Name) : IDisposable
    {
        public const int Limit = 3;

        public abstract event EventHandler<string> Changed;

        public required int Size { get; set; }

        public IReadOnlyList<string?> Names { get; init; } = [];

        public static T Find<T>(ReadOnlySpan<int> keys, out string? found, params ReadOnlySpan<float> rest) =>
            throw new NotSupportedException(found = $"{keys.Length} {rest.Length}");

        public abstract void Dispose();

        protected (int Width, string[]? Names) Scale(float? by = null, bool exact = true) => (exact ? Size : (int)(by ?? 1), null);
    }
}
