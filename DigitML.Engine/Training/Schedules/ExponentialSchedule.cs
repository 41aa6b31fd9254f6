namespace DigitML;

/// <summary>The rate is multiplied by a factor every epoch, as PyTorch's ExponentialLR does.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>The factor, more than 0; 0.95 unless set.</summary>
    public float Factor { get; init; } = .95f;

    /// <inheritdoc/>
    public override float Rate(float baseRate, TrainingPosition position) => (float)(baseRate * Math.Pow(Factor, position.Epoch));

    internal override void Validate() => Require(Factor > 0, "factor", Factor, "more than 0");
}
