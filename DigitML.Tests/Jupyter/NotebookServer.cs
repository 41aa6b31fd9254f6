using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DigitML.Tests.Jupyter;

/// <summary>Debian's Jupyter Notebook, serving the working folder of an installed kernel.</summary>
internal sealed class NotebookServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _token = Guid.NewGuid().ToString("N");
    private readonly int _port = FreePort();

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="python">The interpreter that has it.</param>
    /// <param name="tool">The kernel and the folder.</param>
    /// <param name="variables">Variables to set beside the tool's own.</param>
    public NotebookServer(string python, JupyterTool tool, params (string Name, string Value)[] variables)
    {
        string[] command =
        [
            python, "-W", "ignore", "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={_port}", "--port-retries=0",
            $"--NotebookApp.token={_token}", "--NotebookApp.quit_button=False",
        ];
        Dictionary<string, string> environment = tool.Environment;
        foreach ((string name, string value) in variables) { environment[name] = value; }
        _process = ProcessResult.Start(command, tool.Work, environment);
        _process.StandardInput.Close();
        _ = _process.StandardOutput.ReadToEndAsync();
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!IsOpen())
        {
            if (_process.HasExited || Environment.TickCount64 > end) { Assert.Fail($"Jupyter Notebook does not answer: {errors.Result}"); }
            Thread.Sleep(100);
        }
    }

    /// <summary>The address of a notebook in the working folder.</summary>
    public string AddressOf(string notebook) => $"http://127.0.0.1:{_port}/notebooks/{notebook}?token={_token}";

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool IsOpen()
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
