using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Tests.Data;

namespace DigitML.Tests.Jupyter;

/// <summary>A kernel that runs as a process of its own, started as front ends start it.</summary>
internal sealed class KernelProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    public KernelProcess()
    {
        Key = Guid.NewGuid().ToString();
        ConnectionFile = _folder.Write("connection.json", System.Text.Encoding.UTF8.GetBytes(MakeConnection(Key).ToJsonString()));
        Connection = DigitML.Jupyter.Messaging.ConnectionFile.Load(ConnectionFile);
        _process = ProcessResult.Start([.. JupyterTool.Command, "kernel", ConnectionFile], Path.GetTempPath(), new Dictionary<string, string>());
        _process.StandardInput.Close();
        _ = _process.StandardOutput.ReadToEndAsync();
        Errors = _process.StandardError.ReadToEndAsync();
        WaitForPort(Connection.ShellPort);
    }

    /// <summary>The path of the file that names the ports.</summary>
    public string ConnectionFile { get; }

    /// <summary>The ports and the key.</summary>
    public ConnectionFile Connection { get; }

    /// <summary>What messages are signed with.</summary>
    public string Key { get; }

    /// <summary>What the process writes to standard error, when it ended.</summary>
    public Task<string> Errors { get; }

    /// <summary>Whether it runs still.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The memory that the process holds, in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public int WaitForExit()
    {
        Assert.IsTrue(_process.WaitForExit(Patience), "The kernel did not end.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) { _process.Kill(entireProcessTree: true); }
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static JsonObject MakeConnection(string key)
    {
        Socket[] sockets = [.. Enumerable.Range(0, 5).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
        foreach (Socket socket in sockets) { socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); }
        int[] ports = [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        foreach (Socket socket in sockets) { socket.Dispose(); }
        return new JsonObject
        {
            ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["signature_scheme"] = "hmac-sha256", ["key"] = key,
            ["shell_port"] = ports[0], ["control_port"] = ports[1], ["stdin_port"] = ports[2], ["iopub_port"] = ports[3], ["hb_port"] = ports[4],
        };
    }

    private void WaitForPort(int port)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                probe.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (Environment.TickCount64 < end && !_process.HasExited)
            {
                Thread.Sleep(20);
            }
        }
    }
}
