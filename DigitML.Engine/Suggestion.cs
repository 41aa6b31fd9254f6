namespace DigitML;

/// <summary>Suggests a name for a mistyped word, by Levenshtein distance.</summary>
internal static class Suggestion
{
    /// <summary>" Did you mean 'x'?" for the nearest of some names when one is near a mistyped word, otherwise nothing.</summary>
    public static string For(string word, IEnumerable<string> names)
    {
        (string nearest, int distance) = names.Select(name => (name, Between(word.ToLowerInvariant(), name))).MinBy(pair => pair.Item2);
        return distance <= word.Length / 2 ? $" Did you mean '{nearest}'?" : "";
    }

    /// <summary>The distance between two words; 0 if they are the same.</summary>
    public static int Between(string from, string to)
    {
        // row[j]: the distance between the letters of `from` so far and the first j letters of `to`.
        int[] row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < to.Length; j++)
            {
                int replaced = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(diagonal, row[j]) + 1);
            }
        }
        return row[^1];
    }
}
