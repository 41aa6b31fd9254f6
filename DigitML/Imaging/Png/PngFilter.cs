using System.Numerics;

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
        switch (filter)
        {
            case 1: UndoLeft(row, distance); break;
            case 2: UndoAbove(row, above); break;
            case 3 or 4: UndoWithBoth(filter, row, above, distance); break;
            default: break;
        }
    }

    private static void UndoLeft(Span<byte> row, int distance)
    {
        if (distance > 1)
        {
            for (int i = distance; i < row.Length; i++) { row[i] += row[i - distance]; }
            return;
        }
        // In a register: what was just stored is slow to load again.
        byte left = 0;
        foreach (ref byte value in row)
        {
            left += value;
            value = left;
        }
    }

    private static void UndoAbove(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        }
        for (; i < row.Length; i++) { row[i] += above[i]; }
    }

    private static void UndoWithBoth(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        for (int i = 0; i < distance; i++) { row[i] += (byte)Forecast(filter, 0, above[i], 0); }
        if (distance > 1)
        {
            for (int i = distance; i < row.Length; i++) { row[i] += (byte)Forecast(filter, row[i - distance], above[i], above[i - distance]); }
            return;
        }
        int left = row[0], aboveLeft = above[0];
        for (int i = 1; i < row.Length; i++)
        {
            int here = above[i];
            left = (byte)(row[i] + (filter == 3 ? (left + here) / 2 : Paeth(left, here, aboveLeft)));
            row[i] = (byte)left;
            aboveLeft = here;
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
