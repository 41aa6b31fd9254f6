namespace DigitML.Classification;

/// <summary>The names of the two classes that a model trained with non-digits has after its digits.</summary>
internal static class NonDigitLabels
{
    /// <summary>Ink that is no digit: letters, strokes, scribbles, texture.</summary>
    public const string None = "none";

    /// <summary>A part of a digit, or more than one digit.</summary>
    public const string Miscut = "miscut";

    /// <summary>Both, in the order of the classes.</summary>
    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly([None, Miscut]);
}
