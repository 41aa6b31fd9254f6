namespace DigitML.Web.Api;

/// <summary>A label and how likely it is.</summary>
/// <param name="Label">The label.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
internal sealed record LabelResponse(string Label, double Confidence)
{
    /// <summary>The likeliest labels of a prediction, the likeliest first.</summary>
    public static LabelResponse[] Ranked(Prediction prediction, int top) =>
        [.. prediction.Top(top).Select(label => new LabelResponse(label.Label, Rounded(label.Confidence)))];

    /// <summary>A probability with six decimals, which JSON can always hold; 0 for what is no number.</summary>
    public static double Rounded(double probability) => double.IsFinite(probability) ? Math.Round(probability, 6) : 0;
}
