namespace DigitML.Data.Formats.Csv;

/// <summary>The lines of a text file as bytes, without their ends (LF or CR LF) and without a byte order mark.</summary>
/// <param name="stream">The file.</param>
internal sealed class CsvLines(DatasetStream stream)
{
    /// <summary>A picture of 1,000 x 1,000 pixels takes 4 MB; a longer line belongs to no table of images.</summary>
    private const int LongestLine = 16 << 20;

    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>How many lines were read.</summary>
    public int Count { get; private set; }

    /// <summary>The next line, which stays valid until the next call.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="DigitMLException">The file cannot be unpacked, is no UTF-8 text, or has an endless line.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int searched = 0, length;
        while ((length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0 && !_isAtEnd)
        {
            searched = _end - _start;
            ReadMore();
        }
        bool isLast = length < 0;
        line = _buffer.AsSpan(_start, isLast ? _end - _start : searched + length);
        _start += line.Length + (isLast ? 0 : 1);
        if (isLast && line.IsEmpty)
        {
            return false;
        }
        Count++;
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        return true;
    }

    private void ReadMore()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        bool isFirst = _end == 0;
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_end >= LongestLine)
            {
                throw new DigitMLException($"'{stream.Source}', row {Count + 1} is longer than {LongestLine:N0} bytes; "
                    + "give a CSV file with one image a row.");
            }
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        int count = stream.Fill(_buffer.AsSpan(_end));
        _isAtEnd = count < _buffer.Length - _end;
        _end += count;
        if (isFirst)
        {
            CheckEncoding();
        }
    }

    private void CheckEncoding()
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(0, _end);
        if (text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new DigitMLException($"'{stream.Source}' begins with the mark of UTF-16; save it as CSV in UTF-8.");
        }
        if (text.StartsWith("PK\x03\x04"u8))
        {
            throw new DigitMLException($"'{stream.Source}' is a ZIP archive or a workbook; save the table as CSV, or unpack it.");
        }
        _start = text is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
    }
}
