namespace DigitML.Imaging.Bmp;

/// <summary>How the pixels of a BMP file are stored (Microsoft, BITMAPINFOHEADER, biCompression).</summary>
internal enum BmpCompression
{
    /// <summary>As they are.</summary>
    None = 0,

    /// <summary>Runs of pixels of 8 bits.</summary>
    RunLength8 = 1,

    /// <summary>Runs of pixels of 4 bits.</summary>
    RunLength4 = 2,

    /// <summary>As they are; masks say which bits are red, green and blue.</summary>
    BitFields = 3,

    /// <summary>A JPEG file; not read.</summary>
    Jpeg = 4,

    /// <summary>A PNG file; not read.</summary>
    Png = 5,

    /// <summary>As <see cref="BitFields"/>, with a mask for alpha.</summary>
    AlphaBitFields = 6,
}
