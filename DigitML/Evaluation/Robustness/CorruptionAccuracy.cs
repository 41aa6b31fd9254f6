namespace DigitML;

/// <summary>How well a classifier reads images with one corruption.</summary>
/// <param name="Corruption">Which.</param>
/// <param name="Accuracy">Share of the images read rightly, 0 to 1.</param>
public sealed record CorruptionAccuracy(Corruption Corruption, double Accuracy);
