using System.Security.Cryptography;

namespace DigitML.Data.Fetching;

/// <summary>The folder that a data set is fetched into. What is in it has been verified; what has not is fetched again.</summary>
internal sealed class DatasetCache(DatasetEntry entry, DatasetOptions options)
{
    /// <summary>The folder, which need not be there yet.</summary>
    public string Folder { get; } = Path.Combine(options.CacheFolder, entry.Name);

    /// <summary>The folder, or null unless it holds every file with the right sum.</summary>
    public string? FolderIfComplete() => entry.Files.All(Holds) ? Folder : null;

    /// <summary>Whether a file is there with the right length and sum.</summary>
    public bool Holds(DatasetFile file)
    {
        var info = new FileInfo(Path.Combine(Folder, file.Name));
        if (!info.Exists || info.Length != file.Length)
        {
            return false;
        }
        using FileStream stream = info.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Sha256;
    }

    /// <summary>Keeps a verified file: written under a temporary name and renamed, so that nobody ever sees half of it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Keep(DatasetFile file, byte[] content)
    {
        string path = Path.Combine(Folder, file.Name);
        try
        {
            AtomicFile.Replace(path, stream => stream.Write(content));
        }
        catch (IOException exception)
        {
            // Where open files cannot be replaced, another process may have been first; its file is as good.
            if (!Holds(file))
            {
                throw new IOException($"Cannot write '{path}' ({(exception.InnerException ?? exception).Message.TrimEnd('.')}); "
                    + "make the folder writable or set DIGITML_CACHE to one that is.", exception);
            }
        }
    }
}
