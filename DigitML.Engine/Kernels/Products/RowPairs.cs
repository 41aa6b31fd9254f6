namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// Where the rows of a product lie, input or output: pixels of an image, or samples of a batch. Rows go in pairs, the second always the same
/// step after the first, because a tile has too few registers for an address of every row.
/// </summary>
internal sealed unsafe class RowPairs
{
    private readonly OffsetTable _firsts;

    private RowPairs(OffsetTable firsts, nint step) => (_firsts, Step) = (firsts, step);

    /// <summary>For each pair, where its first row starts, in floats.</summary>
    public nint* Pointer => _firsts.Pointer;

    /// <summary>Floats from the first row of a pair to the second; 0 when there is one row only.</summary>
    public nint Step { get; }

    /// <summary>Number of pairs.</summary>
    public int Count => _firsts.Count;

    /// <summary>Rows at equal distances. If their number is odd, the last pair takes along the row before.</summary>
    public static RowPairs Even(int rows, nint stride, nint start = 0) => Grid(1, rows, 0, stride, start);

    /// <summary>
    /// The pixels of an image, in pairs of neighbours within a line; where lines have one pixel only, in pairs of lines. If the number in a
    /// line is odd, its last pair takes along the pixel before: that one is computed twice, to the same bits.
    /// </summary>
    /// <param name="height">Lines.</param>
    /// <param name="width">Pixels of a line.</param>
    /// <param name="lineStride">Floats from a line to the next.</param>
    /// <param name="pixelStride">Floats from a pixel to the next.</param>
    /// <param name="start">Offset of the first pixel.</param>
    public static RowPairs Grid(int height, int width, nint lineStride, nint pixelStride, nint start)
    {
        if (width == 1 && height > 1) { return Grid(1, height, 0, lineStride, start); }
        int pairs = (width + 1) / 2;
        OffsetTable firsts = OffsetTable.Create(height * pairs, index =>
            start + index / pairs * lineStride + Math.Max(0, Math.Min(index % pairs * 2, width - 2)) * pixelStride);
        return new RowPairs(firsts, width == 1 ? 0 : pixelStride);
    }
}
