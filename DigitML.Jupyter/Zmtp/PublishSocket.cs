namespace DigitML.Jupyter.Zmtp;

/// <summary>Sends messages to all who subscribed to the beginning of their first frame (PUB).</summary>
/// <param name="port">The port; 0 takes a free one.</param>
internal sealed class PublishSocket(int port) : ZmtpSocket(port, ZmtpLimits.Small)
{
    private const int MostSubscriptions = 1000;

    /// <inheritdoc/>
    public override string SocketType => "PUB";

    /// <inheritdoc/>
    public override bool Serves(string socketType) => socketType is "SUB" or "XSUB";

    /// <summary>Takes a subscription (1 and the topic) or a cancellation (0 and the topic); they are counted.</summary>
    public override void Receive(ZmtpConnection connection, List<byte[]> message)
    {
        if (message is not [[<= 1, ..] subscription]) { return; }
        lock (connection)
        {
            List<byte[]> topics = (List<byte[]>)(connection.State ??= new List<byte[]>());
            byte[] topic = subscription[1..];
            if (subscription[0] == 0)
            {
                int index = topics.FindIndex(known => known.AsSpan().SequenceEqual(topic));
                if (index >= 0) { topics.RemoveAt(index); }
                return;
            }

            if (topics.Count == MostSubscriptions) { throw new ZmtpException($"A peer subscribes to more than {MostSubscriptions} topics."); }
            topics.Add(topic);
        }
    }

    /// <summary>Sends a message to its subscribers. Never blocks: who reads too slowly misses it.</summary>
    public void Publish(IReadOnlyList<byte[]> message)
    {
        ReadOnlyMemory<byte> wire = ZmtpFrame.Encode(message);
        foreach (ZmtpConnection connection in Connections())
        {
            if (Wants(connection, message[0])) { connection.Send(wire); }
        }
    }

    private static bool Wants(ZmtpConnection connection, byte[] topic)
    {
        lock (connection)
        {
            return connection.State is List<byte[]> topics && topics.Exists(start => topic.AsSpan().StartsWith(start));
        }
    }
}
