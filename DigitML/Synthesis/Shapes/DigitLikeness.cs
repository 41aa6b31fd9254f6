namespace DigitML.Synthesis.Shapes;

/// <summary>Tells whether a part of a digit may be taken for a digit by right, asking the built-in model for Latin digits.</summary>
/// <param name="digits">The digits that parts are made of; unless their classes are 0 to 9, no part is taken for a digit.</param>
internal sealed class DigitLikeness(ImageSet digits)
{
    /// <summary>The model is sure of too much that is no digit, so it is believed from here on only, and for likely digits only.</summary>
    private const float LeastConfidence = .7f;

    // Which digits parts of 0, 1, ... 9 can be: upright strokes, loops, and the digits themselves when little is missing.
    private static readonly string[] LikelyDigits = ["01", "1", "1237", "12357", "14679", "1356", "0156", "179", "02345689", "013479"];

    private readonly DigitClassifier? _reader =
        digits.LabelNames.SequenceEqual("0123456789".Select(digit => $"{digit}")) ? DigitClassifier.Pretrained(NumeralSystem.Latin) : null;

    /// <summary>Whether a part looks like a digit that it can be.</summary>
    /// <param name="shape">The part in MNIST's form.</param>
    /// <param name="label">The class of the digit that it is cut from.</param>
    public bool MayBeDigit(GrayImage shape, int label)
    {
        if (_reader is null) { return false; }
        Prediction prediction = _reader.PredictPixels(shape.Pixels);
        return prediction.Confidence >= LeastConfidence && LikelyDigits[label].Contains(prediction.Label, StringComparison.Ordinal);
    }
}
