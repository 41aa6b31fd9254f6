using System.Text;
using System.Text.Json.Nodes;

namespace DigitML.Tests.Jupyter;

/// <summary>A notebook of the repository, and the program of <c>samples/</c> with the same cells.</summary>
/// <param name="name">Its name without an extension.</param>
internal sealed class NotebookTwin(string name)
{
    private const int LongestLine = 140;

    /// <summary>The names of all notebooks.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Path.Combine(HouseRulesTests.Root, "notebooks"), "*.ipynb").Select(Path.GetFileNameWithoutExtension).Order()!];

    /// <summary>The notebook's file.</summary>
    public string NotebookPath => Path.Combine(HouseRulesTests.Root, "notebooks", name + ".ipynb");

    /// <summary>The program's file.</summary>
    public string ProgramPath => Path.Combine(HouseRulesTests.Root, "samples", name + ".cs");

    /// <summary>The cells.</summary>
    public IEnumerable<JsonNode> Cells => JsonNode.Parse(File.ReadAllText(NotebookPath))!["cells"]!.AsArray()!;

    /// <summary>The program that the notebook's cells make: prose as comments, code as it is.</summary>
    public string Compose()
    {
        var program = new StringBuilder("#:project ../DigitML.Jupyter\n#:property PublishAot=false\n");
        program.Append("// The cells of notebooks/").Append(name).Append(".ipynb as a program; a test keeps the two equal.\n");
        foreach (JsonNode cell in Cells)
        {
            string source = string.Concat(cell["source"]!.AsArray().Select(line => line!.GetValue<string>()));
            string text = cell["cell_type"]!.GetValue<string>() == "code" ? source : string.Join('\n', source.Split('\n').SelectMany(Comment));
            program.Append('\n').Append(text).Append('\n');
        }

        return program.ToString();
    }

    /// <summary>A line of prose as comments, broken between words.</summary>
    private static IEnumerable<string> Comment(string line)
    {
        string comment = "//";
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (comment.Length + 1 + word.Length > LongestLine)
            {
                yield return comment;
                comment = "//";
            }

            comment += " " + word;
        }

        yield return comment;
    }
}
