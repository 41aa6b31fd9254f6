using System.Collections;
using System.Globalization;

namespace DigitML.Jupyter.Output;

/// <summary>Values as plain text.</summary>
internal static class PlainText
{
    private const int MostItems = 50, MostDepth = 3;

    /// <summary>The text: what ToString says, in invariant culture; of sequences the first items; of a null the word.</summary>
    public static string Format(object? value) => Format(value, 0);

    private static string Format(object? value, int depth)
    {
        try
        {
            return value switch
            {
                null => "null",
                GrayImage image => $"GrayImage, {image.Width}x{image.Height}",
                string text => depth == 0 ? text : $"\"{text}\"",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                IEnumerable sequence when !HasOwnText(value) => depth < MostDepth ? Items(sequence, depth) : "[…]",
                _ => value.ToString() ?? "",
            };
        }
#pragma warning disable CA1031 // A user's ToString may throw anything; the value is shown all the same.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return $"{value?.GetType()}: {exception.GetType().Name}: {exception.Message}";
        }
    }

    private static bool HasOwnText(object value) =>
        value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } type
        && type != typeof(object) && type != typeof(Array) && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;

    private static string Items(IEnumerable sequence, int depth)
    {
        List<string> items = [];
        foreach (object? item in sequence)
        {
            if (items.Count == MostItems)
            {
                items.Add("…");
                break;
            }

            items.Add(Format(item, depth + 1));
        }

        return $"[{string.Join(", ", items)}]";
    }
}
