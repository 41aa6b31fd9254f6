namespace DigitML.Jupyter.Zmtp;

/// <summary>How much a peer may send before it is cut off, and how much may wait to be sent to it.</summary>
internal sealed record ZmtpLimits
{
    /// <summary>The longest frame, in bytes; 64 MB unless set.</summary>
    public long FrameBytes { get; init; } = 64L << 20;

    /// <summary>The longest message, all frames together, in bytes; 128 MB unless set.</summary>
    public long MessageBytes { get; init; } = 128L << 20;

    /// <summary>The most frames of a message; 1,000 unless set.</summary>
    public int Frames { get; init; } = 1000;

    /// <summary>The most connections of a socket; 128 unless set.</summary>
    public int Connections { get; init; } = 128;

    /// <summary>How many bytes may wait for a peer that reads slowly, before messages to it are dropped; 64 MB unless set.</summary>
    public long QueuedBytes { get; init; } = 64L << 20;

    /// <summary>How long a peer has for greeting and READY; 10 seconds unless set.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Limits for sockets whose messages are a few bytes: subscriptions and heartbeats.</summary>
    public static ZmtpLimits Small { get; } = new() { FrameBytes = 64 << 10, MessageBytes = 128 << 10, Frames = 16 };
}
