namespace DigitML;

/// <summary>The images whose prediction had about the same confidence: one bar of a reliability diagram.</summary>
/// <param name="Confidence">The mean confidence of their predictions, 0 to 1; 0 without images.</param>
/// <param name="Accuracy">The share of them that was predicted rightly, 0 to 1; 0 without images.</param>
/// <param name="Count">How many they are.</param>
public sealed record ReliabilityBin(double Confidence, double Accuracy, int Count);
