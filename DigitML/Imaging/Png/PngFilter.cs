namespace DigitML.Imaging.Png;

/// <summary>The five filters, which store a byte as its difference from a forecast (PNG specification, section 9).</summary>
internal static class PngFilter
{
    /// <summary>The number of filters; a filter byte is below it.</summary>
    public const int Count = 5;

    /// <summary>Turns the differences of a row into its bytes, in place.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 their average, 4 Paeth's.</param>
    /// <param name="row">The row as stored, without the filter byte.</param>
    /// <param name="above">The finished row before it, zeros for the first one of a pass.</param>
    /// <param name="distance">Bytes to the pixel on the left (<see cref="PngHeader.FilterBytes"/>).</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        if (filter == 0)
        {
            return;
        }
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance];
            int aboveLeft = i < distance ? 0 : above[i - distance];
            row[i] += (byte)Forecast(filter, left, above[i], aboveLeft);
        }
    }

    /// <summary>Turns the bytes of a row of one byte a pixel into differences.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 their average, 4 Paeth's.</param>
    /// <param name="row">The row's bytes.</param>
    /// <param name="above">The row before it, zeros for the first one.</param>
    /// <param name="differences">Takes the differences, as many as the row has bytes.</param>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> differences)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i == 0 ? 0 : row[i - 1];
            int aboveLeft = i == 0 ? 0 : above[i - 1];
            differences[i] = (byte)(row[i] - Forecast(filter, left, above[i], aboveLeft));
        }
    }

    private static int Forecast(int filter, int left, int above, int aboveLeft) => filter switch
    {
        0 => 0,
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        _ => Paeth(left, above, aboveLeft),
    };

    /// <summary>The neighbour nearest to left + above - aboveLeft; at a tie in this order.</summary>
    private static int Paeth(int left, int above, int aboveLeft)
    {
        int toLeft = Math.Abs(above - aboveLeft);
        int toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - 2 * aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
        {
            return left;
        }
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
