using System.Security.Cryptography;

namespace DigitML.Datasets;

/// <summary>A whole IDX file in memory, unpacked and checked: as many bytes as its header promises.</summary>
/// <param name="Source">What the file is called in messages.</param>
/// <param name="Bytes">The file: the header and the data.</param>
/// <param name="Dimensions">The sizes the header gives, outermost first.</param>
internal sealed record IdxPayload(string Source, byte[] Bytes, int[] Dimensions)
{
    /// <summary>Bytes before the data: the magic number and four bytes a dimension.</summary>
    public int HeaderLength => 4 + 4 * Dimensions.Length;

    /// <summary>The data, row by row.</summary>
    public ReadOnlyMemory<byte> Data => Bytes.AsMemory(HeaderLength);

    /// <summary>SHA-256 of the unpacked file, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
