namespace DigitML;

/// <summary>What a training came to.</summary>
/// <param name="Ensemble">The trained network or networks; calibrated if there were validation images.</param>
/// <param name="History">One row an epoch, in order.</param>
/// <param name="Seconds">How long the training took, validation included.</param>
/// <param name="ImagesPerSecond">Training images a second while learning, validation left out.</param>
/// <param name="ValidationLoss">
/// The mean loss over the validation images as the training counts it, with label smoothing and before calibration; null without validation.
/// </param>
/// <param name="ValidationAccuracy">Share of the validation images that the classifier recognises, 0 to 1; null without validation.</param>
/// <param name="StoppedEarly">Whether a callback ended the training before its last step.</param>
public sealed record TrainingResult(
    Ensemble Ensemble, IReadOnlyList<EpochMetrics> History, double Seconds, double ImagesPerSecond,
    double? ValidationLoss, double? ValidationAccuracy, bool StoppedEarly)
{
    /// <summary>
    /// How loss and learning rate went within the epochs: a few hundred points however long the training was, each over as many steps as
    /// that takes.
    /// </summary>
    public IReadOnlyList<StepPoint> Steps { get; init; } = [];
}
