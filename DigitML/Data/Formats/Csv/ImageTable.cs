namespace DigitML.Data.Formats.Csv;

/// <summary>The images of one file and what the file says of them; labels are as written until the classes are known.</summary>
/// <param name="Source">What messages call the file.</param>
/// <param name="Pixels">All images one after the other, each row by row, one byte a pixel.</param>
/// <param name="Count">How many images there are, at least 1.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Labels">One label an image; null if the file has none.</param>
/// <param name="Files">The files that were read.</param>
internal sealed record ImageTable(
    string Source, ReadOnlyMemory<byte> Pixels, int Count, int Height, int Width, LabelColumn? Labels, IReadOnlyList<DatasetFileHash> Files)
{
    /// <summary>What the column of names is called, such as <c>id</c>; null if there is none.</summary>
    public string? IdName { get; init; }

    /// <summary>The name of each image; null if there is no such column.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The labels, which must be there.</summary>
    /// <exception cref="DigitMLException">The file has none.</exception>
    public LabelColumn RequiredLabels => Labels ?? throw new DigitMLException(
        $"'{Source}' has {Count} images but no labels; give a file with a column or an array of labels, "
        + "or let a model label it: digitml predict with --submission.");

    /// <summary>Images and labels together.</summary>
    /// <param name="names">What the classes are called.</param>
    /// <exception cref="DigitMLException">There are no labels, or one is outside the classes.</exception>
    public ImageSet ToSet(IReadOnlyList<string> names) => ImageSet.Over(Pixels, RequiredLabels.ToIndices(names), Height, Width, names);

    /// <summary>Puts files that belong together to parts of a data set, with classes in common.</summary>
    /// <param name="train">The training images; null if there are none.</param>
    /// <param name="validation">The images that the set keeps for validation; null if it keeps none.</param>
    /// <param name="test">The test images; null if there are none.</param>
    /// <param name="options">May name the classes.</param>
    /// <exception cref="DigitMLException">Labels are missing or outside the classes.</exception>
    public static DatasetParts ToParts(ImageTable? train, ImageTable? validation, ImageTable? test, DatasetOptions options)
    {
        ImageTable[] tables = [.. new[] { train, validation, test }.OfType<ImageTable>()];
        IReadOnlyList<string> names = options.LabelNames ?? LabelColumn.NamesFor([.. tables.Select(table => table.RequiredLabels)]);
        return new(train?.ToSet(names), test?.ToSet(names), [.. tables.SelectMany(table => table.Files)])
        {
            Validation = validation?.ToSet(names),
        };
    }
}
