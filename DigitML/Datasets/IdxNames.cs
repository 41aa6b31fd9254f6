namespace DigitML.Datasets;

/// <summary>The names that MNIST gave its four files, which all its relatives keep.</summary>
internal static class IdxNames
{
    public const string TrainImages = "train-images-idx3-ubyte";
    public const string TrainLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte";
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    /// <summary>All four names, for messages.</summary>
    public static readonly string Listed = string.Join(", ", TrainImages, TrainLabels, TestImages, TestLabels);

    /// <summary>The path of a file in a folder, or null: plain before packed, hyphen before dot (<c>train-images.idx3-ubyte</c>).</summary>
    public static string? Find(string folder, string name)
    {
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [name, dotted, name + ".gz", dotted + ".gz"];
        return names.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists);
    }

    /// <summary>Whether a folder holds at least one of the four files.</summary>
    public static bool AnyIn(string folder)
        => new[] { TrainImages, TrainLabels, TestImages, TestLabels }.Any(name => Find(folder, name) is not null);
}
