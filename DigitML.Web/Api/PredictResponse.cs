namespace DigitML.Web.Api;

/// <summary>What was read in a picture.</summary>
/// <param name="Model">The model that read it.</param>
/// <param name="Label">What was read: a label, or the labels of all digits, one line of text each; null when there is nothing to read.</param>
/// <param name="Confidences">The ranked labels of one digit; for several digits the number with the product of their confidences.</param>
/// <param name="IsDoubtful">Whether the ink may be no digit at all.</param>
/// <param name="Width">The picture's columns; boxes are in its pixels.</param>
/// <param name="Height">The picture's rows.</param>
/// <param name="Digits">The digits in reading order; a single digit's box is the whole picture unless it was looked for.</param>
/// <param name="Rejected">Ink that was seen but is no digit, or too doubtful.</param>
internal sealed record PredictResponse(
    string Model, string? Label, IReadOnlyList<LabelResponse> Confidences, bool IsDoubtful, int Width, int Height,
    IReadOnlyList<DigitResponse> Digits, IReadOnlyList<BoxResponse> Rejected);
