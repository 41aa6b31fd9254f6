namespace DigitML.Imaging;

/// <summary>Rows of samples of 1, 2, 4 or 8 bits without gaps, the leftmost in a byte's high bits, as BMP and TIFF have them.</summary>
internal static class PackedSamples
{
    /// <summary>A sample of a row, 0 to 2 to the power of <paramref name="bits"/>, less 1.</summary>
    /// <param name="row">The bytes of the row.</param>
    /// <param name="index">Which sample, from 0.</param>
    /// <param name="bits">Bits of a sample: 1, 2, 4 or 8.</param>
    public static int Read(ReadOnlySpan<byte> row, int index, int bits)
    {
        if (bits == 8) { return row[index]; }
        long bit = (long)index * bits;
        return (row[(int)(bit >> 3)] >> (8 - bits - (int)(bit & 7))) & ((1 << bits) - 1);
    }

    /// <summary>The bytes of a row, the last one filled up.</summary>
    /// <param name="samples">How many samples the row has.</param>
    /// <param name="bits">Bits of a sample.</param>
    public static long RowBytes(long samples, int bits) => (samples * bits + 7) / 8;
}
