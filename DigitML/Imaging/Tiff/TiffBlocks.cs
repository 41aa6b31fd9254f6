namespace DigitML.Imaging.Tiff;

/// <summary>The strips or tiles of a picture: where they lie in it and in the file (TIFF 6.0, sections 3 and 15).</summary>
internal sealed class TiffBlocks
{
    // No row of a picture within the limits is longer, and one may be held for each plane.
    private const int MostRowBytes = 64 << 20;
    // A tile may reach beyond the picture, but not far.
    private const int MostPadding = 4;
    // A code of LZW has 12 bits at most times and stands for up to 3,838 bytes; zlib and runs of bytes reach less.
    private const int BestCompression = 4096;

    private readonly ImageSource _source;
    private readonly TiffHeader _header;
    private readonly TiffField _offsets;
    private readonly TiffField? _byteCounts;

    /// <summary>Takes and checks the fields.</summary>
    /// <exception cref="DigitMLException">A field is missing or a value impossible.</exception>
    public TiffBlocks(ImageSource source, TiffDirectory directory, TiffHeader header)
    {
        _source = source;
        _header = header;
        bool tiled = directory.Find(TiffTag.TileWidth) is not null;
        _offsets = directory.Require(tiled ? TiffTag.TileOffsets : TiffTag.StripOffsets);
        _byteCounts = directory.Find(tiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts);
        long width = tiled ? directory.Require(TiffTag.TileWidth)[0] : header.Width;
        long height = tiled ? directory.Require(TiffTag.TileLength)[0]
            : Math.Min(directory.Number(TiffTag.RowsPerStrip, header.Height), header.Height);
        if (width < 1 || height < 1 || PackedSamples.RowBytes(width * header.RowSamples, header.BitDepth) > MostRowBytes)
        {
            throw directory.Refuse(tiled ? TiffTag.TileWidth : TiffTag.RowsPerStrip, $"{(tiled ? "tiles" : "strips")} of {width:N0} x {height:N0} "
                + "pixels are not possible; the file is malformed, so save the image anew as TIFF.");
        }
        Across = (int)((header.Width + width - 1) / width);
        long down = (header.Height + height - 1) / height;
        Width = (int)width;
        Height = (int)Math.Min(height, header.Height);
        PerPlane = (int)(Across * down);
        CheckSize(directory);
        CheckCount(directory, tiled);
    }

    /// <summary>Pixels in a row of a block.</summary>
    public int Width { get; }

    /// <summary>Rows of a block that may be within the picture.</summary>
    public int Height { get; }

    /// <summary>Blocks side by side.</summary>
    public int Across { get; }

    /// <summary>Blocks that cover the picture once.</summary>
    public int PerPlane { get; }

    /// <summary>Bytes of an unpacked row of a block, of one plane.</summary>
    public int RowBytes => (int)PackedSamples.RowBytes((long)Width * _header.RowSamples, _header.BitDepth);

    /// <summary>Where a block starts in the file.</summary>
    public long Offset(int index) => _offsets[index];

    /// <summary>The compressed bytes of a block.</summary>
    /// <param name="index">From 0, row after row from the top left, plane after plane.</param>
    /// <param name="rows">How many of its rows are within the picture.</param>
    /// <exception cref="DigitMLException">The block goes beyond the file, or is too short.</exception>
    public ReadOnlyMemory<byte> Data(int index, int rows)
    {
        long offset = _offsets[index];
        long count = _byteCounts is not null ? _byteCounts[index] : Math.Max(0, _source.Bytes.Length - offset);
        ReadOnlyMemory<byte> data = _source.Part(offset, count, "the pixels");
        long least = _header.IsFax ? rows / 8 : (long)rows * RowBytes / (_header.Compression == TiffCompression.None ? 1 : BestCompression);
        if (data.Length < least)
        {
            throw _source.Malformed(offset, $"{data.Length:N0} bytes cannot hold {rows:N0} rows of {RowBytes:N0} bytes; "
                + "the file is cut off or damaged, so get a complete copy.");
        }
        return _header.LowBitFirst ? ReverseBits(data.Span) : data;
    }

    private void CheckSize(TiffDirectory directory)
    {
        if ((long)Width * Across * _header.Height > MostPadding * ImageLimits.MaximumPixels)
        {
            throw directory.Refuse(TiffTag.TileWidth, $"tiles {Width:N0} pixels wide are too large for a picture of {_header.Width:N0} x "
                + $"{_header.Height:N0}; save the image anew as TIFF.");
        }
    }

    private void CheckCount(TiffDirectory directory, bool tiled)
    {
        string blocks = tiled ? "tiles" : "strips";
        TiffTag tag = tiled ? TiffTag.TileOffsets : TiffTag.StripOffsets;
        long wanted = (long)PerPlane * (_header.Planar ? _header.Samples : 1);
        // A single strip may leave out how long it is.
        long present = Math.Min(_offsets.Count, _byteCounts?.Count ?? 1);
        if (present < wanted)
        {
            throw directory.Refuse(tag, $"there are {present:N0} {blocks} with offset and length where the picture needs {wanted:N0}; "
                + "the file is malformed, so save the image anew as TIFF.");
        }
        long bytes = 0;
        for (int i = 0; i < wanted; i++) { bytes += _byteCounts?[i] ?? 0; }
        // The same bytes over and over would make much work of a small file.
        if (bytes > _source.Bytes.Length)
        {
            throw directory.Refuse(tag, $"the {blocks} should have {bytes:N0} bytes together, but the file has {_source.Bytes.Length:N0}; "
                + "it is cut off or damaged, so get a complete copy.");
        }
    }

    private static byte[] ReverseBits(ReadOnlySpan<byte> bytes)
    {
        byte[] reversed = new byte[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            int value = bytes[i];
            value = (value & 0x55) << 1 | (value >> 1 & 0x55);
            value = (value & 0x33) << 2 | (value >> 2 & 0x33);
            reversed[i] = (byte)(value << 4 | value >> 4);
        }
        return reversed;
    }
}
