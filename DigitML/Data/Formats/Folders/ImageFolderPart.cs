using System.Globalization;

namespace DigitML.Data.Formats.Folders;

/// <summary>The class folders of one part of a data set and the image files in them.</summary>
/// <param name="Folder">The folder that holds the class folders.</param>
/// <param name="Classes">The names of the class folders, in the order of <see cref="Order"/>.</param>
/// <param name="Files">
/// All files: by number where the names of all, without extension, are different numbers, else by class, then by name.
/// </param>
internal sealed record ImageFolderPart(string Folder, IReadOnlyList<string> Classes, IReadOnlyList<ImageFile> Files)
{
    private static readonly string[] Extensions =
        [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".pgm", ".ppm", ".pbm", ".tif", ".tiff"];

    /// <summary>Whether a folder has a folder with an image in it.</summary>
    public static bool Fits(string folder) => ClassFolders(folder).Any(path => Images(path).Any());

    /// <summary>Lists the classes and files of a folder.</summary>
    /// <exception cref="DigitMLException">A class folder holds no image.</exception>
    public static ImageFolderPart Scan(string folder)
    {
        string[] classes = Order(ClassFolders(folder).Select(path => Path.GetFileName(path)));
        var files = new List<ImageFile>();
        foreach (string name in classes)
        {
            string[] images = [.. Images(Path.Combine(folder, name)).Order(StringComparer.Ordinal)];
            if (images.Length == 0)
            {
                throw new DigitMLException($"Class folder '{Path.Combine(folder, name)}' holds no image; "
                    + $"put images into it ({string.Join(' ', Extensions)}) or remove it.");
            }
            files.AddRange(images.Select(path => new ImageFile(path, name)));
        }
        return new ImageFolderPart(folder, classes, OrderFiles(files));
    }

    /// <summary>Class names in the order of their labels: by number where all are numbers, else by their characters' codes.</summary>
    public static string[] Order(IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return all.All(name => Number(name) is not null) ? [.. all.OrderBy(name => Number(name))] : all;
    }

    private static List<ImageFile> OrderFiles(List<ImageFile> files)
    {
        ulong?[] numbers = [.. files.Select(file => Number(Path.GetFileNameWithoutExtension(file.Path)))];
        return numbers.Contains(null) || numbers.Distinct().Count() < numbers.Length
            ? files : [.. files.Index().OrderBy(file => numbers[file.Index]).Select(file => file.Item)];
    }

    private static ulong? Number(string text)
        => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;

    // Folders and files that systems and editors hide are nobody's classes and images.
    private static IEnumerable<string> ClassFolders(string folder)
        => Directory.EnumerateDirectories(folder).Where(path => !IsHidden(path) && Path.GetFileName(path) != "__MACOSX");

    private static IEnumerable<string> Images(string folder) => Directory.EnumerateFiles(folder).Where(
        path => !IsHidden(path) && Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');
}
