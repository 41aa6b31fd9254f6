using System.Diagnostics;

namespace DigitML.Jupyter.Notebooks;

/// <summary>Where front ends look for kernels.</summary>
internal static class KernelFolders
{
    /// <summary>The user's own.</summary>
    public static string User()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string data = Variable("JUPYTER_DATA_DIR")
            ?? (OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter"));
        return Path.Combine(data, "kernels");
    }

    /// <summary>That of an installation of Jupyter.</summary>
    /// <param name="prefix">The installation's folder.</param>
    public static string Under(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");

    /// <summary>That of the Python environment that is active, or of the Python that is found first.</summary>
    /// <exception cref="IOException">There is no Python.</exception>
    public static string SystemPrefix() => Under(Variable("VIRTUAL_ENV") ?? Variable("CONDA_PREFIX") ?? AskPython());

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string AskPython()
    {
        foreach (string python in new[] { "python3", "python" })
        {
            try
            {
                var start = new ProcessStartInfo(python, ["-c", "import sys; print(sys.prefix)"]) { RedirectStandardOutput = true };
                using Process process = Process.Start(start)!;
                string prefix = process.StandardOutput.ReadToEnd().Trim();
                process.WaitForExit();
                if (process.ExitCode == 0 && prefix.Length > 0) { return prefix; }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No program of that name.
            }
        }

        throw new IOException("There is no Python to ask for its folder: give --prefix FOLDER, or leave --sys-prefix out to install for yourself.");
    }
}
