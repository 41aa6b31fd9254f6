namespace DigitML;

/// <summary>Always the base rate.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override float Rate(float baseRate, TrainingPosition position) => baseRate;
}
