namespace DigitML;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Replaces a file in one step: writes a new one beside it, flushes that to the disk and renames it over the old one. Whatever
    /// fails, the old file is as it was and the new one is gone.
    /// </summary>
    /// <param name="path">The file; missing folders are created.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception)
        {
            DeleteIfPossible(temporary);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"{path} could not be written: {exception.Message}", exception);
            }

            throw;
        }
    }

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first failure is what the caller must hear of.
        }
    }
}
