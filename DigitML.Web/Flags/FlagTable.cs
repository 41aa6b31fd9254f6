using System.Buffers;
using System.Globalization;
using System.Text;

namespace DigitML.Web.Flags;

/// <summary>Writes rows of CSV (RFC 4180) that no spreadsheet takes for formulas.</summary>
internal static class FlagTable
{
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n"), Special = SearchValues.Create(",;\"\t\r\n");

    /// <summary>The first row.</summary>
    public static string Head { get; } = Row("time", "label", "read", "confidence", "file");

    /// <summary>One row with its line break.</summary>
    public static string Row(params ReadOnlySpan<string> cells)
    {
        var row = new StringBuilder();
        foreach (string cell in cells)
        {
            if (row.Length > 0) { row.Append(','); }
            row.Append(Cell(cell));
        }

        return row.Append('\n').ToString();
    }

    /// <summary>
    /// A cell. One that a spreadsheet would calculate (it begins with =, +, -, @, a tab or a line break, OWASP's list) gets an apostrophe
    /// in front, which spreadsheets take for "this is text"; numbers stay numbers.
    /// </summary>
    public static string Cell(string text)
    {
        bool isFormula = text.AsSpan().IndexOfAny(FormulaStarts) == 0
            && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        string safe = isFormula ? $"'{text}" : text;
        bool isPlain = !safe.AsSpan().ContainsAny(Special) && !safe.StartsWith(' ');
        return isPlain ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
