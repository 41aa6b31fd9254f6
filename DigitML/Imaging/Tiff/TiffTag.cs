namespace DigitML.Imaging.Tiff;

/// <summary>The fields of a TIFF directory that decide what the picture shows (TIFF 6.0, appendix A).</summary>
internal enum TiffTag
{
    /// <summary>Pixels in a row.</summary>
    ImageWidth = 256,

    /// <summary>Rows.</summary>
    ImageLength = 257,

    /// <summary>Bits of each sample of a pixel; default 1.</summary>
    BitsPerSample = 258,

    /// <summary>A <see cref="TiffCompression"/>; default none.</summary>
    Compression = 259,

    /// <summary>A <see cref="TiffPhotometric"/>.</summary>
    PhotometricInterpretation = 262,

    /// <summary>1: a byte's high bit comes first; 2: its low bit. Default 1.</summary>
    FillOrder = 266,

    /// <summary>Where the strips start.</summary>
    StripOffsets = 273,

    /// <summary>1 to 8, where the stored first row and column belong; default 1, top and left.</summary>
    Orientation = 274,

    /// <summary>Samples of a pixel; default 1.</summary>
    SamplesPerPixel = 277,

    /// <summary>Rows of a strip; default all.</summary>
    RowsPerStrip = 278,

    /// <summary>Bytes of the strips.</summary>
    StripByteCounts = 279,

    /// <summary>1: a pixel's samples stand together; 2: each sample has strips of its own. Default 1.</summary>
    PlanarConfiguration = 284,

    /// <summary>Group 3: 1 two-dimensional, 2 with uncompressed parts, 4 rows end on whole bytes.</summary>
    T4Options = 292,

    /// <summary>Group 4: 2 with uncompressed parts.</summary>
    T6Options = 293,

    /// <summary>2: samples are differences from the pixel on the left; default 1, they are not.</summary>
    Predictor = 317,

    /// <summary>All reds, then greens, then blues, of 16 bits.</summary>
    ColorMap = 320,

    /// <summary>Pixels in a tile's row.</summary>
    TileWidth = 322,

    /// <summary>Rows of a tile.</summary>
    TileLength = 323,

    /// <summary>Where the tiles start.</summary>
    TileOffsets = 324,

    /// <summary>Bytes of the tiles.</summary>
    TileByteCounts = 325,

    /// <summary>What samples beyond grey or colour mean: 1 alpha that the colour was multiplied by, 2 alpha, 0 something else.</summary>
    ExtraSamples = 338,

    /// <summary>1: samples are whole numbers from 0; default 1.</summary>
    SampleFormat = 339,
}
