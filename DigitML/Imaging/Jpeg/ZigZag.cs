namespace DigitML.Imaging.Jpeg;

/// <summary>The order in which a file stores the 64 coefficients of a block: by rising frequency (ITU-T T.81, figure A.6).</summary>
internal static class ZigZag
{
    /// <summary>Where in a block, row by row, the coefficient lies that comes at this place of the file.</summary>
    public static ReadOnlySpan<byte> Order => Places;

    private static readonly byte[] Places = Build();

    /// <summary>Walks the diagonals, up and down in turn.</summary>
    private static byte[] Build()
    {
        byte[] places = new byte[64];
        int next = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++)
        {
            int first = Math.Max(0, diagonal - 7), last = Math.Min(7, diagonal);
            for (int i = first; i <= last; i++)
            {
                int row = diagonal % 2 == 0 ? first + last - i : i;
                places[next++] = (byte)(row * 8 + diagonal - row);
            }
        }
        return places;
    }
}
