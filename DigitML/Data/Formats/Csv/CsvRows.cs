namespace DigitML.Data.Formats.Csv;

/// <summary>Turns the rows of a CSV file into pixels, labels and names. Errors are <see cref="DigitMLException"/>s.</summary>
/// <param name="source">What messages call the file.</param>
/// <param name="layout">What the columns are.</param>
/// <param name="length">Bytes of the whole file, to guess the number of rows from; null if not known.</param>
internal sealed class CsvRows(string source, CsvLayout layout, long? length)
{
    private readonly int _size = layout.Side * layout.Side;
    private readonly int _firstRow = layout.HasHeader ? 2 : 1;
    private readonly LabelColumn? _labels = layout.LabelColumn < 0 ? null : new LabelColumn(source, "row", layout.HasHeader ? 2 : 1);
    private readonly List<string>? _ids = layout.IdColumn < 0 ? null : [];
    private byte[] _pixels = [];
    private int _count;
    private int _emptyRow;

    private int Row => _firstRow + _count;

    /// <summary>Adds an image.</summary>
    /// <param name="row">The row without its end; empty rows may stand at the end of the file only.</param>
    public void Add(ReadOnlySpan<byte> row)
    {
        if (row.IsEmpty)
        {
            _emptyRow = _emptyRow == 0 ? Row : _emptyRow;
            return;
        }
        if (_emptyRow > 0)
        {
            throw new DigitMLException($"'{source}', row {_emptyRow} is empty, but the file goes on; remove the row.");
        }
        EnsureCapacity(row.Length);
        Read(row, _pixels.AsSpan(_count * _size, _size));
        _count++;
    }

    /// <summary>All images.</summary>
    /// <param name="sha256">The sum of the unpacked file.</param>
    public ImageTable ToTable(string sha256)
    {
        if (_count == 0)
        {
            throw new DigitMLException($"'{source}' has a row of column names but no image; give a file with one image a row.");
        }
        ReadOnlyMemory<byte> pixels = _pixels.AsMemory(0, _count * _size);
        return new ImageTable(source, pixels, _count, layout.Side, layout.Side, _labels, [new DatasetFileHash(source, sha256, null)])
        {
            IdName = layout.IdColumn < 0 ? null : layout.Names[layout.IdColumn],
            Ids = _ids,
        };
    }

    private void Read(ReadOnlySpan<byte> row, Span<byte> pixels)
    {
        int position = 0;
        for (int column = 0; column < layout.Columns;)
        {
            int end = layout.NextSpecial(column);
            ReadPixels(row, ref position, column, pixels[..(end - column)]);
            pixels = pixels[(end - column)..];
            column = end;
            if (column < layout.Columns)
            {
                ReadSpecial(row, ref position, column++);
            }
        }
        if (position <= row.Length)
        {
            throw Ragged(row);
        }
    }

    private void ReadSpecial(ReadOnlySpan<byte> row, ref int position, int column)
    {
        string text = ReadText(row, ref position, column);
        if (column == layout.IdColumn)
        {
            _ids!.Add(text);
            return;
        }
        _labels!.Add(text.Contains('.') && CsvCell.TryWholeNumber(text, out long number) ? $"{number}" : text);
    }

    // Nearly all cells are one to three digits and a comma: those are read here, others by ReadOddPixel.
    private void ReadPixels(ReadOnlySpan<byte> row, ref int position, int column, Span<byte> pixels)
    {
        byte delimiter = layout.Delimiter;
        int next = position;
        for (int i = 0; i < pixels.Length; i++)
        {
            int start = next, value = 0;
            uint digit;
            while (next < row.Length && (digit = (uint)row[next] - '0') <= 9 && next - start < 4)
            {
                value = value * 10 + (int)digit;
                next++;
            }
            bool isEnd = next == row.Length || (next < row.Length && row[next] == delimiter);
            if (next == start || value > byte.MaxValue || !isEnd)
            {
                next = start;
                value = ReadOddPixel(row, ref next, column + i);
                next--;
            }
            pixels[i] = (byte)value;
            next++;
        }
        position = next;
    }

    private int ReadOddPixel(ReadOnlySpan<byte> row, ref int position, int column)
    {
        string text = ReadText(row, ref position, column);
        return CsvCell.TryWholeNumber(text, out long number) && number is >= 0 and <= byte.MaxValue ? (int)number
            : throw new DigitMLException($"'{source}', row {Row}, {layout.Describe(column)} is '{Short(text)}', "
                + "but a pixel is a whole number from 0 to 255; correct the cell.");
    }

    private string ReadText(ReadOnlySpan<byte> row, ref int position, int column)
    {
        if (position > row.Length)
        {
            throw Ragged(row);
        }
        return CsvCell.Read(row, ref position, layout.Delimiter)
            ?? throw new DigitMLException($"'{source}', row {Row}, {layout.Describe(column)} has quotation marks that are not closed; "
                + "correct the row.");
    }

    private DigitMLException Ragged(ReadOnlySpan<byte> row)
    {
        string count = CsvCell.ReadAll(row, layout.Delimiter) is { } cells ? $"{cells.Count} cells" : "another number of cells";
        return new($"'{source}', row {Row} has {count}, but row 1 has {layout.Columns}; correct the row, or fetch the file again.");
    }

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "...";

    private void EnsureCapacity(int rowLength)
    {
        long needed = (_count + 1L) * _size;
        if (needed <= _pixels.Length)
        {
            return;
        }
        if (needed > Array.MaxLength)
        {
            throw new DigitMLException($"'{source}' has more than {Array.MaxLength / _size:N0} images, all that fit in memory; split the file.");
        }
        // Rows are about as long as each other: the first one tells how many there will be, and a file that is whole is not copied.
        long guess = _count == 0 && length is { } bytes ? bytes / (rowLength + 1) * 9 / 8 * _size : 0;
        Array.Resize(ref _pixels, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(needed, guess), _pixels.Length * 2L)));
    }
}
