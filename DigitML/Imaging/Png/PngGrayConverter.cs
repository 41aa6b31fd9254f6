using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DigitML.Imaging.Png;

/// <summary>Turns a row of samples of any colour type and bit depth into grey pixels on white paper.</summary>
internal sealed class PngGrayConverter
{
    private readonly ImageSource _source;
    private readonly PngFile _file;
    private readonly PngHeader _header;
    private readonly byte[] _table;
    private readonly bool _isIdentity;
    private readonly int[] _transparentColor;

    /// <summary>A converter for the pixels of a file.</summary>
    public PngGrayConverter(ImageSource source, PngFile file)
    {
        _source = source;
        _file = file;
        _header = file.Header;
        _transparentColor = TransparentColor();
        _table = _header.ColorType == PngColorType.Palette ? PaletteTable() : _header.BitDepth <= 8 ? GrayTable() : [];
        _isIdentity = _table.Length == 256 && !_table.Where((gray, sample) => gray != sample).Any();
    }

    /// <summary>Converts a row.</summary>
    /// <param name="row">The bytes of the row after its filter was undone.</param>
    /// <param name="gray">Takes the pixels, one byte each; its length says how many there are.</param>
    /// <exception cref="DigitMLException">An index has no entry in the palette.</exception>
    public void Convert(ReadOnlySpan<byte> row, Span<byte> gray)
    {
        if (_header.Channels == 1 && _header.BitDepth <= 8)
        {
            LookUp(row, gray);
            return;
        }
        if (_header.FilterBytes == sizeof(uint))
        {
            ConvertRuns(row, gray);
            return;
        }
        if (_header is { Channels: 3, BitDepth: 8 } && _transparentColor.Length == 0)
        {
            Rec601.Opaque(row, gray);
            return;
        }
        int pixelBytes = _header.FilterBytes;
        for (int x = 0; x < gray.Length; x++)
        {
            ReadOnlySpan<byte> pixel = row.Slice(x * pixelBytes, pixelBytes);
            bool isRun = x > 0 && pixel.SequenceEqual(row.Slice((x - 1) * pixelBytes, pixelBytes));
            gray[x] = isRun ? gray[x - 1] : PixelToGray(pixel);
        }
    }

    // A drawing, which browsers store in four bytes a pixel, is made of long runs of one colour.
    private void ConvertRuns(ReadOnlySpan<byte> row, Span<byte> gray)
    {
        ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(row)[..gray.Length];
        for (int x = 0; x < pixels.Length;)
        {
            int length = pixels[x..].IndexOfAnyExcept(pixels[x]);
            if (length < 0) { length = pixels.Length - x; }
            gray.Slice(x, length).Fill(PixelToGray(row.Slice(x * sizeof(uint), sizeof(uint))));
            x += length;
        }
    }

    private void LookUp(ReadOnlySpan<byte> row, Span<byte> gray)
    {
        if (_header.BitDepth == 8 && _table.Length == 256)
        {
            if (_isIdentity)
            {
                row[..gray.Length].CopyTo(gray);
                return;
            }
            for (int x = 0; x < gray.Length; x++) { gray[x] = _table[row[x]]; }
            return;
        }
        int depth = _header.BitDepth;
        int perByte = 8 / depth;
        for (int x = 0; x < gray.Length; x++)
        {
            int shift = 8 - depth * (x % perByte + 1);
            int sample = (row[x / perByte] >> shift) & ((1 << depth) - 1);
            if (sample >= _table.Length)
            {
                throw _source.Malformed(_file.DataOffset, $"a pixel has palette index {sample}, but the palette has {_table.Length} "
                    + "entries; the file is malformed, so save the image anew as PNG.");
            }
            gray[x] = _table[sample];
        }
    }

    private byte PixelToGray(ReadOnlySpan<byte> pixel)
    {
        Span<int> samples = stackalloc int[_header.Channels];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = _header.BitDepth == 16 ? BinaryPrimitives.ReadUInt16BigEndian(pixel[(2 * i)..]) : pixel[i];
        }
        int maximum = (1 << _header.BitDepth) - 1;
        bool color = samples.Length >= 3;
        int alpha = samples.Length % 2 == 0 ? samples[^1] : samples.SequenceEqual(_transparentColor) ? 0 : maximum;
        return Rec601.OnWhite(samples[0], color ? samples[1] : samples[0], color ? samples[2] : samples[0], alpha, maximum);
    }

    private byte[] GrayTable()
    {
        int maximum = (1 << _header.BitDepth) - 1;
        byte[] table = new byte[maximum + 1];
        for (int sample = 0; sample <= maximum; sample++)
        {
            bool transparent = _transparentColor.Length == 1 && _transparentColor[0] == sample;
            table[sample] = Rec601.OnWhite(sample, sample, sample, transparent ? 0 : maximum, maximum);
        }
        return table;
    }

    private byte[] PaletteTable()
    {
        ReadOnlySpan<byte> colors = _file.Palette.Span;
        ReadOnlySpan<byte> alphas = _file.Transparency.Span;
        byte[] table = new byte[colors.Length / 3];
        for (int i = 0; i < table.Length; i++)
        {
            int alpha = i < alphas.Length ? alphas[i] : 255;
            table[i] = Rec601.OnWhite(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2], alpha, 255);
        }
        return table;
    }

    /// <summary>The samples that mean transparent, for grey and RGB; otherwise none.</summary>
    private int[] TransparentColor()
    {
        if (_header.ColorType == PngColorType.Palette)
        {
            return [];
        }
        int[] color = new int[_file.Transparency.Length / 2];
        for (int i = 0; i < color.Length; i++)
        {
            // Only the low bits count for depths below 16 (section 11.3.2.1).
            color[i] = BinaryPrimitives.ReadUInt16BigEndian(_file.Transparency.Span[(2 * i)..]) & ((1 << _header.BitDepth) - 1);
        }
        return color;
    }
}
