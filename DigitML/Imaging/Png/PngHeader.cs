using System.Buffers.Binary;

namespace DigitML.Imaging.Png;

/// <summary>The header chunk IHDR (PNG specification, section 11.2.1).</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitDepth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">What the samples mean.</param>
/// <param name="Interlaced">Whether the pixels come in the seven passes of Adam7.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    private const int Length = 13;

    /// <summary>Samples of a pixel, 1 to 4.</summary>
    public int Channels => ColorType switch
    {
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgb => 3,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>The distance to the pixel on the left that filters use: whole bytes, at least 1.</summary>
    public int FilterBytes => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>The bytes of a row of <paramref name="width"/> pixels, the last one filled up; without the filter byte.</summary>
    public int RowBytes(int width) => (int)(((long)width * Channels * BitDepth + 7) / 8);

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="DigitMLException">A value the specification does not allow, or too many pixels.</exception>
    public static PngHeader Parse(ImageSource source, PngChunk chunk)
    {
        ReadOnlySpan<byte> data = chunk.Data.Span;
        if (chunk.Type != "IHDR" || data.Length != Length)
        {
            throw source.Malformed(chunk.Offset, $"a PNG file starts with a header chunk IHDR of {Length} bytes, but this is "
                + $"{chunk.Type} of {data.Length:N0}; the file is damaged, so get a fresh copy.");
        }
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        source.CheckSize(chunk.Offset + 8, width, height);
        CheckDepth(source, chunk.Offset + 16, data[8], data[9]);
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw source.Malformed(chunk.Offset + 18, $"compression {data[10]}, filter {data[11]} and interlace {data[12]} "
                + "should be 0, 0 and 0 or 1; save the image anew as PNG.");
        }
        return new PngHeader((int)width, (int)height, data[8], (PngColorType)data[9], data[12] == 1);
    }

    private static void CheckDepth(ImageSource source, int offset, int depth, int colorType)
    {
        bool valid = (PngColorType)colorType switch
        {
            PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!valid)
        {
            throw source.Malformed(offset, $"{depth} bits a sample with colour type {colorType} is no kind of PNG; "
                + "save the image anew as PNG.");
        }
    }
}
