using System.Buffers.Binary;

namespace DigitML.Imaging.Tiff;

/// <summary>The values of one field of a directory, read where they stand in the file.</summary>
/// <param name="Offset">Where the field's entry starts in the file; what messages point to.</param>
/// <param name="Type">1 bytes, 3 numbers of 16 bits, 4 of 32 bits; others are of no use here.</param>
/// <param name="Count">How many values there are, at least 1.</param>
/// <param name="Values">Their bytes.</param>
/// <param name="BigEndian">Whether the high byte comes first.</param>
internal sealed record TiffField(long Offset, int Type, long Count, ReadOnlyMemory<byte> Values, bool BigEndian)
{
    private const int Byte = 1, Short = 3;

    /// <summary>Bytes of a value; 0 for a type that is of no use here.</summary>
    public static int BytesOf(int type) => type switch { Byte => 1, Short => 2, 4 => 4, _ => 0 };

    /// <summary>A value.</summary>
    /// <param name="index">From 0 to <see cref="Count"/>, less 1.</param>
    public long this[long index]
    {
        get
        {
            int bytes = BytesOf(Type);
            ReadOnlySpan<byte> value = Values.Span.Slice((int)(index * bytes), bytes);
            return Type switch
            {
                Byte => value[0],
                Short => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(value) : BinaryPrimitives.ReadUInt16LittleEndian(value),
                _ => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(value) : BinaryPrimitives.ReadUInt32LittleEndian(value),
            };
        }
    }
}
