using System.Buffers.Binary;

namespace DigitML.Imaging.Gif;

/// <summary>
/// Reads the first frame of GIF pictures as grey (CompuServe, Graphics Interchange Format, versions 87a and 89a). The frame is laid on the
/// file's screen; what it leaves free or transparent is white.
/// </summary>
internal sealed class GifReader
{
    private const int ScreenBytes = 13;
    private const byte Extension = 0x21, Frame = 0x2C, Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;

    private readonly ImageSource _source;
    private int _position = ScreenBytes;
    private int _transparentIndex = -1;

    private GifReader(ImageSource source) => _source = source;

    /// <summary>GIF87a and GIF89a, what such a file starts with.</summary>
    public static byte[][] Signatures => ["GIF87a"u8.ToArray(), "GIF89a"u8.ToArray()];

    /// <summary>Decodes a file that starts with a signature.</summary>
    /// <exception cref="DigitMLException">The content is malformed or the picture too large.</exception>
    public static GrayImage Read(ImageSource source)
    {
        var reader = new GifReader(source);
        byte[] screen = source.Part(0, ScreenBytes, "the header").ToArray();
        byte[] globalTable = reader.ReadTable(screen[10]);
        while (reader.ReadByte("a block") is var block && block != Frame)
        {
            reader.SkipBlock(block);
        }
        GifFrame frame = GifFrame.Parse(source, reader._position);
        reader._position += GifFrame.Bytes;
        byte[] table = frame.HasTable ? reader.ReadTable(frame.Flags) : globalTable;
        // Files exist whose frame is larger than their screen.
        int width = Math.Max(frame.Left + frame.Width, BinaryPrimitives.ReadUInt16LittleEndian(screen.AsSpan(6)));
        int height = Math.Max(frame.Top + frame.Height, BinaryPrimitives.ReadUInt16LittleEndian(screen.AsSpan(8)));
        source.CheckSize(6, width, height);
        if (table.Length == 0)
        {
            throw source.Malformed(reader._position, "the first frame has no colour table; the file is malformed, so save the image anew as GIF.");
        }
        return reader.ReadFrame(frame, table, width, height);
    }

    private GrayImage ReadFrame(GifFrame frame, byte[] table, int width, int height)
    {
        int literalBits = ReadByte("the size of a code");
        if (literalBits is < 2 or > 8)
        {
            throw _source.Malformed(_position - 1, $"codes of {literalBits} bits are said to be in use, but 2 to 8 are possible; "
                + "the file is malformed, so save the image anew as GIF.");
        }
        int start = _position;
        var decoder = new LzwDecoder(ReadData(), literalBits, LzwVariant.LowBitsFirst);
        byte[] pixels = new byte[width * height];
        Array.Fill(pixels, (byte)255);
        byte[] row = new byte[frame.Width];
        foreach (int y in frame.Rows())
        {
            ReadRow(decoder, row, start, y);
            ToGray(row, table, start, pixels.AsSpan((frame.Top + y) * width + frame.Left, frame.Width));
        }
        return GrayImage.Wrap(width, height, pixels);
    }

    private void ReadRow(LzwDecoder decoder, byte[] row, int start, int y)
    {
        int count;
        try
        {
            count = decoder.Read(row);
        }
        catch (DigitMLException error)
        {
            throw _source.Malformed(start, $"the image data has {error.Message} in row {y:N0}; the file is damaged, so get a fresh copy.", error);
        }
        if (count < row.Length)
        {
            throw _source.Malformed(start, $"the image data ends within row {y:N0}; the file is cut off or damaged, so get a complete copy.");
        }
    }

    private void ToGray(ReadOnlySpan<byte> row, byte[] table, int start, Span<byte> gray)
    {
        for (int x = 0; x < row.Length; x++)
        {
            if (row[x] == _transparentIndex) { continue; }
            if (row[x] >= table.Length)
            {
                throw _source.Malformed(start, $"a pixel has colour {row[x]}, but the colour table has {table.Length} entries; "
                    + "the file is malformed, so save the image anew as GIF.");
            }
            gray[x] = table[row[x]];
        }
    }

    /// <summary>The grey values of a colour table; none when the flags say that there is no table.</summary>
    private byte[] ReadTable(byte flags)
    {
        if ((flags & 0x80) == 0) { return []; }
        byte[] table = new byte[2 << (flags & 7)];
        ReadOnlySpan<byte> colors = _source.Part(_position, 3 * table.Length, "the colour table").Span;
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = Rec601.Opaque(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2], 255);
        }
        _position += colors.Length;
        return table;
    }

    private void SkipBlock(byte block)
    {
        if (block != Extension)
        {
            throw _source.Malformed(_position - 1, block == Trailer ? "the file ends without a frame; save the image anew as GIF."
                : $"block {block:X2} is unknown; the file is damaged, so get a fresh copy.");
        }
        bool control = ReadByte("an extension") == GraphicControl;
        int start = _position;
        SkipData();
        if (control && _position - start >= 6)
        {
            // Length, flags, delay of two bytes, index.
            _transparentIndex = (_source.Bytes[start + 1] & 1) != 0 ? _source.Bytes[start + 4] : -1;
        }
    }

    /// <summary>The content of a chain of sub-blocks, joined.</summary>
    private byte[] ReadData()
    {
        int position = _position;
        byte[] joined = new byte[SkipData()];
        for (int length = 0; length < joined.Length; )
        {
            int block = _source.Bytes[position];
            _source.Bytes.AsSpan(position + 1, block).CopyTo(joined.AsSpan(length));
            length += block;
            position += block + 1;
        }
        return joined;
    }

    /// <summary>Passes over a chain of sub-blocks, which an empty one ends; returns how many bytes they hold.</summary>
    private int SkipData()
    {
        int sum = 0;
        for (int length; (length = ReadByte("a block of data")) > 0; sum += length)
        {
            _source.Part(_position, length, "a block of data");
            _position += length;
        }
        return sum;
    }

    private byte ReadByte(string what) => _source.Part(_position++, 1, what).Span[0];
}
