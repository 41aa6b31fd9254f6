using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace DigitML.Jupyter.Scripting;

/// <summary>What every cell is compiled with: references, namespaces, optimisation.</summary>
internal static class ScriptSettings
{
    private static readonly string[] Namespaces =
    [
        "System", "System.Collections.Generic", "System.Globalization", "System.IO", "System.Linq", "System.Text", "System.Threading",
        "System.Threading.Tasks", "DigitML", "DigitML.Imaging", "DigitML.Jupyter", "DigitML.Jupyter.Notebook", "DigitML.Plotting",
        "DigitML.Recognition.Diagnostics",
    ];

    /// <summary>How cells are parsed.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The options of the first cell; later cells go on from those of the cell before.</summary>
    /// <param name="folder">Where relative paths of #r and #load begin.</param>
    public static ScriptOptions Create(string folder) => ScriptOptions.Default
        .WithReferences(References())
        .WithImports(Namespaces)
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithEmitDebugInformation(true)
        .WithFileEncoding(Encoding.UTF8)
        .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
        .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(folder));

    /// <summary>The name that a cell goes by in errors.</summary>
    public static string FileName(int cell) => $"cell {cell}";

    /// <summary>All of .NET, DigitML and this assembly.</summary>
    private static IEnumerable<MetadataReference> References()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var all = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return all.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == runtime)
            .Append(typeof(CnnTrainer).Assembly.Location)
            .Append(typeof(GrayImage).Assembly.Location)
            .Append(typeof(Notebook).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
