namespace DigitML.Imaging;

/// <summary>How LZW codes are laid into bytes, and when they grow.</summary>
internal enum LzwVariant
{
    /// <summary>The first code in a byte's low bits, codes grow when the table needs it: GIF, and TIFF files before version 5.0.</summary>
    LowBitsFirst,

    /// <summary>The first code in a byte's high bits, codes grow one entry early (TIFF 6.0, section 13).</summary>
    Tiff,
}
