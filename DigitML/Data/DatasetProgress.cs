namespace DigitML;

/// <summary>How far the loading or fetching of a data set has come.</summary>
/// <param name="FileName">The data set, the file, or the package that is worked on.</param>
/// <param name="Phase">What is being done.</param>
/// <param name="Bytes">Bytes done so far.</param>
/// <param name="TotalBytes">Bytes to be done; null if not known.</param>
public sealed record DatasetProgress(string FileName, DatasetPhase Phase, long Bytes = 0, long? TotalBytes = null);
