namespace DigitML.Imaging;

/// <summary>Colour as grey on white paper.</summary>
/// <remarks>
/// Grey is Rec. 601's luma, 0.299 red + 0.587 green + 0.114 blue, of the stored values. Weighting, blending with white and scaling to 0-255
/// are one fraction, rounded once (halves up).
/// </remarks>
internal static class Rec601
{
    /// <summary>A colour on white, 0 (black) to 255 (white).</summary>
    /// <param name="red">Red, 0 to <paramref name="maximum"/>.</param>
    /// <param name="green">Green, 0 to <paramref name="maximum"/>.</param>
    /// <param name="blue">Blue, 0 to <paramref name="maximum"/>.</param>
    /// <param name="alpha">From 0, which is transparent, to <paramref name="maximum"/>, which is opaque.</param>
    /// <param name="maximum">What full intensity is, 1 to 65535.</param>
    public static byte OnWhite(long red, long green, long blue, long alpha, long maximum)
    {
        long luma = 299 * red + 587 * green + 114 * blue;
        long blended = luma * alpha + 1000 * maximum * (maximum - alpha);
        long white = 1000 * maximum * maximum;
        return (byte)((blended * 255 + white / 2) / white);
    }

    /// <summary>An opaque colour, 0 (black) to 255 (white).</summary>
    /// <param name="red">Red, 0 to <paramref name="maximum"/>.</param>
    /// <param name="green">Green, 0 to <paramref name="maximum"/>.</param>
    /// <param name="blue">Blue, 0 to <paramref name="maximum"/>.</param>
    /// <param name="maximum">What full intensity is, 1 to 65535.</param>
    public static byte Opaque(long red, long green, long blue, long maximum) => Premultiplied(red, green, blue, maximum, maximum);

    /// <summary>An opaque colour of a byte a part: as with a maximum of 255, without divisions of 64 bits.</summary>
    public static byte Opaque(byte red, byte green, byte blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);

    /// <summary>A row of opaque colours of a byte a part.</summary>
    /// <param name="colors">Red, green and blue of each pixel; more at the end is left alone.</param>
    /// <param name="gray">Takes the pixels, 0 (black) to 255 (white); its length says how many there are.</param>
    public static void Opaque(ReadOnlySpan<byte> colors, Span<byte> gray)
    {
        colors = colors[..(3 * gray.Length)];
        for (int x = 0; x < gray.Length; x++) { gray[x] = Opaque(colors[3 * x], colors[3 * x + 1], colors[3 * x + 2]); }
    }

    /// <summary>A colour that was multiplied by its alpha, on white, 0 (black) to 255 (white).</summary>
    /// <param name="red">Red times alpha, 0 to <paramref name="maximum"/>.</param>
    /// <param name="green">Green times alpha, 0 to <paramref name="maximum"/>.</param>
    /// <param name="blue">Blue times alpha, 0 to <paramref name="maximum"/>.</param>
    /// <param name="alpha">From 0, which is transparent, to <paramref name="maximum"/>, which is opaque.</param>
    /// <param name="maximum">What full intensity is, 1 to 65535.</param>
    public static byte Premultiplied(long red, long green, long blue, long alpha, long maximum)
    {
        long luma = 299 * red + 587 * green + 114 * blue + 1000 * (maximum - alpha), white = 1000 * maximum;
        // A damaged file may have a colour brighter than its alpha allows.
        return (byte)Math.Min(255, (luma * 255 + white / 2) / white);
    }
}
