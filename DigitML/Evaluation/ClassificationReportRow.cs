namespace DigitML;

/// <summary>One line of a <see cref="ClassificationReport"/>: a class or an average over classes.</summary>
/// <param name="Name">Name of the class or the average.</param>
/// <param name="Precision">Of the images taken for the class, the share that belongs to it, 0 to 1.</param>
/// <param name="Recall">Of the images of the class, the share taken for it, 0 to 1.</param>
/// <param name="F1">Harmonic mean of precision and recall, 0 to 1.</param>
/// <param name="Support">Number of images.</param>
public sealed record ClassificationReportRow(string Name, double Precision, double Recall, double F1, int Support);
