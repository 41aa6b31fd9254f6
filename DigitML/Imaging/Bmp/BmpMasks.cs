using System.Buffers.Binary;
using System.Numerics;

namespace DigitML.Imaging.Bmp;

/// <summary>Which bits of a pixel of 16 or 32 bits are red, green, blue and alpha.</summary>
/// <param name="Red">The bits of red, without a gap; none means 0.</param>
/// <param name="Green">The bits of green.</param>
/// <param name="Blue">The bits of blue.</param>
/// <param name="Alpha">The bits of alpha; none means opaque.</param>
internal sealed record BmpMasks(uint Red, uint Green, uint Blue, uint Alpha)
{
    // A header up to this size has its masks, if it needs any, behind it.
    private const int PlainHeaderBytes = 40;
    private const int AlphaHeaderBytes = 56;

    /// <summary>How many bytes of masks stand between header and palette.</summary>
    public static int BytesBehind(BmpHeader header) => header.HeaderBytes > PlainHeaderBytes ? 0 : header.Compression switch
    {
        BmpCompression.BitFields => 12,
        BmpCompression.AlphaBitFields => 16,
        _ => 0,
    };

    /// <summary>Reads the masks, or takes those that hold without any: 5 bits each of 16, 8 bits each of 32.</summary>
    /// <exception cref="DigitMLException">The file is cut off, or a mask has a gap or more bits than the pixel.</exception>
    public static BmpMasks Parse(ImageSource source, BmpHeader header)
    {
        if (header.Compression == BmpCompression.None)
        {
            return header.BitDepth == 16 ? new BmpMasks(0x7C00, 0x3E0, 0x1F, 0) : new BmpMasks(0xFF0000, 0xFF00, 0xFF, 0);
        }
        int offset = BmpHeader.FileHeaderBytes + PlainHeaderBytes;
        bool hasAlpha = header.HeaderBytes >= AlphaHeaderBytes || header.Compression == BmpCompression.AlphaBitFields;
        ReadOnlySpan<byte> data = source.Part(offset, hasAlpha ? 16 : 12, "the bit masks").Span;
        Span<uint> masks = stackalloc uint[4];
        for (int i = 0; i < data.Length / 4; i++)
        {
            masks[i] = BinaryPrimitives.ReadUInt32LittleEndian(data[(4 * i)..]);
            ulong low = (ulong)masks[i] >> (masks[i] == 0 ? 0 : BitOperations.TrailingZeroCount(masks[i]));
            if ((low & (low + 1)) != 0 || (header.BitDepth == 16 && masks[i] > 0xFFFF))
            {
                throw source.Malformed(offset + 4 * i, $"the bit mask {masks[i]:X8} has gaps or more bits than a pixel of {header.BitDepth}; "
                    + "the file is malformed, so save the image anew as BMP.");
            }
        }
        return new BmpMasks(masks[0], masks[1], masks[2], masks[3]);
    }

    /// <summary>A pixel as grey on white.</summary>
    public byte ToGray(uint pixel) =>
        Rec601.OnWhite(Extract(pixel, Red), Extract(pixel, Green), Extract(pixel, Blue), Alpha == 0 ? 255 : Extract(pixel, Alpha), 255);

    /// <summary>
    /// Brings a part to 8 bits: of more bits the high ones, fewer are repeated, so that all bits set are 255. That is what other programs do.
    /// </summary>
    private static int Extract(uint pixel, uint mask)
    {
        if (mask == 0) { return 0; }
        int bits = BitOperations.PopCount(mask);
        uint value = (pixel & mask) >> BitOperations.TrailingZeroCount(mask);
        if (bits >= 8) { return (int)(value >> (bits - 8)); }
        uint repeated = value;
        int count = bits;
        for (; count < 8; count += bits) { repeated = repeated << bits | value; }
        return (int)(repeated >> (count - 8));
    }
}
