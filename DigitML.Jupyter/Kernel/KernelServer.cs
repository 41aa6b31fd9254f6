using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Jupyter.Output;
using DigitML.Jupyter.Scripting;

namespace DigitML.Jupyter.Kernel;

/// <summary>The kernel: requests come by its sockets, cells run one after another, until somebody shuts it down.</summary>
internal sealed class KernelServer : IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();
    private readonly ScriptSession _session = new(Environment.CurrentDirectory);
    private readonly CellHistory _history = new();
    private readonly KernelSockets _sockets;
    private readonly KernelOutput _output;
    private readonly RequestLoop _shell, _control;

    /// <summary>Opens the ports that a front end asks for.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public KernelServer(ConnectionFile file)
    {
        _sockets = new KernelSockets(file, request => _shell!.Add(request), request => _control!.Add(request), answer => _output!.Answer(answer));
        _output = new KernelOutput(_sockets);
        _shell = new RequestLoop("shell", _sockets, ShellAnswers());
        _control = new RequestLoop("control", _sockets, ControlAnswers());
    }

    /// <summary>Serves until a shutdown is asked for.</summary>
    public void Run()
    {
        BackgroundFailure.Catch();
        Notebook.Output = _output;
        Console.SetOut(new CellWriter("stdout", Notebook.Streams));
        Console.SetError(new CellWriter("stderr", Notebook.Streams));
        Console.SetIn(new CellReader());
        WarmUp.Start();
        _shell.Start();
        _control.Start();
        _sockets.Start();
        _sockets.Publish("status", null, new JsonObject { ["execution_state"] = "starting" });
        _stopped.Wait();
        Notebook.Streams.Flush();
        _sockets.Drain();
    }

    /// <summary>Ends the cell that runs, if any.</summary>
    public void Interrupt() => _session.Interrupt();

    /// <summary>Ends <see cref="Run"/>.</summary>
    public void Stop() => _stopped.Set();

    /// <inheritdoc/>
    public void Dispose()
    {
        _sockets.Dispose();
        _stopped.Dispose();
    }

    private Dictionary<string, Func<JupyterMessage, JsonObject?>> ShellAnswers()
    {
        var execute = new ExecuteRequests(_sockets, _session, _output, _history, () => _shell!.AbortWaiting());
        var code = new CodeRequests(_session);
        return new Dictionary<string, Func<JupyterMessage, JsonObject?>>
        {
            ["kernel_info_request"] = _ => KernelInfo.Answer(),
            ["execute_request"] = execute.Execute,
            ["complete_request"] = code.Complete,
            ["inspect_request"] = code.Inspect,
            ["is_complete_request"] = CodeRequests.IsComplete,
            ["history_request"] = _history.Answer,
            ["comm_info_request"] = _ => new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() },
            ["comm_open"] = RefuseComm,
            ["shutdown_request"] = Shutdown,
        };
    }

    private Dictionary<string, Func<JupyterMessage, JsonObject?>> ControlAnswers() => new()
    {
        ["kernel_info_request"] = _ => KernelInfo.Answer(),
        ["interrupt_request"] = _ =>
        {
            Interrupt();
            return new JsonObject { ["status"] = "ok" };
        },
        ["shutdown_request"] = Shutdown,
    };

    private JsonObject? RefuseComm(JupyterMessage request)
    {
        _sockets.Publish("comm_close", request.Header, new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() });
        return null;
    }

    private JsonObject? Shutdown(JupyterMessage request)
    {
        var content = new JsonObject { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };
        _sockets.Reply(request, "shutdown_reply", content);
        _sockets.Publish("shutdown_reply", request.Header, (JsonObject)content.DeepClone());
        // Said here, as the process may be gone before the loop says it.
        _sockets.Publish("status", request.Header, new JsonObject { ["execution_state"] = "idle" });
        Stop();
        return null;
    }
}
