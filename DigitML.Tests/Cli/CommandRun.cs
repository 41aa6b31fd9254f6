using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace DigitML.Tests.Cli;

/// <summary>One run of the built command as a process of its own, to its end.</summary>
/// <param name="ExitCode">The process's exit code.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Errors">All of standard error.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The lines of standard output.</summary>
    public string[] OutputLines => Lines(Output);

    /// <summary>The last line of standard output as JSON.</summary>
    public JsonElement Json => ParseJson(OutputLines[^1]);

    /// <summary>Runs the command; kills it and fails if it takes more than a minute.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="input">What standard input holds.</param>
    /// <param name="watch">Told the process's number and all of standard error so far whenever more of it comes.</param>
    public static CommandRun Of(
        string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments, string input = "",
        Action<int, string>? watch = null)
    {
        using Process process = Start(folder, environment, arguments);
        using var limit = new CancellationTokenSource(Limit);
        var errors = new StringBuilder();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            ReadErrors(process, errors, watch, limit.Token).GetAwaiter().GetResult();
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            return new CommandRun(process.ExitCode, output.GetAwaiter().GetResult(), errors.ToString());
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The command did not end within {Limit.TotalSeconds} s; so far it said: {errors}");
        }
        finally
        {
            if (!process.HasExited) { process.Kill(entireProcessTree: true); }
        }
    }

    /// <summary>A line as JSON.</summary>
    public static JsonElement ParseJson(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    /// <summary>The lines of a text, whose last one must be ended as well.</summary>
    public static string[] Lines(string text)
    {
        if (text.Length == 0) { return []; }
        Assert.EndsWith("\n", text);
        return text.ReplaceLineEndings("\n")[..^1].Split('\n');
    }

    /// <summary>Starts the command, for whoever ends it.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        // The host that runs the tests, whatever PATH says.
        string host = Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        string command = Path.Combine(AppContext.BaseDirectory, "DigitML.Cli.dll");
        return ProcessResult.Start([Path.GetFullPath(host), command, .. arguments], folder, environment);
    }

    private static async Task ReadErrors(Process process, StringBuilder errors, Action<int, string>? watch, CancellationToken limit)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await process.StandardError.ReadAsync(buffer, limit).ConfigureAwait(false)) > 0)
        {
            errors.Append(buffer, 0, count);
            watch?.Invoke(process.Id, errors.ToString());
        }
    }
}
