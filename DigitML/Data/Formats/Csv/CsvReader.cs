namespace DigitML.Data.Formats.Csv;

/// <summary>
/// Reads images from CSV files, plain or gzip, one a row: Kaggle's <c>label,pixel0,...</c> and <c>id,pixel0,...</c>,
/// <c>label,1x1,1x2,...</c>, and files without a header, with or without a label in front.
/// </summary>
internal static class CsvReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">The file is no table of square images; says which row and column.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ImageTable Read(string path, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using DatasetStream stream = DatasetStream.Open(path, progress, cancellationToken);
        var lines = new CsvLines(stream);
        CsvLayout layout = ReadLayout(path, lines, out ReadOnlySpan<byte> line);
        var rows = new CsvRows(path, layout, stream.Length);
        if (!layout.HasHeader)
        {
            rows.Add(line);
        }
        while (lines.TryRead(out line))
        {
            rows.Add(line);
        }
        return rows.ToTable(stream.Sha256());
    }

    /// <summary>Whether a file has a column of labels; reads only its first row. Errors as for <see cref="Read"/>.</summary>
    public static bool HasLabels(string path)
    {
        using DatasetStream stream = DatasetStream.Open(path);
        return ReadLayout(path, new CsvLines(stream), out _).LabelColumn >= 0;
    }

    private static CsvLayout ReadLayout(string path, CsvLines lines, out ReadOnlySpan<byte> line)
        => lines.TryRead(out line) && !line.IsEmpty ? CsvLayout.Detect(path, line)
            : throw new DigitMLException($"'{path}' {(lines.Count == 0 ? "is empty" : "begins with an empty row")}; "
                + "give a CSV file with one image a row: label,pixel0,pixel1,...");
}
