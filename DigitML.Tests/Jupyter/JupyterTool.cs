using System.Runtime.InteropServices;
using DigitML.Tests.Data;

namespace DigitML.Tests.Jupyter;

/// <summary>The built command <c>digitml-jupyter</c>, and a folder in which it is installed for front ends.</summary>
internal sealed class JupyterTool : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JupyterTool()
    {
        Directory.CreateDirectory(_folder["work"]);
        ProcessResult installed = Run("install", "--prefix", _folder["prefix"]);
        Assert.AreEqual(0, installed.ExitCode, installed.Errors);
    }

    /// <summary>The command and its own arguments, to be followed by others.</summary>
    public static string[] Command { get; } =
    [
        Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")),
        Path.Combine(AppContext.BaseDirectory, "DigitML.Jupyter.dll"),
    ];

    /// <summary>Variables that lead front ends to the kernel and keep them from the user's own files.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["JUPYTER_PATH"] = _folder["prefix", "share", "jupyter"],
        ["JUPYTER_CONFIG_DIR"] = _folder["config"],
        ["JUPYTER_DATA_DIR"] = _folder["data"],
        ["JUPYTER_RUNTIME_DIR"] = _folder["runtime"],
        ["HOME"] = _folder["work"],
        ["DOTNET_CLI_HOME"] = _folder["work"],
        ["NUGET_PACKAGES"] = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    };

    /// <summary>The working folder.</summary>
    public string Work => _folder["work"];

    /// <summary>A path in the working folder.</summary>
    public string this[string name] => _folder["work", name];

    /// <summary>The path of a script among the fixtures.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "Jupyter", name);

    /// <summary>Runs the command to its end, in the working folder.</summary>
    public ProcessResult Run(params string[] arguments) => ProcessResult.Of([.. Command, .. arguments], Work, Environment);

    /// <summary>Runs another program to its end, in the working folder, with the kernel at hand.</summary>
    public ProcessResult RunProgram(params string[] command) => ProcessResult.Of(command, Work, Environment);

    /// <summary>Ends the test as inconclusive, with the reason, when a program is not installed.</summary>
    public static void Require(TestContext context, string reason, params string[] probe)
    {
        try
        {
            if (ProcessResult.Of(probe, Path.GetTempPath(), new Dictionary<string, string>()).ExitCode == 0) { return; }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // The program itself is missing.
        }

        context.WriteLine(reason);
        Assert.Inconclusive(reason);
    }

    public void Dispose() => _folder.Dispose();
}
