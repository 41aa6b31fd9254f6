namespace DigitML.Data.Formats.Csv;

/// <summary>A folder of CSV files as Kaggle hands them out: train.csv, test.csv, and Dig-MNIST.csv of Kannada-MNIST.</summary>
internal static class CsvFolder
{
    private static readonly string[] Endings = [".csv", ".csv.gz"];

    /// <summary>Whether a path has the ending of a CSV file.</summary>
    public static bool IsCsv(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether there is a file to train on or to test with.</summary>
    public static bool Fits(string folder) => Find(folder, "train") is not null || FindTest(folder) is not null;

    /// <summary>
    /// Reads the training images of train.csv, the validation images of val.csv if there is one, and the test images of test.csv or, if
    /// that has no labels, of Dig-MNIST.csv.
    /// </summary>
    /// <exception cref="DigitMLException">A file is malformed, or there are labels in none.</exception>
    public static DatasetParts Read(
        string folder, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        string? train = Find(folder, "train"), test = FindTest(folder);
        test = train is not null && test is not null && !CsvReader.HasLabels(test) ? Find(folder, "dig-mnist") : test;
        return ImageTable.ToParts(Read(train), train is null ? null : Read(Find(folder, "val")), Read(test), options);

        ImageTable? Read(string? path) => path is null ? null : CsvReader.Read(path, progress, cancellationToken);
    }

    /// <summary>The file of test images, labelled or not; null if there is none.</summary>
    public static string? FindTest(string folder) => Find(folder, "test");

    // train.csv comes before other names that end so, such as mnist_train.csv; of several such none is taken.
    private static string? Find(string folder, string part)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Where(IsCsv).Order(StringComparer.Ordinal)];
        string[] exact = [.. files.Where(path => Stem(path) == part)];
        string[] ending = [.. files.Where(path => Stem(path).EndsWith("_" + part) || Stem(path).EndsWith("-" + part))];
        return exact.FirstOrDefault() ?? (ending.Length == 1 ? ending[0] : null);
    }

    private static string Stem(string path) => Path.GetFileName(path).ToLowerInvariant().Split('.')[0];
}
