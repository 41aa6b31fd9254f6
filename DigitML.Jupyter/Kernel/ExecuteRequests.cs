using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Jupyter.Output;
using DigitML.Jupyter.Scripting;

namespace DigitML.Jupyter.Kernel;

/// <summary>Runs cells for a front end.</summary>
/// <param name="sockets">Where results go.</param>
/// <param name="session">Runs them.</param>
/// <param name="output">What they put out.</param>
/// <param name="history">What was run.</param>
/// <param name="failed">Is told when a cell failed and those that wait are not to be run.</param>
internal sealed class ExecuteRequests(KernelSockets sockets, ScriptSession session, KernelOutput output, CellHistory history, Action failed)
{
    private int _count;

    /// <summary>Runs a cell.</summary>
    /// <returns>The content of the reply.</returns>
    public JsonObject Execute(JupyterMessage request)
    {
        WarmUp.Wait();
        string code = request.Text("code");
        bool silent = request.Flag("silent", false);
        if (!silent && request.Flag("store_history", true)) { history.Add(++_count, code); }
        output.Request = request;
        if (!silent)
        {
            sockets.Publish("execute_input", request.Header, new JsonObject { ["code"] = code, ["execution_count"] = _count });
        }

        CellResult result = string.IsNullOrWhiteSpace(code) ? new CellResult(null, null) : session.Run(code, _count);
        MimeBundle? value = result.Value is null || silent ? null : ValueFormatter.Format(result.Value);
        Notebook.Streams.Flush();
        if (result.Error is { } error) { return Fail(request, error); }
        if (value is not null) { PublishResult(request, value); }
        return new JsonObject
        {
            ["status"] = "ok",
            ["execution_count"] = _count,
            ["user_expressions"] = UserExpressions(request),
            ["payload"] = new JsonArray(),
        };
    }

    private void PublishResult(JupyterMessage request, MimeBundle value) => sockets.Publish("execute_result", request.Header, new JsonObject
    {
        ["execution_count"] = _count,
        ["data"] = value.Data,
        ["metadata"] = new JsonObject(),
    });

    private JsonObject Fail(JupyterMessage request, CellError error)
    {
        if (request.Flag("stop_on_error", true)) { failed(); }
        sockets.Publish("error", request.Header, Describe(error));
        JsonObject reply = Describe(error);
        reply["status"] = "error";
        reply["execution_count"] = _count;
        return reply;
    }

    private JsonObject UserExpressions(JupyterMessage request)
    {
        var values = new JsonObject();
        if (request.Content["user_expressions"] is not JsonObject { Count: > 0 } expressions) { return values; }
        foreach ((string name, JsonNode? expression) in expressions)
        {
            CellResult result = session.Run(expression?.ToString() ?? "", _count);
            JsonObject value = result.Error is { } error
                ? Describe(error)
                : new JsonObject { ["data"] = ValueFormatter.Format(result.Value).Data, ["metadata"] = new JsonObject() };
            value["status"] = result.Error is null ? "ok" : "error";
            values[name] = value;
        }

        return values;
    }

    private static JsonObject Describe(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = WellFormed.Text(error.Message),
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)WellFormed.Text(line))]),
    };
}
