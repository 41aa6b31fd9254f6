using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Jupyter.Output;
using DigitML.Jupyter.Scripting;

namespace DigitML.Jupyter.Notebooks;

/// <summary>Puts what cells put out into a notebook's file, as Jupyter's own runner does.</summary>
internal sealed class NotebookOutput : ICellOutput
{
    private readonly Dictionary<string, List<JsonObject>> _displays = [];
    private readonly Lock _gate = new();
    private JsonArray _outputs = [];
    private bool _clearNext;

    /// <summary>From now on outputs belong to this cell, which has none yet.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="count">Its number.</param>
    public void Begin(JsonObject cell, int count)
    {
        lock (_gate)
        {
            cell["execution_count"] = count;
            cell["outputs"] = _outputs = [];
            _clearNext = false;
        }
    }

    /// <inheritdoc/>
    public void Stream(string name, string text)
    {
        text = WellFormed.Text(text);
        lock (_gate)
        {
            ClearIfDue();
            if (_outputs.LastOrDefault() is JsonObject last && last["output_type"]!.ToString() == "stream" && last["name"]!.ToString() == name)
            {
                last["text"] = NotebookFile.Lines(string.Concat(last["text"]!.AsArray().Select(line => line!.ToString())) + text);
                return;
            }

            _outputs.Add(new JsonObject { ["name"] = name, ["output_type"] = "stream", ["text"] = NotebookFile.Lines(text) });
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle value, string displayId)
    {
        JsonObject output = new() { ["data"] = Split(value), ["metadata"] = new JsonObject(), ["output_type"] = "display_data" };
        lock (_gate)
        {
            ClearIfDue();
            _outputs.Add(output);
            if (!_displays.TryGetValue(displayId, out List<JsonObject>? shown)) { _displays[displayId] = shown = []; }
            shown.Add(output);
        }
    }

    /// <inheritdoc/>
    public void Update(MimeBundle value, string displayId)
    {
        lock (_gate)
        {
            foreach (JsonObject output in _displays.GetValueOrDefault(displayId, [])) { output["data"] = Split(value); }
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        lock (_gate)
        {
            _clearNext = wait;
            if (!wait) { _outputs.Clear(); }
        }
    }

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool password) =>
        throw new InvalidOperationException("The notebook runs by itself, nobody can answer: give the value in the cell.");

    /// <summary>Adds the value of a cell's last expression.</summary>
    public void Result(MimeBundle value, int count)
    {
        lock (_gate)
        {
            ClearIfDue();
            _outputs.Add(new JsonObject
            {
                ["data"] = Split(value), ["execution_count"] = count, ["metadata"] = new JsonObject(), ["output_type"] = "execute_result",
            });
        }
    }

    /// <summary>Adds why a cell failed.</summary>
    public void Fail(CellError error)
    {
        lock (_gate)
        {
            _outputs.Add(new JsonObject
            {
                ["ename"] = error.Name,
                ["evalue"] = WellFormed.Text(error.Message),
                ["output_type"] = "error",
                ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)WellFormed.Text(line))]),
            });
        }
    }

    private void ClearIfDue()
    {
        if (_clearNext) { _outputs.Clear(); }
        _clearNext = false;
    }

    // Texts and drawings are kept line by line, other forms as they are.
    private static JsonObject Split(MimeBundle value) => new(value.Data.Select(form => KeyValuePair.Create(
        form.Key,
        form.Key.StartsWith("text/", StringComparison.Ordinal) || form.Key is "image/svg+xml"
            ? NotebookFile.Lines(form.Value!.ToString())
            : form.Value?.DeepClone())));
}
