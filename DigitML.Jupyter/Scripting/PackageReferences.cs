using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace DigitML.Jupyter.Scripting;

/// <summary>Loads the packages that cells ask for with <c>#r "nuget: Name, version"</c>.</summary>
/// <param name="folder">The notebook's folder, whose NuGet settings count.</param>
internal sealed class PackageReferences(string folder)
{
    private const string Scheme = "nuget:";

    // Part of the kernel; notebooks name it for other kernels.
    private const string OwnPackage = "DigitML";

    private readonly Dictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Loads what a cell asks for.</summary>
    /// <param name="code">The cell's code.</param>
    /// <param name="label">What errors call the cell.</param>
    /// <param name="options">Gets the references.</param>
    /// <returns>The code without these directives, its lines where they were.</returns>
    /// <exception cref="PackageException">A package can't be had.</exception>
    public string Load(string code, int label, ref ScriptOptions options)
    {
        if (!code.Contains(Scheme, StringComparison.OrdinalIgnoreCase)) { return code; }
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ScriptSettings.Parsing, ScriptSettings.FileName(label));
        List<ReferenceDirectiveTriviaSyntax> directives = [.. ((CompilationUnitSyntax)tree.GetRoot()).GetReferenceDirectives()
            .Where(directive => directive.File.ValueText.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))];
        bool anyNew = false;
        foreach (ReferenceDirectiveTriviaSyntax directive in directives) { anyNew |= Add(directive); }
        if (anyNew) { options = options.AddReferences(Restore(LineOf(directives[0]))); }
        char[] text = code.ToCharArray();
        foreach (ReferenceDirectiveTriviaSyntax directive in directives)
        {
            text.AsSpan(directive.HashToken.SpanStart, directive.File.Span.End - directive.HashToken.SpanStart).Fill(' ');
        }

        return new string(text);
    }

    private bool Add(ReferenceDirectiveTriviaSyntax directive)
    {
        string[] parts = directive.File.ValueText[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries);
        if (parts is not ([{ Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }]) || parts.Any(part => part.AsSpan().ContainsAny("<>&\"'")))
        {
            throw new PackageException(LineOf(directive), $"{directive} names no package; write #r \"nuget: Name, version\".");
        }

        string version = parts.Length == 2 ? parts[1] : "*";
        if (parts[0].Equals(OwnPackage, StringComparison.OrdinalIgnoreCase)) { return false; }
        bool isNew = !_packages.TryGetValue(parts[0], out string? known) || known != version;
        _packages[parts[0]] = version;
        return isNew;
    }

    private List<MetadataReference> Restore(int line)
    {
        try
        {
            return [.. PackageRestore.Run(_packages, folder).Where(_loaded.Add).Select(path => MetadataReference.CreateFromFile(path))];
        }
        catch (PackageException exception)
        {
            string details = string.Join('\n', exception.Error.Traceback.Skip(1));
            _packages.Clear();
            throw new PackageException(line, exception.Message, details);
        }
    }

    private static int LineOf(ReferenceDirectiveTriviaSyntax directive) => directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
