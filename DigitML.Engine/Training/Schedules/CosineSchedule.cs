namespace DigitML;

/// <summary>From the base rate down to a last one along half a cosine, step by step (Loshchilov and Hutter, "SGDR", 2016).</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>The rate that is approached at the end, 0 or more; 0 unless set.</summary>
    public float MinimumRate { get; init; }

    /// <inheritdoc/>
    public override float Rate(float baseRate, TrainingPosition position) =>
        (float)(MinimumRate + (baseRate - MinimumRate) * (1 + Math.Cos(Math.PI * position.Step / position.TotalSteps)) / 2);

    internal override void Validate() => Require(MinimumRate >= 0, "minimum rate", MinimumRate, "0 or more");
}
