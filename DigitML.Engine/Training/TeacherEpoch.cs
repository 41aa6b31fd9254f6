namespace DigitML;

/// <summary>An epoch of a teacher that is trained before its learner.</summary>
/// <param name="Teacher">Which one, from 1.</param>
/// <param name="Teachers">Of how many.</param>
/// <param name="Epochs">How many epochs it will have.</param>
/// <param name="Metrics">How the epoch went.</param>
public sealed record TeacherEpoch(int Teacher, int Teachers, int Epochs, EpochMetrics Metrics);
