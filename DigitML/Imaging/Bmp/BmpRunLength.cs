namespace DigitML.Imaging.Bmp;

/// <summary>
/// Unpacks BMP's run-length encoding (Microsoft, Bitmap Compression): two bytes are a run, or after a first byte of 0 the end of a row, the
/// end of the picture, a jump, or pixels as they are.
/// </summary>
internal sealed class BmpRunLength(ImageSource source, BmpHeader header)
{
    private const int EndOfRow = 0, EndOfPicture = 1, Jump = 2;

    private readonly byte[] _indices = new byte[header.Width * header.Height];
    private int _position = (int)Math.Min(header.PixelOffset, int.MaxValue - 2);
    private int _x;
    private int _y;

    /// <summary>Unpacks the picture.</summary>
    /// <returns>The palette index of every pixel, rows from the bottom; 0 where a jump left pixels out.</returns>
    /// <exception cref="DigitMLException">The file is cut off, or a jump leaves the picture.</exception>
    public byte[] Unpack()
    {
        // A file without its end mark is whole if it has all the rows.
        while (_y < header.Height && (_x < header.Width || _y < header.Height - 1 || _position < source.Bytes.Length))
        {
            ReadOnlySpan<byte> code = Take(2);
            if (code[0] > 0)
            {
                Paint(code[0], code.Slice(1, 1), repeat: true);
            }
            else if (code[1] == EndOfPicture)
            {
                break;
            }
            else
            {
                Escape(code[1]);
            }
        }
        return _indices;
    }

    private void Escape(int code)
    {
        if (code == EndOfRow)
        {
            (_x, _y) = (0, _y + 1);
        }
        else if (code == Jump)
        {
            ReadOnlySpan<byte> step = Take(2);
            (_x, _y) = (Math.Min(_x + step[0], header.Width), _y + step[1]);
            CheckInside();
        }
        else
        {
            int bytes = header.BitDepth == 8 ? code : (code + 1) / 2;
            // Pixels are filled up to a whole word.
            Paint(code, Take(bytes + (bytes & 1)), repeat: false);
        }
    }

    private void Paint(int count, ReadOnlySpan<byte> values, bool repeat)
    {
        // Some programs code rows that are filled up to 4 bytes.
        Span<byte> target = _indices.AsSpan(_y * header.Width + _x, Math.Min(count, header.Width - _x));
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = header.BitDepth == 8
                ? values[repeat ? 0 : i]
                : (byte)PackedSamples.Read(values, repeat ? i & 1 : i, 4);
        }
        _x += target.Length;
    }

    private void CheckInside()
    {
        if (_y >= header.Height)
        {
            throw source.Malformed(_position, $"a jump goes to row {_y:N0} of a picture of {header.Height:N0} rows; "
                + "the file is malformed, so save the image anew as BMP.");
        }
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        ReadOnlySpan<byte> taken = source.Part(_position, bytes, "the run-length code").Span;
        _position += bytes;
        return taken;
    }
}
