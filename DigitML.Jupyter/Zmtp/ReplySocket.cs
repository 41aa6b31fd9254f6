namespace DigitML.Jupyter.Zmtp;

/// <summary>Sends every request back (REP): the heartbeat.</summary>
/// <param name="port">The port; 0 takes a free one.</param>
internal sealed class ReplySocket(int port) : ZmtpSocket(port, ZmtpLimits.Small)
{
    /// <inheritdoc/>
    public override string SocketType => "REP";

    /// <inheritdoc/>
    public override bool Serves(string socketType) => socketType is "REQ" or "DEALER";

    /// <summary>Echoes a request; one without the empty frame that ends the envelope is none.</summary>
    public override void Receive(ZmtpConnection connection, List<byte[]> message)
    {
        if (message.Exists(frame => frame.Length == 0)) { connection.Send(ZmtpFrame.Encode(message)); }
    }
}
