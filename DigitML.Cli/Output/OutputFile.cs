namespace DigitML.Cli.Output;

/// <summary>Checks on files that are to be written.</summary>
internal static class OutputFile
{
    /// <summary>
    /// Complains before hours of work when a file can't be written afterwards. Missing folders are made when it is written, so that work
    /// that is refused leaves none behind.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that named it, for the messages.</param>
    /// <exception cref="DigitMLException">The path names no file.</exception>
    /// <exception cref="IOException">The folder can't be made or written to, or the path is a folder.</exception>
    public static void RequireWritable(string path, string option = "--out")
    {
        RequireFileName(path, option);
        Try(path, option, () => WriteProbe(NearestFolder(Path.GetFullPath(path))));
    }

    /// <summary>Makes a folder, or complains before any work that nothing can be written there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="option">The option that named it, for the messages.</param>
    /// <exception cref="DigitMLException">The path is empty.</exception>
    /// <exception cref="IOException">The folder can't be made or written to, or the path is a file.</exception>
    public static void RequireFolder(string path, string option)
    {
        if (string.IsNullOrWhiteSpace(path)) { throw new DigitMLException($"{option} is empty: give {option} the name of a folder."); }
        if (File.Exists(path)) { throw new IOException($"{path} is a file: give {option} the name of a folder."); }
        Try(path, option, () =>
        {
            Directory.CreateDirectory(path);
            WriteProbe(path);
        });
    }

    /// <summary>Where the report on a model goes: beside it, with .html in place of .safetensors or behind any other name.</summary>
    /// <exception cref="IOException">A folder has that name.</exception>
    public static string ReportBeside(string model)
    {
        string path = (model.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? model[..^".safetensors".Length] : model) + ".html";
        return Directory.Exists(path)
            ? throw new IOException($"The report can't be written to {path}, which is a folder: give --out another name, or --no-report.")
            : path;
    }

    // The folder of a path that is there already, in which the missing ones will be made.
    private static string NearestFolder(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && !Directory.Exists(folder))
        {
            if (File.Exists(folder)) { throw new IOException($"{folder} is a file"); }
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new IOException("there is no such drive");
    }

    private static void WriteProbe(string folder)
    {
        string probe = Path.Combine(folder, $".digitml-{Guid.NewGuid():N}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
    }

    private static void Try(string path, string option, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = CommandErrors.OneLine(exception.Message).TrimEnd('.');
            throw new IOException($"Nothing can be saved to {path} ({reason}): give {option} a place that can be written.", exception);
        }
    }

    private static void RequireFileName(string path, string option)
    {
        if (string.IsNullOrWhiteSpace(path)) { throw new DigitMLException($"{option} is empty: give {option} the name of a file."); }
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new IOException($"{path} is a folder: give {option} the name of a file.");
        }

        // A model replaces the file of its name: for an administrator, /dev/null too would become one.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) == "/dev")
        {
            throw new IOException($"{path} is among the devices, which is no place for files: give {option} the name of a file elsewhere.");
        }
    }
}
