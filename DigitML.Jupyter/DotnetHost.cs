using System.Runtime.InteropServices;

namespace DigitML.Jupyter;

/// <summary>Where the program dotnet is that runs this process.</summary>
internal static class DotnetHost
{
    /// <summary>The folder of the .NET installation.</summary>
    public static string Root { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The program's absolute path.</summary>
    public static string Program { get; } = Find();

    private static string Find()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.Combine(Root, name) is var path && File.Exists(path) ? path : name;
    }
}
