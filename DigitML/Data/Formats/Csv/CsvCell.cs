using System.Globalization;
using System.Text;

namespace DigitML.Data.Formats.Csv;

/// <summary>Reads single cells of a CSV row, quoted or not (RFC 4180).</summary>
internal static class CsvCell
{
    private const byte Quote = (byte)'"';

    /// <summary>Reads the text of a cell; blanks around it don't count.</summary>
    /// <param name="row">The row.</param>
    /// <param name="position">Where the cell begins; then just behind its delimiter, one beyond the row's length after the last cell.</param>
    /// <param name="delimiter">What separates cells.</param>
    /// <returns>The text; null if its quotes are not closed or something follows them.</returns>
    public static string? Read(ReadOnlySpan<byte> row, ref int position, byte delimiter)
    {
        if (position < row.Length && row[position] == Quote)
        {
            return ReadQuoted(row, ref position, delimiter);
        }
        ReadOnlySpan<byte> rest = row[position..];
        int length = rest.IndexOf(delimiter);
        ReadOnlySpan<byte> cell = length < 0 ? rest : rest[..length];
        position += cell.Length + 1;
        return Encoding.UTF8.GetString(cell).Trim();
    }

    /// <summary>All cells of a row; null if quotes are not closed.</summary>
    public static List<string>? ReadAll(ReadOnlySpan<byte> row, byte delimiter)
    {
        var cells = new List<string>();
        for (int position = 0; position <= row.Length;)
        {
            if (Read(row, ref position, delimiter) is not { } cell)
            {
                return null;
            }
            cells.Add(cell);
        }
        return cells;
    }

    /// <summary>Reads a whole number, which may be written as a decimal fraction too: 12, 12.0, 1.2e+01.</summary>
    public static bool TryWholeNumber(string text, out long number)
    {
        number = 0;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || value != Math.Floor(value) || Math.Abs(value) > 1e15)
        {
            return false;
        }
        number = (long)value;
        return true;
    }

    private static string? ReadQuoted(ReadOnlySpan<byte> row, ref int position, byte delimiter)
    {
        var text = new List<byte>();
        int end = position + 1;
        for (; end < row.Length; end++)
        {
            // A quote inside quotes is doubled.
            if (row[end] == Quote && !(end + 1 < row.Length && row[end + 1] == Quote))
            {
                break;
            }
            end += row[end] == Quote ? 1 : 0;
            text.Add(row[end]);
        }
        if (end >= row.Length || (end + 1 < row.Length && row[end + 1] != delimiter))
        {
            return null;
        }
        position = end + 2;
        return Encoding.UTF8.GetString([.. text]).Trim();
    }
}
