using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Kernel;

namespace DigitML.Jupyter.Notebooks;

/// <summary>A notebook in Jupyter's format 4. What is not understood is kept as it is.</summary>
internal sealed class NotebookFile
{
    private const int Format = 4;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _root;

    private NotebookFile(JsonObject root, IReadOnlyList<JsonObject> codeCells) => (_root, CodeCells) = (root, codeCells);

    /// <summary>The cells with code, from the first.</summary>
    public IReadOnlyList<JsonObject> CodeCells { get; }

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="DigitMLException">It is no notebook of format 4.</exception>
    public static NotebookFile Load(string path)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (root is JsonObject notebook && notebook["nbformat"] is JsonValue format && format.TryGetValue(out int version)
                && version == Format && notebook["cells"] is JsonArray cells && cells.All(cell => cell is JsonObject))
            {
                return new NotebookFile(notebook, [.. cells.Cast<JsonObject>().Where(cell => cell["cell_type"]?.ToString() == "code")]);
            }
        }
        catch (JsonException exception)
        {
            throw new DigitMLException($"{path} is no notebook ({exception.Message}).", exception);
        }

        throw new DigitMLException($"{path} is no notebook of format {Format}: it needs nbformat {Format} and a list of cells.");
    }

    /// <summary>A cell's code.</summary>
    public static string CodeOf(JsonObject cell) => cell["source"] switch
    {
        JsonArray lines => string.Concat(lines.Select(line => line?.ToString())),
        JsonNode text => text.ToString(),
        null => "",
    };

    /// <summary>Whether a cell is marked as one that fails.</summary>
    public static bool MayFail(JsonObject cell) =>
        cell["metadata"]?["tags"] is JsonArray tags && tags.Any(tag => tag?.ToString() == "raises-exception");

    /// <summary>A text as notebooks keep it: line by line.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) + 1;
            if (end == 0) { end = text.Length; }
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>
    /// Writes the notebook, its names in alphabetical order as Jupyter does, so that files can be compared; a file of that name is
    /// replaced only when all is written.
    /// </summary>
    public void Save(string path)
    {
        var metadata = _root["metadata"] as JsonObject;
        if (metadata is null) { _root["metadata"] = metadata = []; }
        metadata["language_info"] = KernelInfo.Language();
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, Sorted(_root)!.ToJsonString(Readable) + "\n");
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject values => new JsonObject(values.OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => KeyValuePair.Create(value.Key, Sorted(value.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
