namespace DigitML.Imaging.Tiff;

/// <summary>What samples mean (TIFF 6.0, tag 262).</summary>
internal enum TiffPhotometric
{
    /// <summary>Grey, 0 is white.</summary>
    WhiteIsZero = 0,

    /// <summary>Grey, 0 is black.</summary>
    BlackIsZero = 1,

    /// <summary>Red, green and blue.</summary>
    Rgb = 2,

    /// <summary>An index into the colour map.</summary>
    Palette = 3,

    /// <summary>Whether a pixel belongs to another picture; not read.</summary>
    Mask = 4,

    /// <summary>Printing inks; not read.</summary>
    Cmyk = 5,

    /// <summary>Luma and chroma; not read.</summary>
    YCbCr = 6,

    /// <summary>CIE L*a*b*; not read.</summary>
    Lab = 8,
}
