namespace DigitML.Evaluation.Robustness;

/// <summary>A picture while it is being spoilt, and how large it is beside the 28 x 28 pixels that the severities are given for.</summary>
/// <param name="width">Pixels in a row, at least 1.</param>
/// <param name="height">Rows, at least 1.</param>
internal sealed class CorruptionCanvas(int width, int height)
{
    /// <summary>Rows and columns of the pictures that the benchmark was made for.</summary>
    public const int GridSide = 28;

    /// <summary>Pixels in a row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>The picture, [H, W], 0 (black) to 1 (white); what lies beyond is cut off at the end.</summary>
    public float[] Values { get; private set; } = new float[checked(height * width)];

    /// <summary>Room for a second picture, [H, W], with anything in it.</summary>
    public float[] Spare { get; private set; } = new float[height * width];

    /// <summary>How many pixels wide a column of the 28 x 28 grid is.</summary>
    public float ColumnScale => (float)Width / GridSide;

    /// <summary>How many pixels high a row of the 28 x 28 grid is.</summary>
    public float RowScale => (float)Height / GridSide;

    /// <summary>The smaller of both scales: for what is as wide as high.</summary>
    public float Scale => Math.Min(ColumnScale, RowScale);

    /// <summary>Where the middle of a pixel lies on the 28 x 28 grid, whose columns have their middles on whole numbers.</summary>
    public float GridColumn(int x) => Width == GridSide ? x : (x + .5f) / ColumnScale - .5f;

    /// <summary>Where the middle of a pixel lies on the 28 x 28 grid, whose rows have their middles on whole numbers.</summary>
    public float GridRow(int y) => Height == GridSide ? y : (y + .5f) / RowScale - .5f;

    /// <summary>Makes the spare picture the picture.</summary>
    public void Swap() => (Values, Spare) = (Spare, Values);

    /// <summary>Takes a picture, [H, W], 0 to 255.</summary>
    public void Load(ReadOnlySpan<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++) { Values[i] = pixels[i] / 255f; }
    }

    /// <summary>Writes the picture, [H, W], rounded to 0 to 255.</summary>
    public void Store(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++) { pixels[i] = (byte)MathF.Round(Math.Clamp(Values[i], 0, 1) * 255); }
    }

    /// <summary>The value of a layer drawn on the 28 x 28 grid at a pixel, interpolated linearly; beyond its edge as at the edge.</summary>
    /// <param name="layer">[28, 28].</param>
    /// <param name="x">The pixel's column.</param>
    /// <param name="y">The pixel's row.</param>
    public float Sample(ReadOnlySpan<float> layer, int x, int y)
    {
        float column = Math.Clamp(GridColumn(x), 0, GridSide - 1), row = Math.Clamp(GridRow(y), 0, GridSide - 1);
        int left = (int)column, top = (int)row;
        int right = Math.Min(left + 1, GridSide - 1), bottom = Math.Min(top + 1, GridSide - 1);
        float above = float.Lerp(layer[top * GridSide + left], layer[top * GridSide + right], column - left);
        float below = float.Lerp(layer[bottom * GridSide + left], layer[bottom * GridSide + right], column - left);
        return float.Lerp(above, below, row - top);
    }
}
