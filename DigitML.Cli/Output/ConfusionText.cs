using System.Globalization;

namespace DigitML.Cli.Output;

/// <summary>What a terminal shows of a confusion matrix: the table, or of many classes the most frequent confusions.</summary>
internal static class ConfusionText
{
    private const int MostColumns = 26;
    private const int MostPairs = 15;

    /// <summary>The text, its lines ended by line feeds.</summary>
    public static string Create(ConfusionMatrix matrix)
    {
        if (matrix.NumberOfClasses <= MostColumns) { return matrix.GetFormattedConfusionTable(); }
        IReadOnlyList<ConfusedPair> pairs = matrix.MostConfused(MostPairs);
        return "\nMost frequent confusions (of " + matrix.NumberOfClasses.ToString(CultureInfo.InvariantCulture) +
            " classes, whose table would be too wide)\n" +
            string.Concat(pairs.Select(pair => string.Create(
                CultureInfo.InvariantCulture, $"{pair.Count,7:N0}  {pair.Actual} taken for {pair.Predicted}\n")));
    }
}
