namespace DigitML;

/// <summary>Two classes of which one was taken for the other.</summary>
/// <param name="Actual">The name of the class that the images belong to.</param>
/// <param name="Predicted">The name of the class that they were taken for.</param>
/// <param name="Count">How many images, at least 1.</param>
public sealed record ConfusedPair(string Actual, string Predicted, int Count);
