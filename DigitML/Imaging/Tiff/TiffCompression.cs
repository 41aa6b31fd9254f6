namespace DigitML.Imaging.Tiff;

/// <summary>How pixels are compressed (TIFF 6.0, tag 259, and its supplements).</summary>
internal enum TiffCompression
{
    /// <summary>Not at all.</summary>
    None = 1,

    /// <summary>Fax codes, every row from a whole byte on.</summary>
    ModifiedHuffman = 2,

    /// <summary>ITU-T T.4.</summary>
    Group3 = 3,

    /// <summary>ITU-T T.6.</summary>
    Group4 = 4,

    /// <summary>Lempel-Ziv-Welch.</summary>
    Lzw = 5,

    /// <summary>JPEG as TIFF 6.0 had it; not read.</summary>
    OldJpeg = 6,

    /// <summary>JPEG; not read.</summary>
    Jpeg = 7,

    /// <summary>zlib (TIFF Technical Note 2, Adobe).</summary>
    Deflate = 8,

    /// <summary>Runs of bytes (TIFF 6.0, section 9).</summary>
    PackBits = 32773,

    /// <summary>zlib, by its older number.</summary>
    OldDeflate = 32946,

    /// <summary>JBIG; not read.</summary>
    Jbig = 34661,

    /// <summary>JPEG 2000; not read.</summary>
    Jpeg2000 = 34712,

    /// <summary>LZMA; not read.</summary>
    Lzma = 34925,

    /// <summary>Zstandard; not read.</summary>
    Zstandard = 50000,

    /// <summary>WebP; not read.</summary>
    WebP = 50001,
}
