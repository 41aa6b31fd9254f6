namespace DigitML.Engine.Augmentation;

/// <summary>How a picture lies in memory while it is changed: row after row of floats, 0 (paper) to 255, and some numbers to spare.</summary>
/// <remarks>
/// Whoever works on the whole goes over it in whole registers; whoever writes a row may do so in whole registers too, because what
/// runs over its end is overwritten by the next row or lies in the spare part. So no loop needs a second one for the rest.
/// </remarks>
internal static class ImageBuffer
{
    /// <summary>The widest register in floats.</summary>
    public const int Register = 16;

    /// <summary>The length for a picture: a multiple of two registers, with at least one to spare.</summary>
    public static int Length(int height, int width) => RoundUp(height * width + Register, 2 * Register);

    /// <summary>The length of a row alone: a multiple of a register.</summary>
    public static int RowLength(int width) => RoundUp(width, Register);

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;
}
