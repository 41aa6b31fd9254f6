namespace DigitML.Imaging.Png;

/// <summary>What the samples of a pixel mean (PNG specification, section 6.1); the values are the file's.</summary>
internal enum PngColorType
{
    /// <summary>One grey sample.</summary>
    Gray = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>An index into the palette.</summary>
    Palette = 3,

    /// <summary>Grey and alpha.</summary>
    GrayAlpha = 4,

    /// <summary>Red, green, blue, alpha.</summary>
    Rgba = 6,
}
