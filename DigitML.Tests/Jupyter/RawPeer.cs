using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Jupyter.Zmtp;

namespace DigitML.Tests.Jupyter;

/// <summary>A connection to one of the kernel's ports on which anything can be sent, right or wrong.</summary>
internal sealed class RawPeer : IDisposable
{
    private const int MillisecondsToWait = 60_000;
    private readonly TcpClient _client = new();

    public RawPeer(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
        _client.ReceiveTimeout = _client.SendTimeout = MillisecondsToWait;
    }

    /// <summary>The bytes in both directions.</summary>
    public NetworkStream Stream => _client.GetStream();

    /// <summary>The socket.</summary>
    public Socket Socket => _client.Client;

    /// <summary>A peer after the handshake.</summary>
    /// <param name="port">The kernel's port.</param>
    /// <param name="socketType">What it says it is.</param>
    /// <param name="identity">Its identity; empty for none.</param>
    public static RawPeer Connect(int port, string socketType, string identity = "")
    {
        var peer = new RawPeer(port);
        peer.Stream.Write(ZmtpGreeting.Create());
        peer.Stream.Write(Ready(socketType, identity));
        peer.Stream.ReadExactly(new byte[ZmtpGreeting.Length]);
        Assert.IsTrue(ZmtpFrame.Read(peer.Stream, 1000).IsCommand);
        return peer;
    }

    /// <summary>The command READY as a frame, with an identity.</summary>
    public static byte[] Ready(string socketType, string identity)
    {
        byte[] plain = ZmtpReady.Encode(socketType);
        byte[] property = [8, .. "Identity"u8, 0, 0, 0, (byte)identity.Length, .. Encoding.UTF8.GetBytes(identity)];
        return [plain[0], (byte)(plain[1] + property.Length), .. plain[2..], .. property];
    }

    /// <summary>The frames of a signed request.</summary>
    public static List<byte[]> Request(string key, string type, JsonObject content) =>
        new MessageCodec(new MessageSigner(key), "test").Encode([], type, null, content);

    /// <summary>Sends a whole message.</summary>
    public void Send(IReadOnlyList<byte[]> message) => Stream.Write(ZmtpFrame.Encode(message).Span);

    /// <summary>Receives a whole message.</summary>
    public List<byte[]> Receive()
    {
        List<byte[]> frames = [];
        while (true)
        {
            ZmtpFrame frame = ZmtpFrame.Read(Stream, 1 << 26);
            frames.Add(frame.Body);
            if (!frame.HasMore) { return frames; }
        }
    }

    /// <summary>Receives a message and gives its content.</summary>
    public JsonObject ReceiveContent() => (JsonObject)JsonNode.Parse(Receive()[^1])!;

    /// <summary>Whether the kernel ended the connection, when asked to read on.</summary>
    public bool IsCutOff()
    {
        try
        {
            var buffer = new byte[4096];
            while (Stream.Read(buffer) > 0) { }
            return true;
        }
        catch (IOException exception)
        {
            return exception.InnerException is SocketException { SocketErrorCode: not SocketError.TimedOut };
        }
    }

    public void Dispose() => _client.Dispose();
}
