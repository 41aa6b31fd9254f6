namespace DigitML.Synthesis;

/// <summary>What a shape that is no digit is made of: <see cref="NonDigits"/>.</summary>
internal enum NonDigitKind
{
    /// <summary>Two or three digits side by side, apart, touching or overlapping.</summary>
    SeveralDigits,

    /// <summary>A part of a digit, cut off by a line.</summary>
    PartOfDigit,

    /// <summary>A digit with a piece of a neighbour.</summary>
    DigitAndPiece,

    /// <summary>One stroke: a bar, an arc, a dot or a comma. An upright stroke is a one and no non-digit.</summary>
    Stroke,

    /// <summary>A scribble, hatching, a spiral or a sign such as a plus, an arrow or a box.</summary>
    Scribble,

    /// <summary>A letter that looks like no digit.</summary>
    Letter,

    /// <summary>A blot or a patch of texture.</summary>
    Texture,
}
