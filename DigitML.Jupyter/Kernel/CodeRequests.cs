using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Jupyter.Output;
using DigitML.Jupyter.Scripting;

namespace DigitML.Jupyter.Kernel;

/// <summary>Answers questions about code that is being written.</summary>
/// <param name="session">The cells that ran before it.</param>
internal sealed class CodeRequests(ScriptSession session)
{
    /// <summary>Completes a word.</summary>
    public JsonObject Complete(JupyterMessage request)
    {
        (string code, int position) = Place(request);
        Completion completion = Completion.At(session, code, position);
        int start = CodePoints.FromIndex(code, completion.Start), end = CodePoints.FromIndex(code, completion.End);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. completion.Matches.Select(match => (JsonNode)match.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. completion.Matches.Select(match => new JsonObject
                {
                    ["text"] = match.Text, ["type"] = match.Kind, ["start"] = start, ["end"] = end,
                })]),
            },
        };
    }

    /// <summary>Explains a word.</summary>
    public JsonObject Inspect(JupyterMessage request)
    {
        (string code, int position) = Place(request);
        string? text = Inspection.At(session, code, position);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = text is not null,
            ["data"] = text is null ? new JsonObject() : MimeBundle.Create(text).Data,
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>Says whether a text can be run as it is.</summary>
    public static JsonObject IsComplete(JupyterMessage request)
    {
        (string status, string indent) = Completeness.Check(request.Text("code"));
        return new JsonObject { ["status"] = status, ["indent"] = indent };
    }

    private static (string Code, int Position) Place(JupyterMessage request)
    {
        string code = request.Text("code");
        return (code, CodePoints.ToIndex(code, request.Number("cursor_pos", int.MaxValue)));
    }
}
