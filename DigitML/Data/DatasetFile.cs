namespace DigitML.Data;

/// <summary>One file of a data set in the catalogue.</summary>
/// <param name="Name">The IDX file's name on disk, as MNIST's is called, such as <c>train-images-idx3-ubyte</c>.</param>
/// <param name="RemoteName">The file's name on the mirrors, added to a mirror's address.</param>
/// <param name="Length">Bytes of the unpacked file.</param>
/// <param name="Sha256">SHA-256 of the unpacked file, in lower-case hexadecimal.</param>
internal sealed record DatasetFile(string Name, string RemoteName, long Length, string Sha256);
