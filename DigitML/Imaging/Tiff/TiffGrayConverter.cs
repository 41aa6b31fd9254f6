using System.Buffers.Binary;

namespace DigitML.Imaging.Tiff;

/// <summary>Turns rows of samples of any depth and meaning into grey pixels on white paper.</summary>
internal sealed class TiffGrayConverter
{
    private const int Premultiplied = 1, Straight = 2;

    private readonly TiffHeader _header;
    private readonly bool _bigEndian;
    private readonly int _maximum;
    private readonly bool _hasAlpha;
    // The grey of every sample, where one of 8 bits at most makes a pixel; otherwise empty.
    private readonly byte[] _table;

    /// <summary>A converter for the pixels of a directory.</summary>
    /// <exception cref="DigitMLException">The palette is missing or too short.</exception>
    public TiffGrayConverter(TiffDirectory directory, TiffHeader header)
    {
        _header = header;
        _bigEndian = directory.BigEndian;
        _maximum = (1 << header.BitDepth) - 1;
        _hasAlpha = header.Samples > header.ColorSamples && header.Alpha is Premultiplied or Straight;
        _table = header.Photometric == TiffPhotometric.Palette ? PaletteTable(directory)
            : header is { ColorSamples: 1, BitDepth: <= 8 } && !_hasAlpha ? GrayTable()
            : [];
    }

    /// <summary>Adds up the differences of a row; only for samples of 8 and 16 bits (TIFF 6.0, section 14).</summary>
    public void UndoPredictor(Span<byte> row)
    {
        int step = _header.RowSamples * _header.BitDepth / 8;
        for (int i = step; i < row.Length; i += _header.BitDepth / 8)
        {
            if (_header.BitDepth == 8)
            {
                row[i] += row[i - step];
                continue;
            }
            ushort sum = (ushort)(Read16(row[i..]) + Read16(row[(i - step)..]));
            BinaryPrimitives.WriteUInt16LittleEndian(row[i..], _bigEndian ? BinaryPrimitives.ReverseEndianness(sum) : sum);
        }
    }

    /// <summary>Converts a row.</summary>
    /// <param name="rows">The bytes of the row, of every plane if each sample has one of its own.</param>
    /// <param name="gray">Takes the pixels, one byte each; its length says how many there are.</param>
    public void Convert(byte[][] rows, Span<byte> gray)
    {
        if (_table.Length > 0)
        {
            LookUp(rows[0], gray);
            return;
        }
        if (_header is { ColorSamples: 3, Samples: 3, BitDepth: 8, Planar: false })
        {
            Rec601.Opaque(rows[0], gray);
            return;
        }
        Span<int> samples = stackalloc int[_header.ColorSamples + (_hasAlpha ? 1 : 0)];
        for (int x = 0; x < gray.Length; x++)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = _header.Planar ? ReadSample(rows[i], x) : ReadSample(rows[0], x * _header.Samples + i);
            }
            gray[x] = ToGray(samples, _hasAlpha ? samples[^1] : _maximum);
        }
    }

    private void LookUp(byte[] row, Span<byte> gray)
    {
        int step = _header.Planar ? 1 : _header.Samples;
        if (_header.BitDepth == 8 && step == 1)
        {
            for (int x = 0; x < gray.Length; x++) { gray[x] = _table[row[x]]; }
            return;
        }
        for (int x = 0; x < gray.Length; x++) { gray[x] = _table[PackedSamples.Read(row, x * step, _header.BitDepth)]; }
    }

    private byte ToGray(ReadOnlySpan<int> samples, int alpha)
    {
        int first = _header.Photometric == TiffPhotometric.WhiteIsZero ? _maximum - samples[0] : samples[0];
        bool color = _header.ColorSamples == 3;
        int green = color ? samples[1] : first, blue = color ? samples[2] : first;
        return _header.Alpha == Straight
            ? Rec601.OnWhite(first, green, blue, alpha, _maximum)
            : Rec601.Premultiplied(first, green, blue, alpha, _maximum);
    }

    private int ReadSample(byte[] row, int index) =>
        _header.BitDepth == 16 ? Read16(row.AsSpan(2 * index)) : PackedSamples.Read(row, index, _header.BitDepth);

    private ushort Read16(ReadOnlySpan<byte> bytes) =>
        _bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private byte[] GrayTable()
    {
        byte[] table = new byte[_maximum + 1];
        for (int sample = 0; sample < table.Length; sample++) { table[sample] = ToGray([sample], _maximum); }
        return table;
    }

    private byte[] PaletteTable(TiffDirectory directory)
    {
        TiffField map = directory.Require(TiffTag.ColorMap);
        int entries = _maximum + 1;
        if (map.Count < 3 * entries)
        {
            throw directory.Refuse(TiffTag.ColorMap, $"the palette has {map.Count:N0} values, but {_header.BitDepth} bits a pixel need "
                + $"{3 * entries:N0}; the file is malformed, so save the image anew as TIFF.");
        }
        byte[] palette = new byte[entries];
        // Some programs wrote 8 bits where 16 belong; then no value is above 255.
        int maximum = Enumerable.Range(0, 3 * entries).Any(i => map[i] > 255) ? 65535 : 255;
        for (int i = 0; i < entries; i++)
        {
            palette[i] = Rec601.Opaque(map[i], map[entries + i], map[2 * entries + i], maximum);
        }
        return palette;
    }
}
