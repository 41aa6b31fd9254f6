namespace DigitML.Jupyter.Messaging;

/// <summary>Places in a text: the protocol counts Unicode code points, C# counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The index of a C# string at so many code points; within the text in any case.</summary>
    public static int ToIndex(string text, int codePoints)
    {
        int index = 0;
        for (; codePoints > 0 && index < text.Length; codePoints--)
        {
            index += (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1])) ? 2 : 1;
        }

        return index;
    }

    /// <summary>How many code points lie before an index of a C# string.</summary>
    public static int FromIndex(string text, int index)
    {
        int codePoints = 0;
        for (int i = 0; i < index; codePoints++) { i += (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) ? 2 : 1; }
        return codePoints;
    }
}
