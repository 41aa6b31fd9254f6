using System.Net;
using System.Net.Sockets;

namespace DigitML.Jupyter.Zmtp;

/// <summary>A socket of one of ZeroMQ's kinds, bound to a port of this machine.</summary>
internal abstract class ZmtpSocket : IDisposable
{
    private readonly ZmtpLimits _limits;
    private readonly Socket _listener;
    private readonly List<ZmtpConnection> _connections = [];
    private readonly Lock _gate = new();

    /// <summary>Binds to a port of 127.0.0.1.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="limits">What peers may do.</param>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    protected ZmtpSocket(int port, ZmtpLimits limits)
    {
        _limits = limits;
        _listener = new Socket(AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _listener.Listen(128);
        }
        catch (SocketException exception)
        {
            _listener.Dispose();
            throw new IOException($"Port {port} of 127.0.0.1 can't be opened ({exception.Message}): give another port.", exception);
        }
    }

    /// <summary>The port it is bound to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>What the socket calls itself: ROUTER, PUB or REP.</summary>
    public abstract string SocketType { get; }

    /// <summary>Begins to accept peers.</summary>
    public void Start() => new Thread(Accept) { IsBackground = true, Name = $"{SocketType} {Port}" }.Start();

    /// <summary>Waits until everything was written to every peer, or the time is up.</summary>
    public void Drain(TimeSpan longest)
    {
        foreach (ZmtpConnection connection in Connections()) { connection.Drain(longest); }
    }

    /// <summary>Whether a peer of that kind may talk to this socket.</summary>
    public abstract bool Serves(string socketType);

    /// <summary>Takes a message of a peer; called by that peer's own thread.</summary>
    public abstract void Receive(ZmtpConnection connection, List<byte[]> message);

    /// <summary>Forgets a peer that left.</summary>
    public void Remove(ZmtpConnection connection)
    {
        lock (_gate) { _connections.Remove(connection); }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (ZmtpConnection connection in Connections()) { connection.Close(); }
        GC.SuppressFinalize(this);
    }

    /// <summary>The peers that finished the handshake.</summary>
    protected ZmtpConnection[] Connections()
    {
        lock (_gate) { return [.. _connections.Where(connection => connection.IsReady)]; }
    }

    private void Accept()
    {
        while (true)
        {
            try
            {
                Admit(new ZmtpConnection(_listener.Accept(), this, _limits));
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return;
            }
            catch (SocketException)
            {
                // The peer was gone before it was accepted, or files ran out for the moment.
                Thread.Sleep(10);
            }
        }
    }

    // When the socket is full, whoever has not greeted yet makes room; peers at work are never cut off for newcomers.
    private void Admit(ZmtpConnection newcomer)
    {
        ZmtpConnection? dropped = null;
        lock (_gate)
        {
            if (_connections.Count >= _limits.Connections)
            {
                dropped = _connections.Find(connection => !connection.IsReady) ?? newcomer;
                _connections.Remove(dropped);
            }

            if (dropped != newcomer) { _connections.Add(newcomer); }
        }

        dropped?.Close();
        if (dropped != newcomer) { newcomer.Start(); }
    }
}
