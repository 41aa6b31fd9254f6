using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigitML.Jupyter.Notebooks;

/// <summary>The file by which front ends find the kernel.</summary>
internal static class KernelSpec
{
    /// <summary>The kernel's name: that of its folder, and what notebooks keep.</summary>
    public const string Name = "digitml-csharp";

    /// <summary>What people read in menus.</summary>
    public const string DisplayName = "C# (DigitML)";

    private const string FileName = "kernel.json", LogoName = "logo-svg.svg";

    private const string Logo =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#2a78d6"/>
        <text x="32" y="43" font-family="sans-serif" font-size="30" font-weight="700" text-anchor="middle" fill="#fff">C#</text></svg>

        """;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it, in place of one that is there.</summary>
    /// <param name="kernels">The folder of all kernels.</param>
    /// <returns>The kernel's folder.</returns>
    public static string Install(string kernels)
    {
        string folder = Path.Combine(kernels, Name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, FileName), Create().ToJsonString(Readable) + "\n");
        File.WriteAllText(Path.Combine(folder, LogoName), Logo);
        return folder;
    }

    /// <summary>Removes it.</summary>
    /// <returns>The folder that it was in; null when it was not there.</returns>
    public static string? Uninstall(string kernels)
    {
        string folder = Path.Combine(kernels, Name);
        if (!File.Exists(Path.Combine(folder, FileName))) { return null; }
        File.Delete(Path.Combine(folder, FileName));
        File.Delete(Path.Combine(folder, LogoName));
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) { Directory.Delete(folder); }
        return folder;
    }

    private static JsonObject Create()
    {
        (string[] command, JsonObject environment) = Start();
        return new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Select(word => (JsonNode)word), "kernel", "{connection_file}"]),
            ["display_name"] = DisplayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = environment,
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
    }

    // Paths are absolute, as front ends that were started from a desktop know neither the tools' folder nor that of .NET.
    private static (string[] Command, JsonObject Environment) Start()
    {
        string program = Environment.ProcessPath ?? DotnetHost.Program;
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost
            ? ([program, typeof(KernelSpec).Assembly.Location], [])
            : ([program], new JsonObject { ["DOTNET_ROOT"] = DotnetHost.Root });
    }
}
