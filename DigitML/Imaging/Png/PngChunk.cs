using System.Buffers.Binary;
using System.Text;

namespace DigitML.Imaging.Png;

/// <summary>One chunk of a PNG file: length, four-letter type, data, checksum (PNG specification, section 5.3).</summary>
/// <param name="Type">The four letters, such as IHDR.</param>
/// <param name="Offset">Where the chunk starts in the file, in bytes.</param>
/// <param name="Data">The data, without length, type and checksum.</param>
internal readonly record struct PngChunk(string Type, int Offset, ReadOnlyMemory<byte> Data)
{
    private const int Overhead = 12;

    /// <summary>Where the next chunk starts.</summary>
    public int End => Offset + Overhead + Data.Length;

    /// <summary>Whether a reader must understand the chunk: the first letter is a capital.</summary>
    public bool IsCritical => char.IsAsciiLetterUpper(Type[0]);

    /// <summary>Reads the chunk at an offset and checks the checksum of those that decide what the picture shows.</summary>
    /// <exception cref="DigitMLException">The file ends within the chunk, or the chunk is damaged.</exception>
    public static PngChunk Read(ImageSource source, int offset)
    {
        int left = source.Bytes.Length - offset;
        if (left < Overhead)
        {
            throw source.Malformed(offset, $"{left} bytes are left where a PNG chunk of at least {Overhead} or the end chunk IEND "
                + "should be; the file is cut off, so get a complete copy.");
        }
        uint length = BinaryPrimitives.ReadUInt32BigEndian(source.Bytes.AsSpan(offset));
        string type = ReadType(source, offset + 4);
        if (length > left - Overhead)
        {
            throw source.Malformed(offset, $"chunk {type} claims {length:N0} bytes of data, but {left - Overhead:N0} are left; "
                + "the file is cut off or damaged, so get a complete copy.");
        }
        var chunk = new PngChunk(type, offset, source.Bytes.AsMemory(offset + 8, (int)length));
        // Of the optional chunks, transparency alone is used; a damaged time stamp is nobody's concern.
        if (chunk.IsCritical || type == "tRNS")
        {
            CheckChecksum(source, chunk);
        }
        return chunk;
    }

    private static string ReadType(ImageSource source, int offset)
    {
        ReadOnlySpan<byte> type = source.Bytes.AsSpan(offset, 4);
        foreach (byte letter in type)
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw source.Malformed(offset, $"a chunk type should be four letters but is {Convert.ToHexString(type)}; "
                    + "the file is damaged, so get a fresh copy.");
            }
        }
        return Encoding.ASCII.GetString(type);
    }

    private static void CheckChecksum(ImageSource source, PngChunk chunk)
    {
        int checksumOffset = chunk.End - 4;
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(source.Bytes.AsSpan(checksumOffset));
        uint computed = Crc32.Compute(source.Bytes.AsSpan((chunk.Offset + 4)..checksumOffset));
        if (stored != computed)
        {
            throw source.Malformed(chunk.Offset, $"the checksum of chunk {chunk.Type} is {computed:X8}, but the file says {stored:X8}; "
                + "the file is damaged, so get a fresh copy.");
        }
    }
}
