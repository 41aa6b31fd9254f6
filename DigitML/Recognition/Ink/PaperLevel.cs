namespace DigitML.Recognition.Ink;

/// <summary>How light the paper is everywhere on a page, ink or not: what uneven light, shadows and tints are taken out with.</summary>
/// <remarks>
/// The medians of square tiles see through thin strokes. Where a stroke is broader than a tile, a grey closing of the grid of medians (a
/// maximum, then a minimum over a neighbourhood; Serra, 1982, "Image analysis and mathematical morphology") fills the dark hole it leaves.
/// </remarks>
internal sealed class PaperLevel
{
    /// <summary>Tiles along the shorter side of a page, about.</summary>
    private const int TilesAcross = 24;

    private const int SmallestTile = 8, LargestTile = 64;

    /// <summary>Tiles to each side that the closing looks at: holes narrower than 6 tiles, a quarter of the page, are filled.</summary>
    private const int ClosingRadius = 3;

    private readonly int _tile, _columns, _rows;
    private readonly float[] _levels;

    private PaperLevel(int tile, int columns, int rows, float[] levels) => (_tile, _columns, _rows, _levels) = (tile, columns, rows, levels);

    /// <summary>The median grey of every tile.</summary>
    /// <param name="pixels">[height, width].</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static PaperLevel Medians(byte[] pixels, int width, int height)
    {
        int tile = Math.Clamp(Math.Min(width, height) / TilesAcross, SmallestTile, LargestTile);
        int columns = (width + tile - 1) / tile, rows = (height + tile - 1) / tile;
        var levels = new float[columns * rows];
        PageBands.ForBands(tile * width, rows, (first, end) =>
        {
            var counts = new int[256];
            for (int i = first * columns; i < end * columns; i++)
            {
                (int row, int column) = Math.DivRem(i, columns);
                levels[i] = Median(pixels, width, height, column * tile, row * tile, tile, counts);
            }
        });
        return new PaperLevel(tile, columns, rows, levels);
    }

    /// <summary>The median of the tiles around each: the paper as it looks whichever of ink and paper is darker.</summary>
    public PaperLevel Typical() => Map(around =>
    {
        around.Sort();
        return around[around.Length / 2];
    }, ClosingRadius);

    /// <summary>The paper when ink is darker: dark holes are filled, then all is smoothed.</summary>
    public PaperLevel WithoutInk() => Map(around => Largest(around), ClosingRadius)
        .Map(around => Smallest(around), ClosingRadius)
        .Map(around => Mean(around), 1);

    /// <summary>The level along a row of the page, interpolated between the middles of tiles.</summary>
    /// <param name="y">The row.</param>
    /// <param name="line">[width], filled.</param>
    public void CopyRow(int y, Span<float> line)
    {
        float place = Math.Clamp((y + .5f) / _tile - .5f, 0, _rows - 1);
        int upper = (int)place, lower = Math.Min(upper + 1, _rows - 1);
        float Level(int column) =>
            _levels[upper * _columns + column] + (_levels[lower * _columns + column] - _levels[upper * _columns + column]) * (place - upper);

        // From the middle of a tile to that of the next the level is a straight line; before the first and behind the last it is even.
        int start = Math.Min(_tile / 2, line.Length);
        line[..start].Fill(Level(0));
        for (int column = 0; column < _columns; column++)
        {
            int end = column == _columns - 1 ? line.Length : Math.Min(start + _tile, line.Length);
            float left = Level(column), slope = column == _columns - 1 ? 0 : (Level(column + 1) - left) / _tile;
            float middle = (column + .5f) * _tile - .5f;
            PixelRow.Ramp(line, start, end, left + slope * (start - middle), slope);
            start = end;
        }
    }

    private static float Median(byte[] pixels, int width, int height, int x, int y, int tile, int[] counts)
    {
        Array.Clear(counts);
        int right = Math.Min(x + tile, width), bottom = Math.Min(y + tile, height);
        for (int row = y; row < bottom; row++)
        {
            foreach (byte grey in pixels.AsSpan(row * width + x, right - x)) { counts[grey]++; }
        }

        int half = (right - x) * (bottom - y) / 2, level = 0;
        for (int sum = counts[0]; sum <= half; sum += counts[level]) { level++; }
        return level;
    }

    private PaperLevel Map(Func<Span<float>, float> combine, int radius)
    {
        var result = new float[_levels.Length];
        var around = new float[(2 * radius + 1) * (2 * radius + 1)];
        for (int i = 0; i < result.Length; i++)
        {
            int row = i / _columns, column = i % _columns, count = 0;
            for (int y = Math.Max(0, row - radius); y <= Math.Min(_rows - 1, row + radius); y++)
            {
                for (int x = Math.Max(0, column - radius); x <= Math.Min(_columns - 1, column + radius); x++)
                {
                    around[count++] = _levels[y * _columns + x];
                }
            }

            result[i] = combine(around.AsSpan(0, count));
        }

        return new PaperLevel(_tile, _columns, _rows, result);
    }

    private static float Largest(Span<float> values)
    {
        float largest = values[0];
        foreach (float value in values) { largest = Math.Max(largest, value); }
        return largest;
    }

    private static float Smallest(Span<float> values)
    {
        float smallest = values[0];
        foreach (float value in values) { smallest = Math.Min(smallest, value); }
        return smallest;
    }

    private static float Mean(Span<float> values)
    {
        float sum = 0;
        foreach (float value in values) { sum += value; }
        return sum / values.Length;
    }
}
