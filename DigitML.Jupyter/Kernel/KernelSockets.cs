using System.Text;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Jupyter.Zmtp;

namespace DigitML.Jupyter.Kernel;

/// <summary>The kernel's five sockets, and messages over them.</summary>
internal sealed class KernelSockets : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private readonly string _session = Guid.NewGuid().ToString();
    private readonly MessageCodec _codec;
    private readonly RouterSocket _shell, _control, _stdin;
    private readonly PublishSocket _iopub;
    private readonly ReplySocket _heartbeat;
    private readonly Lock _publishing = new();

    /// <summary>Opens all ports; nobody is served before <see cref="Start"/>.</summary>
    /// <param name="file">The ports and the key.</param>
    /// <param name="shell">Takes requests.</param>
    /// <param name="control">Takes requests that may not wait.</param>
    /// <param name="stdin">Takes the user's answers.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public KernelSockets(ConnectionFile file, Action<JupyterMessage> shell, Action<JupyterMessage> control, Action<JupyterMessage> stdin)
    {
        _codec = new MessageCodec(new MessageSigner(file.Key), _session);
        _shell = Open(file.ShellPort, shell);
        _control = Open(file.ControlPort, control);
        _stdin = Open(file.StdinPort, stdin);
        _iopub = new PublishSocket(file.IopubPort);
        _heartbeat = new ReplySocket(file.HeartbeatPort);
    }

    /// <summary>Begins to serve.</summary>
    public void Start()
    {
        foreach (ZmtpSocket socket in All) { socket.Start(); }
    }

    /// <summary>Tells all who listen.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="parent">The header of the request that it belongs to; null for none.</param>
    /// <param name="content">What it says.</param>
    public void Publish(string type, byte[]? parent, JsonObject content)
    {
        byte[] topic = Encoding.UTF8.GetBytes($"kernel.{_session}.{type}");
        lock (_publishing) { _iopub.Publish(_codec.Encode([topic], type, parent, content)); }
    }

    /// <summary>Answers a request, on the connection that it came by.</summary>
    public void Reply(JupyterMessage request, string type, JsonObject content) =>
        request.Connection.Send(ZmtpFrame.Encode(_codec.Encode(request.Prefix, type, request.Header, content)));

    /// <summary>Asks the user who sent a request; false when he can't be asked.</summary>
    public bool Ask(JupyterMessage request, JsonObject content) => request.Connection.Identity.Length > 0
        && _stdin.Send(request.Connection.Identity, _codec.Encode(request.Prefix, "input_request", request.Header, content));

    /// <summary>Sends what is still to be sent, for a second at most.</summary>
    public void Drain()
    {
        foreach (ZmtpSocket socket in All) { socket.Drain(LastWords); }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ZmtpSocket socket in All) { socket.Dispose(); }
    }

    private ZmtpSocket[] All => [_heartbeat, _iopub, _stdin, _control, _shell];

    private RouterSocket Open(int port, Action<JupyterMessage> received) => new(port, new ZmtpLimits(), (connection, frames) =>
    {
        if (_codec.Decode(connection, frames) is { } message) { received(message); }
    });
}
