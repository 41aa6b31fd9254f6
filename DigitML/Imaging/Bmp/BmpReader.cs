using System.Buffers.Binary;

namespace DigitML.Imaging.Bmp;

/// <summary>Reads BMP pictures of every version as grey (Microsoft, Bitmap Storage; IBM, OS/2 bitmaps).</summary>
internal sealed class BmpReader
{
    private readonly ImageSource _source;
    private readonly BmpHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _pixels;

    private BmpReader(ImageSource source)
    {
        _source = source;
        _header = BmpHeader.Parse(source);
        _palette = _header.BitDepth <= 8 ? ReadPalette() : [];
        if (_header.Compression is not (BmpCompression.RunLength4 or BmpCompression.RunLength8))
        {
            source.Part(_header.PixelOffset, (long)_header.RowBytes * _header.Height, "the pixels");
        }
        _pixels = new byte[_header.Width * _header.Height];
    }

    /// <summary>The two bytes every BMP file starts with.</summary>
    public static ReadOnlySpan<byte> Signature => "BM"u8;

    /// <summary>Decodes a file that starts with the signature.</summary>
    /// <exception cref="DigitMLException">The content is malformed or the picture too large.</exception>
    public static GrayImage Read(ImageSource source)
    {
        var reader = new BmpReader(source);
        if (reader._header.Compression is BmpCompression.RunLength4 or BmpCompression.RunLength8)
        {
            reader.ReadRuns();
        }
        else if (reader._header.BitDepth <= 8)
        {
            reader.ReadIndices();
        }
        else
        {
            reader.ReadColors();
        }
        return GrayImage.Wrap(reader._header.Width, reader._header.Height, reader._pixels);
    }

    private void ReadRuns()
    {
        byte[] indices = new BmpRunLength(_source, _header).Unpack();
        for (int row = 0; row < _header.Height; row++)
        {
            Span<byte> target = Target(row);
            for (int x = 0; x < target.Length; x++) { target[x] = LookUp(indices[row * _header.Width + x]); }
        }
    }

    private void ReadIndices()
    {
        for (int row = 0; row < _header.Height; row++)
        {
            ReadOnlySpan<byte> stored = Stored(row);
            Span<byte> target = Target(row);
            for (int x = 0; x < target.Length; x++) { target[x] = LookUp(PackedSamples.Read(stored, x, _header.BitDepth)); }
        }
    }

    private void ReadColors()
    {
        BmpMasks? masks = _header.BitDepth == 24 ? null : BmpMasks.Parse(_source, _header);
        for (int row = 0; row < _header.Height; row++)
        {
            ReadOnlySpan<byte> stored = Stored(row);
            Span<byte> target = Target(row);
            for (int x = 0; x < target.Length; x++)
            {
                target[x] = masks is null
                    ? Rec601.Opaque(stored[3 * x + 2], stored[3 * x + 1], stored[3 * x])
                    : masks.ToGray(_header.BitDepth == 16
                        ? BinaryPrimitives.ReadUInt16LittleEndian(stored[(2 * x)..])
                        : BinaryPrimitives.ReadUInt32LittleEndian(stored[(4 * x)..]));
            }
        }
    }

    private ReadOnlySpan<byte> Stored(int row) =>
        _source.Bytes.AsSpan((int)_header.PixelOffset + row * _header.RowBytes, _header.RowBytes);

    private Span<byte> Target(int row) =>
        _pixels.AsSpan((_header.TopDown ? row : _header.Height - 1 - row) * _header.Width, _header.Width);

    private byte LookUp(int index) => index < _palette.Length
        ? _palette[index]
        : throw _source.Malformed(_header.PixelOffset, $"a pixel has palette index {index}, but the palette has {_palette.Length} entries; "
            + "the file is malformed, so save the image anew as BMP.");

    /// <summary>The grey values of the palette, with as many entries as are said to be used and fit in front of the pixels.</summary>
    private byte[] ReadPalette()
    {
        int start = _header.End + BmpMasks.BytesBehind(_header);
        int entryBytes = _header.IsCore ? 3 : 4;
        long entries = 1 << _header.BitDepth;
        if (_header.ColorsUsed > 0) { entries = Math.Min(entries, _header.ColorsUsed); }
        entries = Math.Clamp(((long)_header.PixelOffset - start) / entryBytes, 0, entries);
        ReadOnlySpan<byte> colors = _source.Part(start, entries * entryBytes, "the palette").Span;
        byte[] palette = new byte[entries];
        for (int i = 0; i < palette.Length; i++)
        {
            ReadOnlySpan<byte> color = colors.Slice(i * entryBytes, 3);
            palette[i] = Rec601.Opaque(color[2], color[1], color[0], 255);
        }
        return palette;
    }
}
