using System.Text.RegularExpressions;

namespace DigitML.Tests;

[TestClass]
public sealed partial class ReadmeTests
{
    [TestMethod]
    public void Samples_AreTheOnesThatCompile()
    {
        string root = HouseRulesTests.Root;
        string compiled = Squeeze(File.ReadAllText(Path.Combine(root, "DigitML.Tests", "ReadmeSamples.cs")));
        string[] pages = [Path.Combine(root, "README.md"), .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md")];
        MatchCollection samples = CSharpBlock().Matches(string.Concat(pages.Select(File.ReadAllText)));
        Assert.IsGreaterThan(3, samples.Count);
        foreach (Match sample in samples)
        {
            Assert.Contains(Squeeze(sample.Groups[1].Value), compiled, $"A sample differs from ReadmeSamples.cs:\n{sample.Value}");
        }
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
