namespace DigitML.Data;

/// <summary>A file that a data set was read from, and its checksum.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">SHA-256 of the unpacked file, in lower-case hexadecimal.</param>
/// <param name="MatchesCatalog">Whether the catalogue gives the same sum; null if the set is not in the catalogue.</param>
internal sealed record DatasetFileHash(string Path, string Sha256, bool? MatchesCatalog);
