using System.Security.Cryptography;
using System.Text;

namespace DigitML.Data.Formats.Folders;

/// <summary>Reads a folder with a folder of images for each class, or with such folders beneath train, val and test.</summary>
/// <remarks>The layout of torchvision's ImageFolder, except that class names that are numbers are ordered as numbers.</remarks>
internal static class ImageFolderReader
{
    private const int MostNamed = 5, MostListed = 100;

    /// <summary>Whether a folder has class folders with images, below parts or not.</summary>
    public static bool Fits(string folder) => ImageFolderLayout.Fits(folder);

    /// <summary>Reads all images, on all threads.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">What is done to images, what to do about those that cannot be read, and what classes are called.</param>
    /// <param name="progress">Told how many bytes of each part have been read; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DigitMLException">
    /// A class folder is empty, an image cannot be read, images differ in size that are to be taken as they are, or the names given don't
    /// fit the classes.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DatasetParts Read(
        string folder, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        ImageFolderLayout layout = ImageFolderLayout.Scan(folder);
        string[] classes = ImageFolderPart.Order(layout.Parts.SelectMany(part => part.Classes));
        IReadOnlyList<string> names = Names(folder, classes, options);
        var reader = new FolderImageReader(options.Images, progress, cancellationToken);
        Dictionary<ImageFolderPart, FolderImage[]> all = layout.Parts.ToDictionary(part => part, reader.Read);
        FolderImage[] faulty = [.. all.Values.SelectMany(images => images).Where(image => image.Fault is not null)];
        if (faulty.Length > 0 && !options.SkipBad)
        {
            throw new DigitMLException(Refusal(folder, faulty));
        }
        FolderImage[] good = [.. layout.Parts.SelectMany(part => Good(part, all[part]))];
        FolderImageForm form = FolderImageForm.Detect(good, options.Images);
        return new DatasetParts(Set(layout.Train), Set(layout.Test), [.. layout.Parts.Select(part => Sum(part, all[part]))])
        {
            Validation = Set(layout.Validation), Skipped = [.. faulty.Select(image => image.Fault!)],
        };

        ImageSet? Set(ImageFolderPart? part)
        {
            ImageSet? set = part is null ? null : form.Build(Good(part, all[part]), classes, names);
            return options.Transpose ? set?.Transpose() : set;
        }
    }

    private static IReadOnlyList<string> Names(string folder, string[] classes, DatasetOptions options)
        => options.LabelNames is null || options.LabelNames.Count == classes.Length ? options.LabelNames ?? classes
            : throw new DigitMLException(
                $"Folder '{folder}' has {classes.Length} classes ({string.Join(", ", classes.Take(MostNamed))}"
                + $"{(classes.Length > MostNamed ? ", ..." : "")}), but {options.LabelNames.Count} label names were given; name every class.");

    /// <summary>The images without fault; every class must have one.</summary>
    private static FolderImage[] Good(ImageFolderPart part, FolderImage[] images)
    {
        FolderImage[] good = [.. images.Where(image => image.Fault is null)];
        string? empty = part.Classes.Except(good.Select(image => image.File.Class), StringComparer.Ordinal).FirstOrDefault();
        return empty is null ? good : throw new DigitMLException(
            $"Class folder '{Path.Combine(part.Folder, empty)}' holds no image that can be read; put images into it or remove it.");
    }

    private static string Refusal(string folder, FolderImage[] faulty)
    {
        string reasons = string.Join("; ", faulty.Take(MostNamed).Select(image => image.Fault!.TrimEnd('.')));
        string others = string.Join(", ", faulty.Skip(MostNamed).Take(MostListed).Select(image => image.File.Path));
        string more = others.Length == 0 ? ""
            : $"; and {faulty.Length - MostNamed:N0} more: {others}{(faulty.Length > MostNamed + MostListed ? ", ..." : "")}";
        return $"{(faulty.Length == 1 ? "1 image" : $"{faulty.Length:N0} images")} of '{folder}' cannot be read ({reasons}{more}); "
            + "replace or remove them, or have them left out with SkipBad (--skip-bad).";
    }

    /// <summary>A part's sum is that of the sums of its files, as sha256sum prints them, in the order of their paths.</summary>
    private static DatasetFileHash Sum(ImageFolderPart part, FolderImage[] images)
    {
        IEnumerable<string> lines = images.Where(image => image.Fault is null)
            .Select(image => (Path: Path.GetRelativePath(part.Folder, image.File.Path).Replace('\\', '/'), image.Sha256))
            .OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Sha256}  {file.Path}\n");
        return new(part.Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))), null);
    }
}
