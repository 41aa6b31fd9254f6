using System.Buffers;

namespace DigitML.Data.Formats.Folders;

/// <summary>Writes images as PNG pictures in a folder for each class.</summary>
internal static class PngFolderWriter
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"/\\|?*");

    /// <summary>Writes <c>PART/LABEL/INDEX.png</c>, the index of six digits counting through a part, so that its order can be read again.</summary>
    /// <param name="folder">The folder, made if missing, else empty: what is there would be taken for images of the set.</param>
    /// <param name="parts">The parts, named train and test.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">The folder holds files, or a file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<(string Name, ImageSet Images)> parts, CancellationToken cancellationToken)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new IOException($"'{folder}' is there already and not empty; give the name of a new folder.");
        }
        IReadOnlyList<string> names = FolderNames(DatasetWriter.WrittenNames(parts));
        foreach ((string part, ImageSet images) in parts)
        {
            string[] folders = [.. names.Select(name => Path.Combine(folder, part, name))];
            for (int label = 0; label < folders.Length; label++)
            {
                if (images.CountsByClass[label] > 0) { Directory.CreateDirectory(folders[label]); }
            }
            for (int i = 0; i < images.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Not replaced in one step as single files are: flushing each of many thousands to the disk would take minutes.
                using FileStream file = File.Create(Path.Combine(folders[images.Label(i)], $"{i:D6}.png"));
                new GrayImage(images.Width, images.Height, images.Pixels(i)).Save(file);
            }
        }
    }

    // Names that some system doesn't take for a file, such as T-shirt/top, make all of them numbers.
    private static IReadOnlyList<string> FolderNames(IReadOnlyList<string> names)
        => names.All(name => !name.AsSpan().ContainsAny(Forbidden) && name[0] != '.' && name[^1] != '.') ? names
            : [.. Enumerable.Range(0, names.Count).Select(label => $"{label}")];
}
