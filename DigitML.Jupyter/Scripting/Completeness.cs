using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DigitML.Jupyter.Scripting;

/// <summary>Whether a text can be run as it is, as consoles ask before they do.</summary>
internal static class Completeness
{
    private const int IndentWidth = 4;

    /// <summary>The protocol's word for it, and how many spaces the next line begins with.</summary>
    public static (string Status, string Indent) Check(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ScriptSettings.Parsing);
        if (!SyntaxFactory.IsCompleteSubmission(tree)) { return ("incomplete", new string(' ', IndentWidth * Math.Max(0, OpenBraces(tree)))); }
        return (tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete", "");
    }

    private static int OpenBraces(SyntaxTree tree) => tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing)
        .Sum(token => token.Kind() switch { SyntaxKind.OpenBraceToken => 1, SyntaxKind.CloseBraceToken => -1, _ => 0 });
}
