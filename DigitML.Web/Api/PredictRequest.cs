namespace DigitML.Web.Api;

/// <summary>A picture to read, as JSON.</summary>
/// <param name="Image">A picture file in Base64, with or without "data:image/png;base64," before it.</param>
/// <param name="Model">The name of a model; the default model if it is left out.</param>
/// <param name="Digits">"one", "many" or "auto"; "one" if it is left out.</param>
/// <param name="Top">How many labels to rank for each digit, at least 1; all if it is left out.</param>
internal sealed record PredictRequest(string? Image, string? Model = null, string? Digits = null, int? Top = null);
