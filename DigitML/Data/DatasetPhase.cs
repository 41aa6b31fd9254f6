namespace DigitML;

/// <summary>What is being done for a data set.</summary>
public enum DatasetPhase
{
    /// <summary>The set is looked for on this machine.</summary>
    Looking,

    /// <summary>A file is on its way.</summary>
    Downloading,

    /// <summary>A file's SHA-256 is compared with the catalogue's.</summary>
    Verifying,

    /// <summary>Files on this machine are read; bytes count as unpacked.</summary>
    Reading,
}
