namespace DigitML.Cli.Commands;

/// <summary>What the command line calls the kinds of normalisation.</summary>
internal static class NormalizationNames
{
    /// <summary>unit, standardize or zca.</summary>
    public static string CommandLineName(this NormalizationKind kind) => kind switch
    {
        NormalizationKind.UnitRange => "unit",
        NormalizationKind.Zca => "zca",
        _ => "standardize",
    };
}
