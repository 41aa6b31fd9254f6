using System.Globalization;

namespace DigitML.Data.Formats.Csv;

/// <summary>What the columns of a CSV file of images are, told by its first row.</summary>
/// <param name="Delimiter">What separates cells: a comma, a semicolon or a tab.</param>
/// <param name="HasHeader">Whether the first row names the columns.</param>
/// <param name="Names">The first row's cells.</param>
/// <param name="LabelColumn">Which column is the label; -1 if none is.</param>
/// <param name="IdColumn">Which column names the image; -1 if none does.</param>
/// <param name="Side">Rows and columns of an image.</param>
internal sealed record CsvLayout(byte Delimiter, bool HasHeader, IReadOnlyList<string> Names, int LabelColumn, int IdColumn, int Side)
{
    private static readonly string[] LabelNames = ["label", "labels", "class", "target", "digit", "y"];
    private static readonly string[] IdNames = ["id", "imageid", "image_id", "index", "unnamed: 0", ""];

    /// <summary>How many cells a row has.</summary>
    public int Columns => Names.Count;

    /// <summary>Tells the layout.</summary>
    /// <param name="source">What messages call the file.</param>
    /// <param name="line">The first row.</param>
    /// <exception cref="DigitMLException">These are no columns of square images.</exception>
    public static CsvLayout Detect(string source, ReadOnlySpan<byte> line)
    {
        byte delimiter = line.Contains((byte)',') ? (byte)',' : line.Contains((byte)';') ? (byte)';' : (byte)'\t';
        List<string> cells = CsvCell.ReadAll(line, delimiter)
            ?? throw new DigitMLException($"'{source}', row 1 has a quotation mark that is not closed; correct the row.");
        bool hasHeader = IsHeader(cells);
        int label = hasHeader ? Find(cells, LabelNames) : -1, id = hasHeader ? Find(cells, IdNames) : -1;
        int pixels = cells.Count - (label < 0 ? 0 : 1) - (id < 0 ? 0 : 1);
        if (label < 0 && SideOf(pixels) == 0 && SideOf(pixels - 1) > 0)
        {
            label = id == 0 ? 1 : 0;
            pixels--;
        }
        var layout = new CsvLayout(delimiter, hasHeader, cells, label, id, SideOf(pixels));
        if (layout.Side == 0)
        {
            throw new DigitMLException($"'{source}' has {cells.Count} columns, {pixels} of them pixels, which make no square image; "
                + "give label,pixel0,pixel1,... with as many pixels as 28 x 28 = 784.");
        }
        if (hasHeader)
        {
            layout.CheckOrder(source);
        }
        return layout;
    }

    /// <summary>Whether a column holds a pixel.</summary>
    public bool IsPixel(int column) => column != LabelColumn && column != IdColumn;

    /// <summary>The first column that is no pixel, from a column on; <see cref="Columns"/> if there is none.</summary>
    public int NextSpecial(int column)
        => new[] { LabelColumn, IdColumn }.Where(special => special >= column).DefaultIfEmpty(Columns).Min();

    /// <summary>What messages call a column: its number from 1 and its name.</summary>
    public string Describe(int column) => HasHeader ? $"column {column + 1} ({Names[column]})" : $"column {column + 1}";

    // One word alone is a class; 0, 1, ... 784 are what pandas calls columns without names.
    private static bool IsHeader(List<string> cells)
        => Find(cells, LabelNames) >= 0
            || cells.Count(cell => !CsvCell.TryWholeNumber(cell, out _)) > 1
            || (Number(cells[^1]) > byte.MaxValue && IsAscending(cells[1..]));

    private static bool IsAscending(List<string> cells) => !cells.Where((cell, i) => Number(cell) != Number(cells[0]) + i).Any();

    private static long Number(string cell) => CsvCell.TryWholeNumber(cell, out long number) ? number : -1;

    private static int Find(List<string> cells, string[] names)
        => cells.FindIndex(cell => names.Contains(cell.ToLowerInvariant()));

    // An image has 2 x 2 pixels at least, so that a list of words or numbers is no table of images.
    private static int SideOf(int pixels)
    {
        int side = (int)Math.Sqrt(Math.Max(0, pixels));
        return side > 1 && side * side == pixels ? side : 0;
    }

    // Pixels in another order than their numbers would be read as noise: pixel10 before pixel2, as some tools sort.
    private void CheckOrder(string source)
    {
        int[] pixels = [.. Enumerable.Range(0, Columns).Where(IsPixel)];
        foreach ((int before, int column) in pixels.Zip(pixels.Skip(1)))
        {
            (string prefix, int number) = Split(Names[before]);
            (string nextPrefix, int nextNumber) = Split(Names[column]);
            if (prefix == nextPrefix && number >= 0 && nextNumber != number + 1)
            {
                throw new DigitMLException($"'{source}', {Describe(column)} follows {Describe(before)}, "
                    + $"but pixels must be in order, {prefix}{number + 1} after {Names[before]}; sort the columns.");
            }
        }
    }

    private static (string Prefix, int Number) Split(string name)
    {
        string prefix = name.TrimEnd("0123456789".ToCharArray());
        return (prefix, int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1);
    }
}
