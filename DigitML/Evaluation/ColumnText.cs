using System.Globalization;

namespace DigitML.Evaluation;

/// <summary>Names in columns of text: counted in text elements, so that no character is cut in half and marks take no room.</summary>
internal static class ColumnText
{
    /// <summary>The longest name in a text table; longer ones are cut.</summary>
    public const int LongestName = 32;

    /// <summary>How many text elements a name has.</summary>
    public static int Length(string name) => new StringInfo(name).LengthInTextElements;

    /// <summary>A name of at most <paramref name="width"/> text elements, the last one an ellipsis where something was cut.</summary>
    public static string Cut(string name, int width = LongestName)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(name);
        return starts.Length <= width ? name : name[..starts[width - 1]] + "…";
    }

    /// <summary>A name with as many spaces before it as it takes to fill a column.</summary>
    public static string PadLeft(string name, int width) => new string(' ', Math.Max(0, width - Length(name))) + name;

    /// <summary>A name with as many spaces after it as it takes to fill a column.</summary>
    public static string PadRight(string name, int width) => name + new string(' ', Math.Max(0, width - Length(name)));
}
