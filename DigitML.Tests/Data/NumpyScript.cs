using System.ComponentModel;
using System.Diagnostics;

namespace DigitML.Tests.Data;

/// <summary>Runs Python with NumPy where it is installed, to check files against the library that defines them.</summary>
internal static class NumpyScript
{
    private static readonly Lazy<string?> Python = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(
        python => Start(python, ["-c", "import numpy"]) is { ExitCode: 0 }));

    /// <summary>Runs a script; where there is no NumPy, the test ends as inconclusive with that reason.</summary>
    /// <param name="context">Told the reason.</param>
    /// <param name="script">The script; sys.argv[1:] are the arguments.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>What the script printed.</returns>
    public static string Run(TestContext context, string script, params string[] arguments)
    {
        if (Python.Value is not { } python)
        {
            const string Reason = "Python with NumPy is not installed (Debian: apt install python3-numpy), so files were not checked against it.";
            context.WriteLine(Reason);
            Assert.Inconclusive(Reason);
            return "";
        }
        (int exitCode, string output) = Start(python, ["-c", "import sys, numpy as np\n" + script, .. arguments])!.Value;
        Assert.AreEqual(0, exitCode, output);
        return output.Trim();
    }

    private static (int ExitCode, string Output)? Start(string python, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
