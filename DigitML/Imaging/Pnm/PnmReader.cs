using System.Buffers.Binary;

namespace DigitML.Imaging.Pnm;

/// <summary>
/// Reads PBM, PGM and PPM pictures, plain and raw, and PAM as grey (Netpbm's manual pages pbm(5), pgm(5), ppm(5), pam(5)); of a file with
/// several pictures the first.
/// </summary>
internal sealed class PnmReader
{
    private readonly ImageSource _source;
    private readonly PnmText _text;
    private readonly PnmHeader _header;

    private PnmReader(ImageSource source)
    {
        _source = source;
        _text = new PnmText(source);
        _header = PnmHeader.Parse(source, _text);
        source.Part(_text.Position, _header.Height * _header.LeastRowBytes, "the pixels");
    }

    /// <summary>P1 to P7, what such a file starts with.</summary>
    public static byte[][] Signatures => [.. "1234567".Select(kind => new[] { (byte)'P', (byte)kind })];

    /// <summary>Decodes a file that starts with a signature.</summary>
    /// <exception cref="DigitMLException">The content is malformed or the picture too large.</exception>
    public static GrayImage Read(ImageSource source)
    {
        var reader = new PnmReader(source);
        PnmHeader header = reader._header;
        byte[] pixels = new byte[header.Width * header.Height];
        for (int y = 0; y < header.Height; y++)
        {
            reader.ReadRow(pixels.AsSpan(y * header.Width, header.Width));
        }
        return GrayImage.Wrap(header.Width, header.Height, pixels);
    }

    private void ReadRow(Span<byte> gray)
    {
        bool raw = _header.Encoding is PnmEncoding.Raw or PnmEncoding.RawBits;
        ReadOnlySpan<byte> row = raw ? _source.Bytes.AsSpan(_text.Position, (int)_header.LeastRowBytes) : [];
        if (_header is { Encoding: PnmEncoding.Raw, Channels: 1 or 3, Maximum: byte.MaxValue })
        {
            if (_header.Channels == 1) { row.CopyTo(gray); }
            else { Rec601.Opaque(row, gray); }
            _text.Position += row.Length;
            return;
        }
        Span<int> samples = stackalloc int[_header.Channels];
        for (int x = 0; x < gray.Length; x++)
        {
            for (int channel = 0; channel < samples.Length; channel++)
            {
                samples[channel] = ReadSample(row, x * samples.Length + channel);
            }
            gray[x] = ToGray(samples);
        }
        _text.Position += row.Length;
    }

    /// <summary>A sample of a raw row, or the next one of a plain picture.</summary>
    private int ReadSample(ReadOnlySpan<byte> row, int index)
    {
        long sample = _header.Encoding switch
        {
            PnmEncoding.RawBits => 1 - PackedSamples.Read(row, index, 1),
            PnmEncoding.PlainBits => 1 - _text.ReadBit(),
            PnmEncoding.Plain => _text.ReadNumber("a sample"),
            _ => _header.SampleBytes == 1 ? row[index] : BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        };
        if (sample > _header.Maximum)
        {
            int offset = row.IsEmpty ? _text.TokenOffset : _text.Position + index * _header.SampleBytes;
            throw _source.Malformed(offset, $"a sample is {sample:N0}, but the largest is said to be {_header.Maximum:N0}; "
                + "the file is malformed, so save the image anew.");
        }
        return (int)sample;
    }

    private byte ToGray(ReadOnlySpan<int> samples) => samples.Length switch
    {
        1 => Rec601.Opaque(samples[0], samples[0], samples[0], _header.Maximum),
        2 => Rec601.OnWhite(samples[0], samples[0], samples[0], samples[1], _header.Maximum),
        3 => Rec601.Opaque(samples[0], samples[1], samples[2], _header.Maximum),
        _ => Rec601.OnWhite(samples[0], samples[1], samples[2], samples[3], _header.Maximum),
    };
}
