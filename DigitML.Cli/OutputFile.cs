namespace DigitML.Cli;

/// <summary>Checks on files that are to be written.</summary>
internal static class OutputFile
{
    /// <summary>Complains before hours of work when a file can't be written afterwards; makes missing folders.</summary>
    /// <exception cref="IOException">The folder can't be made or written to, or the path is a folder.</exception>
    public static void RequireWritable(string path)
    {
        string whole = Path.GetFullPath(path);
        if (Directory.Exists(whole)) { throw new IOException($"{path} is a folder: give --out the name of a file."); }
        string folder = Path.GetDirectoryName(whole) ?? whole, probe = Path.Combine(folder, $".digitml-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = CommandErrors.OneLine(exception.Message).TrimEnd('.');
            throw new IOException($"The model can't be saved to {path} ({reason}): give --out a place that can be written.", exception);
        }
    }
}
