using DigitML.Tests.Data;

namespace DigitML.Tests.Cli;

/// <summary>A place to run the command in: an empty working folder, an empty cache, no data folders, no network.</summary>
internal sealed class CommandFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CommandFolder()
    {
        Directory.CreateDirectory(Work);
        Directory.CreateDirectory(_folder["cache"]);
        Environment = new Dictionary<string, string>
        {
            ["DIGITML_DATA"] = "",
            ["DIGITML_CACHE"] = _folder["cache"],
            // Nobody listens on port 9, so that no test depends on what the network would give.
            ["ALL_PROXY"] = "http://127.0.0.1:9",
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
            ["https_proxy"] = "http://127.0.0.1:9",
            ["NO_PROXY"] = "",
            ["no_proxy"] = "",
        };
    }

    /// <summary>The working folder.</summary>
    public string Work => _folder["work"];

    /// <summary>The environment variables that every run gets.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>All files in the working folder and the cache.</summary>
    public string[] FilesLeft =>
        [.. new[] { Work, _folder["cache"] }.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))];

    /// <summary>A path in the working folder.</summary>
    public string InWork(params string[] parts) => Path.Combine([Work, .. parts]);

    /// <summary>Writes a file outside of the working folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, byte[] content) => _folder.Write(Path.Combine("input", name), content);

    /// <summary>A path outside of the working folder.</summary>
    public string Input(params string[] parts) => _folder[["input", .. parts]];

    /// <summary>Runs the command to its end.</summary>
    public CommandRun Run(params string[] arguments) => CommandRun.Of(Work, Environment, arguments);

    /// <summary>Runs the command to its end with text on standard input.</summary>
    public CommandRun RunWithInput(string input, params string[] arguments) => CommandRun.Of(Work, Environment, arguments, input);

    /// <summary>
    /// Runs the command on bad input, which must give exit code 1, no result, one sentence on standard error and not a file.
    /// </summary>
    /// <returns>The sentence.</returns>
    public string Refuse(params string[] arguments)
    {
        CommandRun run = Run(arguments);
        Assert.AreEqual(1, run.ExitCode, run.Errors);
        Assert.AreEqual("", run.Output);
        Assert.IsEmpty(FilesLeft);
        return Sentence(run);
    }

    /// <summary>What a run says on standard error, which must be one plain sentence.</summary>
    public static string Sentence(CommandRun run)
    {
        string[] lines = CommandRun.Lines(run.Errors);
        Assert.HasCount(1, lines, run.Errors);
        Assert.StartsWith("digitml: ", lines[0]);
        foreach (string leak in new[] { "   at ", "Exception", "Parameter '", "System.", "--->" })
        {
            Assert.DoesNotContain(leak, lines[0]);
        }

        return lines[0];
    }

    public void Dispose() => _folder.Dispose();
}
