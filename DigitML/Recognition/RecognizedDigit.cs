namespace DigitML;

/// <summary>A digit that was read on a page.</summary>
/// <param name="Prediction">What it is, with all alternatives.</param>
/// <param name="Box">Where its ink lies on the page, pixels.</param>
/// <param name="Line">Its line, from 0 at the top.</param>
/// <param name="Image">What the network saw: the ink fitted and centred in 28 x 28 pixels, 0 where there is paper.</param>
public sealed record RecognizedDigit(Prediction Prediction, PixelBox Box, int Line, GrayImage Image)
{
    /// <summary>The likeliest label.</summary>
    public string Label => Prediction.Label;

    /// <summary>The label's probability, 0 to 1.</summary>
    public float Confidence => Prediction.Confidence;
}
