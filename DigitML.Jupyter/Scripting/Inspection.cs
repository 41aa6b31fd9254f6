using System.Text;
using Microsoft.CodeAnalysis;

namespace DigitML.Jupyter.Scripting;

/// <summary>What is known about a word in a cell: its declaration and what its documentation says.</summary>
internal static class Inspection
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeDefaultValue);

    /// <summary>The text; null when the word means nothing.</summary>
    /// <param name="session">The cells before it.</param>
    /// <param name="code">The code.</param>
    /// <param name="position">The place, an index of the code.</param>
    public static string? At(ScriptSession session, string code, int position)
    {
        if (new CodeLocation(session, code, position).Symbol() is not { } symbol) { return null; }
        var text = new StringBuilder(symbol.ToDisplayString(Format));
        if (symbol is INamedTypeSymbol type) { text.Insert(0, $"{type.TypeKind.ToString().ToLowerInvariant()} "); }
        if (Documentation.Find(symbol) is { Length: > 0 } documentation) { text.Append('\n').Append('\n').Append(documentation); }
        return text.ToString();
    }
}
