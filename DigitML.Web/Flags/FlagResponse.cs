namespace DigitML.Web.Flags;

/// <summary>What was saved.</summary>
/// <param name="Label">The right label.</param>
/// <param name="Read">What the model reads.</param>
/// <param name="Saved">How many drawings of the model's script are saved by now.</param>
internal sealed record FlagResponse(string Label, string Read, int Saved);
