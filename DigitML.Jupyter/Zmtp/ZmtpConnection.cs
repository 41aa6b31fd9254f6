using System.Net.Sockets;

namespace DigitML.Jupyter.Zmtp;

/// <summary>
/// A peer that is connected: a thread that reads, a thread that writes. Threads of its own, so that it is served whatever the cells do to
/// the thread pool.
/// </summary>
internal sealed class ZmtpConnection
{
    private const int StackBytes = 256 << 10;
    private readonly Socket _socket;
    private readonly ZmtpSocket _owner;
    private readonly ZmtpLimits _limits;
    private readonly OutgoingQueue _outgoing;

    /// <summary>Takes over a TCP connection that was accepted; nothing is read before <see cref="Start"/>.</summary>
    public ZmtpConnection(Socket socket, ZmtpSocket owner, ZmtpLimits limits)
    {
        (_socket, _owner, _limits) = (socket, owner, limits);
        _outgoing = new OutgoingQueue(limits.QueuedBytes);
        _socket.NoDelay = true;
    }

    /// <summary>The peer's identity; empty before the handshake, and for a peer without one.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>Whether greeting and READY were exchanged.</summary>
    public bool IsReady { get; private set; }

    /// <summary>What the owner keeps for this peer: its subscriptions.</summary>
    public object? State { get; set; }

    /// <summary>Begins to read and write.</summary>
    public void Start()
    {
        new Thread(Read, StackBytes) { IsBackground = true, Name = $"{_owner.SocketType} reader" }.Start();
        new Thread(Write, StackBytes) { IsBackground = true, Name = $"{_owner.SocketType} writer" }.Start();
    }

    /// <summary>Sends a whole message, as <see cref="ZmtpFrame.Encode"/> made it; dropped when the peer reads too slowly.</summary>
    public void Send(ReadOnlyMemory<byte> message) => _outgoing.Add(message);

    /// <summary>Waits until everything was written, or the time is up.</summary>
    public void Drain(TimeSpan longest) => _outgoing.Drain(longest);

    /// <summary>Ends the connection.</summary>
    public void Close()
    {
        _outgoing.Close();
        _socket.Dispose();
    }

    private void Read()
    {
        try
        {
            using var stream = new BufferedStream(new NetworkStream(_socket, ownsSocket: false), 8 << 10);
            Handshake(stream);
            while (true) { _owner.Receive(this, ReadMessage(stream)); }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or ZmtpException)
        {
            // The peer left, or does not keep to the protocol: either way it is not served any longer.
        }
        finally
        {
            _owner.Remove(this);
            Close();
        }
    }

    private void Handshake(Stream stream)
    {
        _socket.ReceiveTimeout = (int)_limits.Handshake.TotalMilliseconds;
        Send(ZmtpGreeting.Create());
        Send(ZmtpReady.Encode(_owner.SocketType));
        Span<byte> greeting = stackalloc byte[ZmtpGreeting.Length];
        stream.ReadExactly(greeting);
        ZmtpGreeting.Check(greeting);
        ZmtpReady ready = ZmtpReady.Parse(ZmtpFrame.Read(stream, ZmtpLimits.Small.FrameBytes));
        if (!_owner.Serves(ready.SocketType)) { throw new ZmtpException($"A {ready.SocketType} does not fit a {_owner.SocketType}."); }
        _socket.ReceiveTimeout = 0;
        Identity = ready.Identity;
        IsReady = true;
    }

    private List<byte[]> ReadMessage(Stream stream)
    {
        List<byte[]> frames = [];
        long bytes = 0;
        while (true)
        {
            ZmtpFrame frame = ZmtpFrame.Read(stream, Math.Min(_limits.FrameBytes, _limits.MessageBytes - bytes));
            if (frame.IsCommand)
            {
                if (frames.Count > 0) { throw new ZmtpException("A command stands within a message."); }
                continue;
            }

            frames.Add(frame.Body);
            bytes += frame.Body.Length;
            if (!frame.HasMore) { return frames; }
            if (frames.Count == _limits.Frames) { throw new ZmtpException($"A message has more than {_limits.Frames} frames."); }
        }
    }

    private void Write()
    {
        try
        {
            using var stream = new NetworkStream(_socket, ownsSocket: false);
            while (_outgoing.TryTake(out ReadOnlyMemory<byte> message)) { stream.Write(message.Span); }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            Close();
        }
    }
}
