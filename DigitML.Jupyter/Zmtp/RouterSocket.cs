namespace DigitML.Jupyter.Zmtp;

/// <summary>Takes requests of many peers and answers each (ROUTER).</summary>
/// <param name="port">The port; 0 takes a free one.</param>
/// <param name="limits">What peers may do.</param>
/// <param name="received">Is given each message with the peer that sent it, by that peer's own thread.</param>
/// <remarks>
/// Answers go to the connection that asked, not to whoever has its identity, so a second peer of the same identity takes nothing away.
/// </remarks>
internal sealed class RouterSocket(int port, ZmtpLimits limits, Action<ZmtpConnection, List<byte[]>> received) : ZmtpSocket(port, limits)
{
    /// <inheritdoc/>
    public override string SocketType => "ROUTER";

    /// <inheritdoc/>
    public override bool Serves(string socketType) => socketType is "DEALER" or "REQ" or "ROUTER";

    /// <inheritdoc/>
    public override void Receive(ZmtpConnection connection, List<byte[]> message) => received(connection, message);

    /// <summary>Sends to every peer of an identity; says whether there is one.</summary>
    public bool Send(ReadOnlySpan<byte> identity, IReadOnlyList<byte[]> message)
    {
        ReadOnlyMemory<byte> wire = ZmtpFrame.Encode(message);
        bool found = false;
        foreach (ZmtpConnection connection in Connections())
        {
            if (!connection.Identity.AsSpan().SequenceEqual(identity)) { continue; }
            connection.Send(wire);
            found = true;
        }

        return found;
    }
}
