using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace DigitML.Jupyter.Scripting;

/// <summary>What the XML file beside an assembly says about a symbol; of .NET's own assemblies, the SDK's reference pack has the file.</summary>
internal static partial class Documentation
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, XElement>> Files = new();

    /// <summary>Summary, parameters and result as plain text; empty when nothing is known.</summary>
    public static string Find(ISymbol symbol)
    {
        if ((symbol.OriginalDefinition as IMethodSymbol)?.ReducedFrom is { } extension) { symbol = extension; }
        if (symbol.OriginalDefinition.GetDocumentationCommentId() is not { } id || symbol.ContainingAssembly is not { } assembly) { return ""; }
        foreach (string path in Candidates(assembly, symbol))
        {
            if (Files.GetOrAdd(path, Load).TryGetValue(id, out XElement? member)) { return Format(member); }
        }

        return "";
    }

    private static IEnumerable<string> Candidates(IAssemblySymbol assembly, ISymbol symbol)
    {
        yield return Path.Combine(AppContext.BaseDirectory, $"{assembly.Name}.xml");
        string packs = Path.Combine(DotnetHost.Root, "packs", "Microsoft.NETCore.App.Ref");
        if (!Directory.Exists(packs) || Directory.GetDirectories(packs) is not { Length: > 0 } versions) { yield break; }
        string pack = Path.Combine(versions.Order(StringComparer.Ordinal).Last(), "ref", $"net{Environment.Version.Major}.0");
        yield return Path.Combine(pack, $"{assembly.Name}.xml");
        // The implementation's assembly is another than the one that the documentation is written for.
        yield return Path.Combine(pack, "System.Runtime.xml");
        yield return Path.Combine(pack, $"{symbol.ContainingNamespace}.xml");
    }

    private static Dictionary<string, XElement> Load(string path)
    {
        try
        {
            return !File.Exists(path) ? [] : XDocument.Load(path).Descendants("member")
                .Where(member => member.Attribute("name") is not null)
                .GroupBy(member => member.Attribute("name")!.Value).ToDictionary(group => group.Key, group => group.First());
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Format(XElement member)
    {
        IEnumerable<string> parts = member.Elements().Where(part => part.Name.LocalName is "summary" or "param" or "returns" or "exception")
            .Select(part => part.Name.LocalName switch
            {
                "param" => $"  {part.Attribute("name")?.Value}: {Flatten(part)}",
                "exception" => $"  throws {ShortName(part)}: {Flatten(part)}",
                "returns" => $"  returns: {Flatten(part)}",
                _ => Flatten(part),
            });
        return string.Join('\n', parts);
    }

    private static string Flatten(XElement part)
    {
        foreach (XElement reference in part.Descendants().Where(element => element.IsEmpty).ToList())
        {
            reference.ReplaceWith(new XText(reference.Attribute("name")?.Value ?? reference.Attribute("langword")?.Value ?? ShortName(reference)));
        }

        return Spaces().Replace(part.Value, " ").Trim();
    }

    private static string ShortName(XElement reference) => reference.Attribute("cref")?.Value.Split('(')[0].Split('.', ':')[^1] ?? "";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
