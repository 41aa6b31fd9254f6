namespace DigitML.Kernels;

/// <summary>The pixels of an image in pairs of neighbours: the offsets of the first of each, in floats, at a fixed address.</summary>
internal sealed unsafe class PixelPairs
{
    private readonly OffsetTable _firsts;

    private PixelPairs(OffsetTable firsts, nint step, int rows) => (_firsts, Step, Rows) = (firsts, step, rows);

    /// <summary>The first pair's offset.</summary>
    public nint* Pointer => _firsts.Pointer;

    /// <summary>Floats from the first pixel of a pair to the second.</summary>
    public nint Step { get; }

    /// <summary>Twice the number of pairs; 1 for an image of one pixel.</summary>
    public int Rows { get; }

    /// <summary>Pairs within each line; where lines have one pixel only, pairs of lines.</summary>
    /// <param name="height">Lines.</param>
    /// <param name="width">Pixels of a line.</param>
    /// <param name="lineStride">Floats from a line to the next.</param>
    /// <param name="pixelStride">Floats from a pixel to the next.</param>
    /// <param name="start">Offset of the first pixel.</param>
    public static PixelPairs Grid(int height, int width, nint lineStride, nint pixelStride, nint start)
    {
        if (width == 1 && height > 1) { return Grid(1, height, 0, lineStride, start); }
        int pairs = (width + 1) / 2;
        OffsetTable firsts = OffsetTable.Of(height * pairs, index =>
            start + index / pairs * lineStride + Math.Max(0, Math.Min(index % pairs * 2, width - 2)) * pixelStride);
        return new PixelPairs(firsts, pixelStride, width == 1 ? 1 : 2 * height * pairs);
    }
}
