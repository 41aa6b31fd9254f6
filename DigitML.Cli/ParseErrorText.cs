using System.CommandLine;
using System.CommandLine.Parsing;

namespace DigitML.Cli;

/// <summary>Says what is wrong with a command line, in a user's words.</summary>
internal static class ParseErrorText
{
    private static readonly Type[] WholeNumbers = [typeof(int), typeof(int?), typeof(ulong)];

    /// <summary>The mistake to be mended first.</summary>
    public static string Describe(ParseResult parsed)
    {
        // Behind a misspelt command the parser complains of the missing command first.
        string? stranger = parsed.UnmatchedTokens.Select(token => $"'{token}'").FirstOrDefault();
        ParseError error = stranger is null ? parsed.Errors[0]
            : parsed.Errors.FirstOrDefault(candidate => candidate.Message.Contains(stranger, StringComparison.Ordinal)) ?? parsed.Errors[0];
        return NotANumber(error) ?? error.Message;
    }

    // The parser names the type as the runtime does: System.Nullable`1[System.Int32].
    private static string? NotANumber(ParseError error)
    {
        if (error.SymbolResult is null || !error.Message.Contains("System.", StringComparison.Ordinal)) { return null; }
        OptionResult? result = error.SymbolResult as OptionResult ?? error.SymbolResult.Parent as OptionResult;
        if (result is not { Tokens: [Token token] }) { return null; }
        string wanted = !WholeNumbers.Contains(result.Option.ValueType) ? "a number"
            : result.Option.ValueType == typeof(ulong) ? "a whole number from 0 on"
            : "a whole number";
        return $"{result.Option.Name} is {token.Value}; it must be {wanted}";
    }
}
