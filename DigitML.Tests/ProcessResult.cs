using System.Diagnostics;
using System.Text;

namespace DigitML.Tests;

/// <summary>A process that ran to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Errors">All of standard error.</param>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program; kills it and fails if it takes more than five minutes.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">Variables to set.</param>
    public static ProcessResult Of(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        using Process process = Start(command, folder, environment);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command[0]} did not end within {Limit}: {output.Result}{errors.Result}");
        }

        return new ProcessResult(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    /// <summary>Starts a program with its streams redirected.</summary>
    public static Process Start(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment) { start.Environment[name] = value; }
        return Process.Start(start)!;
    }
}
