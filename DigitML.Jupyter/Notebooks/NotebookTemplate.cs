using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Kernel;

namespace DigitML.Jupyter.Notebooks;

/// <summary>A notebook to begin with: it reads a digit with the built-in model.</summary>
internal static class NotebookTemplate
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Type, string Source)[] Cells =
    [
        ("markdown", "# Digits\nCells run from top to bottom; the value of a cell's last expression is shown below it."),
        ("code", "DigitDataset data = DigitDataset.Load(\"mnist\");\ndata.Test.Count"),
        ("code", "GrayImage image = new(data.Test.Width, data.Test.Height, data.Test.Pixels(0));\nimage"),
        ("code", "DigitClassifier classifier = DigitClassifier.Pretrained(Script.Latin);\nclassifier.Predict(image)"),
    ];

    /// <summary>The notebook as a text.</summary>
    public static string Create()
    {
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([.. Cells.Select(cell => Cell(cell.Type, cell.Source))]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject
                {
                    ["display_name"] = KernelSpec.DisplayName, ["language"] = "C#", ["name"] = KernelSpec.Name,
                },
                ["language_info"] = KernelInfo.Language(),
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return notebook.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Cell(string type, string source)
    {
        var cell = new JsonObject { ["cell_type"] = type };
        if (type == "code") { cell["execution_count"] = null; }
        cell["id"] = Guid.NewGuid().ToString("N")[..8];
        cell["metadata"] = new JsonObject();
        if (type == "code") { cell["outputs"] = new JsonArray(); }
        cell["source"] = NotebookFile.Lines(source);
        return cell;
    }
}
