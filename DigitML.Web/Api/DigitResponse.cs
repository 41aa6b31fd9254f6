namespace DigitML.Web.Api;

/// <summary>A digit that was read.</summary>
/// <param name="Label">The likeliest label.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
/// <param name="Confidences">The ranked labels.</param>
/// <param name="Box">Where it is.</param>
/// <param name="Line">Its line, from 0 at the top.</param>
/// <param name="Input">The picture that the network saw, a PNG as data address.</param>
internal sealed record DigitResponse(
    string Label, double Confidence, IReadOnlyList<LabelResponse> Confidences, BoxResponse Box, int Line, string Input);
