using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DigitML.Jupyter.Scripting;

/// <summary>Puts a check for interrupts into every loop. No line moves, so errors keep their line numbers.</summary>
internal static class LoopGuards
{
    /// <summary>The code with the checks.</summary>
    /// <param name="tree">A cell's code, parsed.</param>
    /// <param name="cell">The cell's number.</param>
    public static string Insert(SyntaxTree tree, int cell)
    {
        string check = $"global::DigitML.Jupyter.CellGuard.Check({cell});";
        List<TextChange> changes = [];
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (BodyOf(node) is not { } body || body.ContainsDiagnostics) { continue; }
            if (body is BlockSyntax block)
            {
                changes.Add(new TextChange(new TextSpan(block.OpenBraceToken.Span.End, 0), check));
                continue;
            }

            changes.Add(new TextChange(new TextSpan(body.SpanStart, 0), "{" + check));
            changes.Add(new TextChange(new TextSpan(body.Span.End, 0), "}"));
        }

        // Of loops that end at the same place the inner one's brace comes first; all closing braces are alike.
        return tree.GetText().WithChanges(changes.OrderBy(change => change.Span.Start)).ToString();
    }

    private static StatementSyntax? BodyOf(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        LabeledStatementSyntax label => label.Statement is BlockSyntax ? label.Statement : null,
        _ => null,
    };
}
