namespace DigitML;

/// <summary>The rate is multiplied by a factor every few epochs, as PyTorch's StepLR does.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Epochs between two changes, at least 1; 10 unless set.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The factor, more than 0; 0.1 unless set.</summary>
    public float Factor { get; init; } = .1f;

    /// <inheritdoc/>
    public override float Rate(float baseRate, TrainingPosition position) =>
        (float)(baseRate * Math.Pow(Factor, position.Epoch / Epochs));

    internal override void Validate()
    {
        Require(Epochs > 0, "number of epochs", Epochs, "at least 1");
        Require(Factor > 0, "factor", Factor, "more than 0");
    }
}
