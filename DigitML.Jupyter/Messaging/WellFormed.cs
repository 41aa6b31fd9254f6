using System.Text;

namespace DigitML.Jupyter.Messaging;

/// <summary>Texts that can be sent: JSON in UTF-8 has no place for half a surrogate pair, which a C# string may hold.</summary>
internal static class WellFormed
{
    /// <summary>The text, with U+FFFD in place of every half of a pair.</summary>
    public static string Text(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i])) { return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); }
        }

        return text;
    }
}
