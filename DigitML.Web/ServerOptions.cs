namespace DigitML.Web;

/// <summary>How the drawing page is served. Every limit guards the machine against requests of strangers.</summary>
public sealed record ServerOptions
{
    /// <summary>The port that is used unless another is named: 7860.</summary>
    public const int DefaultPort = 7860;

    /// <summary>The address to listen at: an IP address or localhost. The default, 127.0.0.1, is heard on this machine only.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port, 1 to 65535, default 7860; 0 takes any that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>
    /// Models to offer beside the built-in ones, each a model's file or a built-in name; the first is the one that reads unless a request
    /// names another. Default: none, so that the first built-in model is.
    /// </summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Where corrected drawings are saved; null refuses them. Default: the folder digitml-flags where the server was started.</summary>
    public string? FlagFolder { get; init; } = "digitml-flags";

    /// <summary>The most bytes that all files of <see cref="FlagFolder"/> may have together; default 64 MiB.</summary>
    public long MaximumFlagBytes { get; init; } = 64L << 20;

    /// <summary>Corrected drawings that one address may send in a minute, at least 1; default 60.</summary>
    public int FlagsPerMinute { get; init; } = 60;

    /// <summary>The most bytes of a request's body; default 8 MiB.</summary>
    public int MaximumBodyBytes { get; init; } = 8 << 20;

    /// <summary>The most pixels of a picture, 1 to 64,000,000; default 16 million, more than a 12-megapixel camera's.</summary>
    public long MaximumPixels { get; init; } = 16_000_000;

    /// <summary>The most bytes of all bodies that are held at the same time; default 256 MiB.</summary>
    public long MaximumBodyBytesInFlight { get; init; } = 256L << 20;

    /// <summary>Pictures that are read at the same time, at least 1; default one for each processor.</summary>
    public int ConcurrentReadings { get; init; } = Environment.ProcessorCount;

    /// <summary>Pictures that may wait to be read, at least 0; default 128. More are turned away with status 429.</summary>
    public int WaitingReadings { get; init; } = 128;

    /// <summary>How long a request's body may take to arrive, and a picture may wait to be read; default 10 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
