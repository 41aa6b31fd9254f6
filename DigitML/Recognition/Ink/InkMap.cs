namespace DigitML.Recognition.Ink;

/// <summary>A page parted into paper and ink.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Contrast">[Height, Width]: how far a pixel lies off the paper, 0 to 255 in 255ths of what there is.</param>
/// <param name="Mask">[Height, Width]: 1 where there is ink, 0 where there is paper.</param>
/// <param name="Full">The contrast of full ink, 1 to 255.</param>
internal sealed record InkMap(int Width, int Height, byte[] Contrast, byte[] Mask, double Full)
{
    /// <summary>Fainter than this part of full ink is paper, also beside a stroke.</summary>
    private const double FaintPart = .15;

    /// <summary>The strength of a pixel as ink, 0 to 255.</summary>
    public byte Strength(int index)
    {
        double start = FaintPart * Full;
        return (byte)Math.Clamp((Contrast[index] - start) * 255 / (Full - start), 0, 255);
    }
}
