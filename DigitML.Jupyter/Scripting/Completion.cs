using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DigitML.Jupyter.Scripting;

/// <summary>What a word in a cell may become.</summary>
/// <param name="Start">Where the word begins, an index of the code.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Matches">The words, with their kinds, in alphabetical order.</param>
internal sealed record Completion(int Start, int End, IReadOnlyList<(string Text, string Kind)> Matches)
{
    private static readonly string[] Keywords =
    [
        .. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText).Where(word => word.Length > 1 && char.IsAsciiLetter(word[0])),
    ];

    /// <summary>Completes the word before a place.</summary>
    /// <param name="session">The cells before it.</param>
    /// <param name="code">The code.</param>
    /// <param name="position">The place, an index of the code.</param>
    public static Completion At(ScriptSession session, string code, int position)
    {
        int start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1])) { start--; }
        string prefix = code[start..position];
        List<(string Text, string Kind)> found = [.. new CodeLocation(session, code, position).SymbolsAt(start)
            .Select(symbol => (symbol.Name, KindOf(symbol)))];
        bool isMember = code[..start].TrimEnd() is [.., '.'];
        if (!isMember && prefix.Length > 0) { found.AddRange(Keywords.Select(word => (word, "keyword"))); }
        List<(string, string)> matches = Matching(found, prefix, StringComparison.Ordinal);
        return new Completion(start, position, matches.Count > 0 ? matches : Matching(found, prefix, StringComparison.OrdinalIgnoreCase));
    }

    private static List<(string, string)> Matching(List<(string Text, string Kind)> found, string prefix, StringComparison comparison) =>
        [.. found.Where(match => match.Text.StartsWith(prefix, comparison)).DistinctBy(match => match.Text)
            .OrderBy(match => match.Text, StringComparer.Ordinal)];

    private static string KindOf(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol => "class",
        INamespaceSymbol => "module",
        IMethodSymbol => "function",
        IPropertySymbol or IFieldSymbol or IEventSymbol => "property",
        _ => "instance",
    };
}
