using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DigitML.Jupyter.Scripting;

/// <summary>A place in a cell's code, with what the compiler knows of it.</summary>
internal sealed class CodeLocation
{
    private readonly SemanticModel _model;
    private readonly SyntaxNode _root;

    /// <summary>Takes a look at a text that need not be complete.</summary>
    /// <param name="session">The cells before it.</param>
    /// <param name="code">The text.</param>
    /// <param name="position">The place, an index of the text.</param>
    public CodeLocation(ScriptSession session, string code, int position)
    {
        Compilation compilation = session.Compile(code);
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        (_model, _root, Position) = (compilation.GetSemanticModel(tree), tree.GetRoot(), position);
    }

    /// <summary>The place.</summary>
    public int Position { get; }

    /// <summary>What can stand at a place, given that a word begins there: members of what is before the dot, or all that is in scope.</summary>
    public IEnumerable<ISymbol> SymbolsAt(int wordStart)
    {
        SyntaxToken before = _root.FindToken(Math.Max(0, wordStart - 1));
        if (before.SpanStart >= wordStart) { before = before.GetPreviousToken(); }
        if (!before.IsKind(SyntaxKind.DotToken)) { return _model.LookupSymbols(wordStart).Where(IsUsable); }
        return before.Parent switch
        {
            MemberAccessExpressionSyntax access => MembersOf(access.Expression, wordStart),
            QualifiedNameSyntax name => MembersOf(name.Left, wordStart),
            MemberBindingExpressionSyntax { Parent: { } parent } => parent.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access
                ? MembersOf(access.Expression, wordStart) : [],
            _ => [],
        };
    }

    /// <summary>What the word at the place means; null when it means nothing.</summary>
    public ISymbol? Symbol()
    {
        SyntaxToken token = _root.FindToken(Math.Min(Position, Math.Max(0, _root.FullSpan.End - 1)));
        if (!token.Span.Contains(Position) || !token.IsKind(SyntaxKind.IdentifierToken)) { token = TokenBefore(); }
        for (SyntaxNode? node = token.Parent; node is not null && node.Span.Length <= token.Parent!.Span.Length; node = node.Parent)
        {
            SymbolInfo info = _model.GetSymbolInfo(node);
            ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? _model.GetDeclaredSymbol(node);
            if (symbol is not null) { return symbol; }
        }

        return null;
    }

    private SyntaxToken TokenBefore()
    {
        SyntaxToken token = _root.FindToken(Math.Max(0, Position - 1));
        return token.IsKind(SyntaxKind.OpenParenToken) ? token.GetPreviousToken() : token;
    }

    private IEnumerable<ISymbol> MembersOf(ExpressionSyntax expression, int position)
    {
        SymbolInfo info = _model.GetSymbolInfo(expression);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        bool isType = symbol is INamespaceOrTypeSymbol;
        INamespaceOrTypeSymbol? container = symbol as INamespaceOrTypeSymbol ?? _model.GetTypeInfo(expression).Type;
        if (container is null) { return []; }
        return _model.LookupSymbols(position, container, includeReducedExtensionMethods: !isType)
            .Where(member => IsUsable(member) && IsMemberOf(container, member, isType));
    }

    // Behind a type stand its static members and the types in it, behind a namespace all it holds, behind a value the others.
    private static bool IsMemberOf(INamespaceOrTypeSymbol container, ISymbol member, bool isType) =>
        container.IsNamespace || member is INamedTypeSymbol ? isType : member.IsStatic == isType || IsExtension(member);

    private static bool IsExtension(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension };

    private static bool IsUsable(ISymbol symbol) => symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared && !IsHidden(symbol);

    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: 1 }]);
}
