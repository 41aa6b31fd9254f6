namespace DigitML.Imaging.Jpeg;

/// <summary>The second bytes of JPEG's markers, each of which follows a byte 0xFF (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    /// <summary>SOF0: a frame of baseline Huffman coding.</summary>
    public const byte BaselineFrame = 0xC0;

    /// <summary>SOF1: a frame of extended sequential Huffman coding.</summary>
    public const byte ExtendedFrame = 0xC1;

    /// <summary>SOF2: a frame of progressive Huffman coding.</summary>
    public const byte ProgressiveFrame = 0xC2;

    /// <summary>DHT: Huffman tables.</summary>
    public const byte HuffmanTables = 0xC4;

    /// <summary>RST0: the first of the eight restart markers between pieces of a scan.</summary>
    public const byte FirstRestart = 0xD0;

    /// <summary>SOI: the start of the image.</summary>
    public const byte StartOfImage = 0xD8;

    /// <summary>EOI: the end of the image.</summary>
    public const byte EndOfImage = 0xD9;

    /// <summary>SOS: the header of a scan; its coded data follow.</summary>
    public const byte StartOfScan = 0xDA;

    /// <summary>DQT: quantisation tables.</summary>
    public const byte QuantizationTables = 0xDB;

    /// <summary>DRI: the restart interval.</summary>
    public const byte RestartInterval = 0xDD;

    /// <summary>APP0, which holds JFIF's header.</summary>
    public const byte Jfif = 0xE0;

    /// <summary>APP1, which holds Exif's data.</summary>
    public const byte Exif = 0xE1;

    /// <summary>APP14, which holds Adobe's colour transform.</summary>
    public const byte Adobe = 0xEE;

    /// <summary>Whether the marker is one of the eight restart markers.</summary>
    public static bool IsRestart(byte marker) => (marker & 0xF8) == FirstRestart;

    /// <summary>What coding a start-of-frame marker announces that is not read; null for markers that announce none.</summary>
    public static string? UnreadCoding(byte marker) => marker switch
    {
        0xC3 => "lossless coding",
        0xC5 or 0xC6 or 0xC7 => "hierarchical coding",
        0xC9 or 0xCA or 0xCB or 0xCC => "arithmetic coding",
        0xCD or 0xCE or 0xCF => "hierarchical arithmetic coding",
        0xDE or 0xDF => "hierarchical coding",
        0xDC => "a number of lines after the data (marker DNL)",
        _ => null,
    };
}
