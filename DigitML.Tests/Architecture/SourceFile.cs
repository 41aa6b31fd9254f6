using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DigitML.Tests.Architecture;

/// <summary>A source file of the product: its room, the types it declares and the names it uses.</summary>
internal sealed class SourceFile
{
    private readonly CompilationUnitSyntax _unit;

    public SourceFile(string root, string path)
    {
        Path = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        Room = RoomOf(System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/'));
        _unit = CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
    }

    /// <summary>The path below the root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The first folder below the project, "DigitML.Engine/Kernels"; the project itself for files at its root.</summary>
    public string Room { get; }

    /// <summary>Whether a pointer type or an unsafe block appears.</summary>
    public bool HasPointers => _unit.DescendantNodes().Any(node => node is PointerTypeSyntax or FunctionPointerTypeSyntax);

    /// <summary>The names of the top-level types declared here.</summary>
    public IEnumerable<string> DeclaredTypes => _unit.DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
        .Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => "",
        })
        .Where(name => name.Length > 0);

    /// <summary>The names of the members declared here, which are told from types of the same name.</summary>
    public IReadOnlySet<string> DeclaredMembers => _unit.DescendantNodes()
        .Select(node => node switch
        {
            PropertyDeclarationSyntax member => member.Identifier.ValueText,
            MethodDeclarationSyntax member => member.Identifier.ValueText,
            LocalFunctionStatementSyntax member => member.Identifier.ValueText,
            VariableDeclaratorSyntax member => member.Identifier.ValueText,
            EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
            ParameterSyntax member => member.Identifier.ValueText,
            _ => "",
        })
        .ToHashSet();

    /// <summary>The namespaces that <c>using</c> directives import.</summary>
    public IEnumerable<string> Imports => _unit.Usings.Where(directive => directive.Name is not null).Select(directive => directive.Name!.ToString());

    /// <summary>The simple names in the code that can be names of types: not the right-hand sides of member accesses, not declarations.</summary>
    public IEnumerable<string> UsedNames => _unit.DescendantNodes().OfType<SimpleNameSyntax>()
        .Where(name => name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name)
        .Where(name => name.Parent is not (NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax))
        .Where(name => name.Parent is not AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment || assignment.Left != name)
        .Select(name => name.Identifier.ValueText)
        .Distinct();

    /// <summary>The room of a folder: a project and its first folder.</summary>
    public static string RoomOf(string folder) => string.Join('/', folder.Split('/').Take(2));
}
