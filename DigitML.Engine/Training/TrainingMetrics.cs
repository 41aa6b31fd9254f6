namespace DigitML.Engine.Training;

/// <summary>What is known of every <see cref="TrainingMetric"/>.</summary>
internal static class TrainingMetrics
{
    /// <summary>The name that Keras gives it, which logs and file names use.</summary>
    public static string KerasName(this TrainingMetric metric) => metric switch
    {
        TrainingMetric.Loss => "loss",
        TrainingMetric.Accuracy => "accuracy",
        TrainingMetric.ValidationLoss => "val_loss",
        TrainingMetric.ValidationAccuracy => "val_accuracy",
        _ => "learning_rate",
    };

    /// <summary>Whether more is better.</summary>
    public static bool HigherIsBetter(this TrainingMetric metric) =>
        metric is TrainingMetric.Accuracy or TrainingMetric.ValidationAccuracy;
}
