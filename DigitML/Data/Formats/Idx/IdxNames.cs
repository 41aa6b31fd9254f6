using System.Text.RegularExpressions;

namespace DigitML.Data.Formats.Idx;

/// <summary>The names that MNIST gave its four files, and how its relatives vary them.</summary>
internal static partial class IdxNames
{
    public const string TrainImages = "train-images-idx3-ubyte";
    public const string TrainLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte";
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    /// <summary>All four names, for messages.</summary>
    public static readonly string Listed = string.Join(", ", TrainImages, TrainLabels, TestImages, TestLabels);

    /// <summary>
    /// The path of a file in a folder, or null: MNIST's own name first, plain before packed, hyphen before dot
    /// (<c>train-images.idx3-ubyte</c>); else a relative's, such as <c>emnist-digits-train-images-idx3-ubyte</c>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">One of the four names.</param>
    /// <exception cref="DigitMLException">Several files may be meant.</exception>
    public static string? Find(string folder, string name)
    {
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [name, dotted, name + ".gz", dotted + ".gz"];
        return names.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists) ?? FindRelative(folder, name);
    }

    /// <summary>Whether a folder holds at least one of the four files.</summary>
    public static bool AnyIn(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(path => RoleOf(path) is not null);

    private static string? FindRelative(string folder, string name)
    {
        // The same file plain and packed counts once; the plain one has the shorter name.
        string[] files =
        [
            .. Directory.EnumerateFiles(folder).Where(path => RoleOf(path) == name)
                .Order(StringComparer.Ordinal).DistinctBy(path => GzipEnding().Replace(path, "")),
        ];
        return files.Length < 2 ? files.FirstOrDefault() : throw new DigitMLException(
            $"Folder '{folder}' holds {string.Join(" and ", files.Select(Path.GetFileName))}, which are of several sets; "
            + "give every set a folder of its own.");
    }

    /// <summary>Which of the four files a file is by its name, null for none.</summary>
    private static string? RoleOf(string path)
    {
        Match match = RelativeName().Match(Path.GetFileName(path));
        if (!match.Success)
        {
            return null;
        }
        bool images = match.Groups["images"].Success;
        bool train = match.Groups["part"].Value.Equals("train", StringComparison.OrdinalIgnoreCase);
        return train ? (images ? TrainImages : TrainLabels) : images ? TestImages : TestLabels;
    }

    [GeneratedRegex(@"(?<![a-z])(?<part>train|t10k|test)(?![a-z]).*[-.]idx(?:(?<images>3-ubyte)|1-ubyte|[12]-int)(\.gz)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex RelativeName();

    [GeneratedRegex(@"\.gz$", RegexOptions.IgnoreCase)]
    private static partial Regex GzipEnding();
}
