using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DigitML.Data.Formats.Idx;

/// <summary>A whole IDX file in memory, unpacked and checked: as many bytes as its header promises.</summary>
/// <param name="Source">What the file is called in messages.</param>
/// <param name="Bytes">The file: the header and the data.</param>
/// <param name="Dimensions">The sizes the header gives, outermost first.</param>
internal sealed record IdxPayload(string Source, byte[] Bytes, int[] Dimensions)
{
    private const byte IntegerType = 0x0C;

    /// <summary>Bytes before the data: the magic number and four bytes a dimension.</summary>
    public int HeaderLength => 4 + 4 * Dimensions.Length;

    /// <summary>The data, row by row.</summary>
    public ReadOnlyMemory<byte> Data => Bytes.AsMemory(HeaderLength);

    /// <summary>How many images the file holds, or labels are of: the outermost size.</summary>
    public int Count => Dimensions[0];

    /// <summary>Bytes of one image, or of all that is said of one.</summary>
    public int ItemLength => Count == 0 ? 0 : Data.Length / Count;

    /// <summary>The label of an image: the first number said of it.</summary>
    public int Label(int image)
    {
        ReadOnlySpan<byte> item = Bytes.AsSpan(HeaderLength + image * ItemLength);
        return ElementLengthOf(Bytes) == 1 ? item[0] : BinaryPrimitives.ReadInt32BigEndian(item);
    }

    /// <summary>Bytes of one number in a file that begins so.</summary>
    public static int ElementLengthOf(ReadOnlySpan<byte> header) => header[2] == IntegerType ? 4 : 1;

    /// <summary>SHA-256 of the unpacked file, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
