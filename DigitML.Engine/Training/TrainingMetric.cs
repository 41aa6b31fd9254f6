namespace DigitML;

/// <summary>A figure of an epoch that a callback can watch. In brackets what Keras calls it.</summary>
public enum TrainingMetric
{
    /// <summary>The mean loss over the training images (loss).</summary>
    Loss,

    /// <summary>Share of the training images that was recognised (accuracy).</summary>
    Accuracy,

    /// <summary>The mean loss over the validation images (val_loss).</summary>
    ValidationLoss,

    /// <summary>Share of the validation images that was recognised (val_accuracy).</summary>
    ValidationAccuracy,

    /// <summary>The learning rate (learning_rate).</summary>
    LearningRate,
}
