namespace DigitML;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">The mean loss over the training images as they were seen, augmented and with dropout.</param>
/// <param name="Accuracy">Share of them that was recognised, 0 to 1.</param>
/// <param name="ValidationLoss">The mean loss over the validation images after the epoch; null without validation.</param>
/// <param name="ValidationAccuracy">Share of them that was recognised, 0 to 1; null without validation.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
public sealed record EpochMetrics(
    int Epoch, double Loss, double Accuracy, double? ValidationLoss, double? ValidationAccuracy, float LearningRate, double Seconds)
{
    /// <summary>One of the row's figures; null when there was no validation.</summary>
    public double? this[TrainingMetric metric] => metric switch
    {
        TrainingMetric.Loss => Loss,
        TrainingMetric.Accuracy => Accuracy,
        TrainingMetric.ValidationLoss => ValidationLoss,
        TrainingMetric.ValidationAccuracy => ValidationAccuracy,
        TrainingMetric.LearningRate => LearningRate,
        _ => throw new DigitMLException($"The metric is {metric}; it must be one of {string.Join(", ", Enum.GetNames<TrainingMetric>())}."),
    };
}
