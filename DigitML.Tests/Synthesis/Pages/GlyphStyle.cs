namespace DigitML.Tests.Synthesis.Pages;

/// <summary>How a digit is written.</summary>
/// <param name="Height">Its height in pixels; a digit much wider than high is smaller, so that its width stays below 1.25 heights.</param>
/// <param name="Stroke">How far the edges of strokes move outwards, in pixels of 28 x 28, -3 to 3.</param>
/// <param name="Slant">Its slant to the right, in degrees.</param>
/// <param name="Turn">Its turn, in degrees.</param>
internal readonly record struct GlyphStyle(float Height, float Stroke, float Slant, float Turn);
