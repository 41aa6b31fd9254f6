namespace DigitML.Web.Flags;

/// <summary>A drawing with its right label.</summary>
/// <param name="Image">A picture file of one digit in Base64, with or without "data:image/png;base64," before it.</param>
/// <param name="Label">The right label, one of the model's.</param>
/// <param name="Model">The name of the model that read it; the default model if it is left out.</param>
internal sealed record FlagRequest(string? Image, string? Label, string? Model = null);
