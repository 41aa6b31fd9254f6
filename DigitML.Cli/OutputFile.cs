namespace DigitML.Cli;

/// <summary>Checks on files that are to be written.</summary>
internal static class OutputFile
{
    /// <summary>Complains before hours of work when a file can't be written afterwards; makes missing folders.</summary>
    /// <exception cref="ArgumentException">The path names no file.</exception>
    /// <exception cref="IOException">The folder can't be made or written to, or the path is a folder.</exception>
    public static void RequireWritable(string path)
    {
        RequireFileName(path);
        string whole = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(whole) ?? whole, probe = Path.Combine(folder, $".digitml-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The model can't be saved to {path} ({CommandErrors.OneLine(exception.Message).TrimEnd('.')}): " +
                "give --out a place that can be written.",
                exception);
        }
    }

    private static void RequireFileName(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) { throw new ArgumentException("--out is empty: give --out the name of a file."); }
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new IOException($"{path} is a folder: give --out the name of a file.");
        }

        // A model replaces the file of its name: for an administrator, /dev/null too would become one.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) == "/dev")
        {
            throw new IOException($"{path} is among the devices, which is no place for files: give --out the name of a file elsewhere.");
        }
    }
}
