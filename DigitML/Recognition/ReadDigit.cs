using DigitML.Models;

namespace DigitML.Recognition;

/// <summary>A digit that was read on a page.</summary>
/// <param name="Prediction">What it is, with all alternatives.</param>
/// <param name="Box">Where its ink lies on the page, pixels.</param>
/// <param name="Line">Its line, from 0 at the top.</param>
public sealed record ReadDigit(Prediction Prediction, PixelBox Box, int Line)
{
    /// <summary>The likeliest label.</summary>
    public string Label => Prediction.Label;

    /// <summary>The label's probability, 0 to 1.</summary>
    public float Confidence => Prediction.Confidence;
}
