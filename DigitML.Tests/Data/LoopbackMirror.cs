using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigitML.Tests.Data;

/// <summary>A small HTTP server on this machine that answers as a test wants: also wrongly, partly, or never.</summary>
internal sealed class LoopbackMirror : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, byte[]> _answer;
    private readonly bool _stall;
    private readonly Task _serving;

    /// <summary>Starts to answer with the bytes of an HTTP response for the name of a file, then hangs up or, to stall, waits.</summary>
    public LoopbackMirror(Func<string, byte[]> answer, bool stall = false)
    {
        (_answer, _stall) = (answer, stall);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The names that were asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static byte[] Ok(byte[] body, int? length = null)
        => [.. Head("200 OK", length ?? body.Length), .. body];

    public static byte[] NotFound() => Head("404 Not Found", 0);

    public void Dispose()
    {
        _stop.Cancel();
        _serving.Wait();
        _listener.Stop();
        _stop.Dispose();
    }

    private static byte[] Head(string status, int length)
        => Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                clients.Add(Task.Run(() => AnswerAsync(client)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                string request = await reader.ReadLineAsync(_stop.Token) ?? "";
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync(_stop.Token)))
                {
                }
                string name = request.Split(' ')[1].TrimStart('/');
                Asked.Enqueue(name);
                await stream.WriteAsync(_answer(name), _stop.Token);
                await Task.Delay(_stall ? Timeout.Infinite : 0, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client hung up, or the test is over.
        }
    }
}
