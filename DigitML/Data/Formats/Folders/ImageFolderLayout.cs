namespace DigitML.Data.Formats.Folders;

/// <summary>
/// The parts of a folder of images: those in its folders train, val and test, or else the folder itself, whose images are to train on.
/// </summary>
/// <param name="Train">The images to train on; null if there are none.</param>
/// <param name="Validation">The images to choose a model by; null if there are none.</param>
/// <param name="Test">The images to test with; null if there are none.</param>
internal sealed record ImageFolderLayout(ImageFolderPart? Train, ImageFolderPart? Validation, ImageFolderPart? Test)
{
    private static readonly string[] TrainNames = ["train", "training"];
    private static readonly string[] ValidationNames = ["val", "valid", "validation"];
    private static readonly string[] TestNames = ["test", "testing"];

    /// <summary>The parts that are there.</summary>
    public IEnumerable<ImageFolderPart> Parts => new[] { Train, Validation, Test }.OfType<ImageFolderPart>();

    /// <summary>Whether a folder holds folders of images, below parts or not.</summary>
    public static bool Fits(string folder) => Directory.Exists(folder) && (ImageFolderPart.Fits(folder) || HasParts(folder));

    /// <summary>Lists the parts of a folder. A part val without train and test serves as test.</summary>
    /// <exception cref="DigitMLException">
    /// There is no image, a class folder is empty, a part has a class that train lacks, or val and test come without train.
    /// </exception>
    public static ImageFolderLayout Scan(string folder)
    {
        if (!Fits(folder))
        {
            throw new DigitMLException($"Folder '{folder}' holds no folders of images; wanted one folder for each class with its images, "
                + "or such folders beneath train, val and test.");
        }
        if (!HasParts(folder))
        {
            return new ImageFolderLayout(ImageFolderPart.Scan(folder), null, null);
        }
        ImageFolderPart? train = Part(folder, TrainNames), validation = Part(folder, ValidationNames), test = Part(folder, TestNames);
        if (train is null && validation is not null)
        {
            if (test is not null)
            {
                throw new DigitMLException($"Folder '{folder}' holds {Path.GetFileName(validation.Folder)} and "
                    + $"{Path.GetFileName(test.Folder)} but no train; add train, or remove one of the two.");
            }
            (validation, test) = (null, validation);
        }
        var layout = new ImageFolderLayout(train, validation, test);
        layout.CheckClasses();
        return layout;
    }

    private void CheckClasses()
    {
        foreach (ImageFolderPart part in Parts)
        {
            if (Train is not null && part.Classes.FirstOrDefault(name => !Train.Classes.Contains(name)) is string unknown)
            {
                throw new DigitMLException($"Folder '{part.Folder}' has a class '{unknown}' that '{Train.Folder}' lacks; "
                    + "add images to train on, or remove it.");
            }
        }
    }

    private static bool HasParts(string folder)
        => PartFolders(folder, [.. TrainNames, .. ValidationNames, .. TestNames]).Any(ImageFolderPart.Fits);

    private static ImageFolderPart? Part(string folder, string[] names)
    {
        string[] found = [.. PartFolders(folder, names).Where(ImageFolderPart.Fits).Order(StringComparer.Ordinal)];
        return found.Length switch
        {
            0 => null,
            1 => ImageFolderPart.Scan(found[0]),
            _ => throw new DigitMLException($"Folder '{folder}' holds {string.Join(" and ", found.Select(Path.GetFileName))}, "
                + "which mean the same; join them."),
        };
    }

    private static IEnumerable<string> PartFolders(string folder, string[] names)
        => Directory.EnumerateDirectories(folder).Where(path => names.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase));
}
