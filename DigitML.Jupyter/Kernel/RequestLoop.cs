using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;

namespace DigitML.Jupyter.Kernel;

/// <summary>Answers requests one after another in a thread of its own; says "busy" before each and "idle" after it.</summary>
/// <param name="name">The thread's name.</param>
/// <param name="sockets">Where answers go.</param>
/// <param name="answers">By type, what makes the content of the reply; null leaves a request without one.</param>
#pragma warning disable CA1001 // It lives as long as the process.
internal sealed class RequestLoop(string name, KernelSockets sockets, IReadOnlyDictionary<string, Func<JupyterMessage, JsonObject?>> answers)
#pragma warning restore CA1001
{
    // Beyond this, somebody sends faster than anyone could be answered; he waits.
    private const int MostWaiting = 10_000;

    private readonly BlockingCollection<JupyterMessage> _waiting = new(MostWaiting);
    private int _aborting;

    /// <summary>Begins to answer.</summary>
    public void Start() => new Thread(Serve) { IsBackground = true, Name = name }.Start();

    /// <summary>Takes a request; it is answered when those before it are.</summary>
    public void Add(JupyterMessage request) => _waiting.Add(request);

    /// <summary>The executions that wait are not to be done, because one before them failed.</summary>
    public void AbortWaiting() => _aborting = _waiting.Count;

    private void Serve()
    {
        foreach (JupyterMessage request in _waiting.GetConsumingEnumerable())
        {
            bool aborted = _aborting > 0 && _aborting-- > 0 && request.Type == "execute_request";
            sockets.Publish("status", request.Header, new JsonObject { ["execution_state"] = "busy" });
            Answer(request, aborted);
            sockets.Publish("status", request.Header, new JsonObject { ["execution_state"] = "idle" });
        }
    }

    private void Answer(JupyterMessage request, bool aborted)
    {
        if (!answers.TryGetValue(request.Type, out Func<JupyterMessage, JsonObject?>? answer)) { return; }
        string type = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        try
        {
            JsonObject? content = aborted ? new JsonObject { ["status"] = "aborted" } : answer(request);
            if (content is not null) { sockets.Reply(request, type, content); }
        }
#pragma warning disable CA1031 // A request that fails is answered so; the kernel goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            sockets.Reply(request, type, new JsonObject
            {
                ["status"] = "error",
                ["ename"] = exception.GetType().Name,
                ["evalue"] = WellFormed.Text(exception.Message),
                ["traceback"] = new JsonArray(),
            });
        }
    }
}
