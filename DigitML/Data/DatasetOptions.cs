namespace DigitML;

/// <summary>Where data sets are looked for, how they are read and how validation images are split off.</summary>
public sealed record DatasetOptions
{
    /// <summary>Which images are split off for validation. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// How many training images are split off for validation: 0 to one less than there are. Default null: a twelfth, rounded
    /// (5,000 of 60,000).
    /// </summary>
    public int? ValidationCount { get; init; }

    /// <summary>
    /// What the classes are called, in the order of the labels. Default null: the catalogue's names, else those of the files
    /// <c>mapping.txt</c> (EMNIST's) or <c>labels.txt</c> beside IDX files, else the numbers found; for a folder of images the names of the
    /// class folders.
    /// </summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>
    /// Whether rows and columns of every image are exchanged; EMNIST's files need it, which hold the images on their side. Default false.
    /// </summary>
    public bool Transpose { get; init; }

    /// <summary>What is done to the images of a folder. Default <see cref="ImageRule.Auto"/>.</summary>
    public ImageRule Images { get; init; } = ImageRule.Auto;

    /// <summary>
    /// Whether images that cannot be read are left out, to be found in <see cref="DigitDataset.Skipped"/>. Default false: they are named and
    /// the set is refused.
    /// </summary>
    public bool SkipBad { get; init; }

    /// <summary>
    /// Folders that are looked in first; each holds one folder a data set, under its name. Default: the environment variable
    /// <c>DIGITML_DATA</c>, a list with the platform's path separator (: or ;) between the folders.
    /// </summary>
    public IReadOnlyList<string> DataFolders { get; init; } = FoldersFromEnvironment();

    /// <summary>
    /// The folder that data sets are fetched into. Default: the environment variable <c>DIGITML_CACHE</c>, else
    /// <c>DigitML/datasets</c> in the user's folder for local application data (~/.local/share on Linux).
    /// </summary>
    public string CacheFolder { get; init; } = CacheFromEnvironment();

    /// <summary>Whether the network must not be used. Default false.</summary>
    public bool Offline { get; init; }

    /// <summary>How long a mirror may send nothing before the next one is tried. Default 30 seconds.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The npm client; Windows starts a script only by its full name.</summary>
    internal string NpmCommand { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    private static string[] FoldersFromEnvironment()
        => (Environment.GetEnvironmentVariable("DIGITML_DATA") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string CacheFromEnvironment()
    {
        string? cache = Environment.GetEnvironmentVariable("DIGITML_CACHE");
        if (!string.IsNullOrWhiteSpace(cache))
        {
            return cache;
        }
        // Not verified: on a fresh account the folder is yet to be made. Without a home there is none at all.
        string local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "DigitML", "datasets");
    }
}
