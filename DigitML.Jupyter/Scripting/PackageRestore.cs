using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.Json;
using System.Xml.Linq;

namespace DigitML.Jupyter.Scripting;

/// <summary>Fetches packages with the .NET SDK, as a project that refers to them would.</summary>
internal static class PackageRestore
{
    private static readonly Dictionary<string, string> NativeLibraries = new(StringComparer.OrdinalIgnoreCase);

    static PackageRestore() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        NativeLibraries.TryGetValue(name, out string? path) && NativeLibrary.TryLoad(path, out nint handle) ? handle : 0;

    /// <summary>Fetches packages and what they need in turn.</summary>
    /// <param name="packages">Names and versions; * takes the newest.</param>
    /// <param name="folder">Whose NuGet settings count.</param>
    /// <returns>The paths of their assemblies, those that .NET has itself left out.</returns>
    /// <exception cref="PackageException">A package can't be had.</exception>
    public static List<string> Run(IReadOnlyDictionary<string, string> packages, string folder)
    {
        DirectoryInfo work = Directory.CreateTempSubdirectory("digitml-jupyter-");
        try
        {
            string project = Path.Combine(work.FullName, "cell.csproj");
            ProjectOf(packages).Save(project);
            Restore(project, folder);
            return ReadAssets(Path.Combine(work.FullName, "obj", "project.assets.json"));
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static XElement ProjectOf(IReadOnlyDictionary<string, string> packages) => new("Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
            new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", "false"),
            new XElement("UseAppHost", "false"),
            new XElement("ManagePackageVersionsCentrally", "false")),
        new XElement("ItemGroup", packages.Select(package => new XElement("PackageReference",
            new XAttribute("Include", package.Key), new XAttribute("Version", package.Value)))));

    private static void Restore(string project, string folder)
    {
        string[] arguments = ["restore", project, "-v", "quiet", "--nologo", $"-p:RestoreRootConfigDirectory={folder}"];
        var start = new ProcessStartInfo(DotnetHost.Program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) { throw new PackageException(0, "The packages can't be had; check names and versions.", Errors(output)); }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new PackageException(0, $"Packages need the .NET SDK, which can't be started ({exception.Message}).");
        }
    }

    private static string Errors(string output) => string.Join('\n', output.Split('\n')
        .Select(line => line.IndexOf("error ", StringComparison.Ordinal) is >= 0 and var index ? line[index..].Trim() : "")
        .Where(line => line.Length > 0).Distinct());

    private static List<string> ReadAssets(string path)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(path));
        string[] folders = [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        List<string> assemblies = [];
        // The last target is the one with the runtime's own files.
        foreach (JsonProperty library in assets.RootElement.GetProperty("targets").EnumerateObject().Last().Value.EnumerateObject())
        {
            string home = assets.RootElement.GetProperty("libraries").GetProperty(library.Name).TryGetProperty("path", out JsonElement place)
                ? place.GetString()! : library.Name;
            assemblies.AddRange(Files(library.Value, "runtime", home, folders)
                .Where(file => !File.Exists(Path.Combine(runtime, Path.GetFileName(file)))));
            foreach (string native in Files(library.Value, "native", home, folders)) { AddNative(native); }
        }

        return assemblies;
    }

    private static IEnumerable<string> Files(JsonElement library, string kind, string home, string[] folders) =>
        library.TryGetProperty(kind, out JsonElement files)
            ? files.EnumerateObject().Where(file => !file.Name.EndsWith("_._", StringComparison.Ordinal))
                .Select(file => folders.Select(folder => Path.Combine(folder, home, file.Name)).FirstOrDefault(File.Exists)).OfType<string>()
            : [];

    private static void AddNative(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        NativeLibraries[Path.GetFileName(path)] = path;
        NativeLibraries[name] = path;
        if (name.StartsWith("lib", StringComparison.Ordinal)) { NativeLibraries[name[3..]] = path; }
    }
}
