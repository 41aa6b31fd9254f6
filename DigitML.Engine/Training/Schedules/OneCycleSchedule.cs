namespace DigitML;

/// <summary>
/// Up from a low rate to the base rate, then down to almost nothing (Smith and Topin, "Super-convergence", 2017), as PyTorch's
/// OneCycleLR lays it out with the base rate as its maximum.
/// </summary>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    /// <summary>Share of the steps on the way up, more than 0 and less than 1; 0.3 unless set.</summary>
    public float WarmUp { get; init; } = .3f;

    /// <summary>The first rate is the base rate divided by this, at least 1; 25 unless set.</summary>
    public float InitialDivisor { get; init; } = 25;

    /// <summary>The last rate is the first one divided by this, at least 1; 10,000 unless set.</summary>
    public float FinalDivisor { get; init; } = 1e4f;

    /// <summary>Straight lines instead of half cosines; false unless set.</summary>
    public bool Linear { get; init; }

    /// <inheritdoc/>
    public override float Rate(float baseRate, TrainingPosition position)
    {
        double first = baseRate / (double)InitialDivisor, last = first / FinalDivisor;
        double peak = (double)WarmUp * position.TotalSteps - 1, end = position.TotalSteps - 1;
        return (float)(position.Step <= peak
            ? Between(first, baseRate, peak > 0 ? position.Step / peak : 1)
            : Between(baseRate, last, end > peak ? (position.Step - peak) / (end - peak) : 1));
    }

    internal override void Validate()
    {
        Require(WarmUp is > 0 and < 1, "warm-up", WarmUp, "more than 0 and less than 1");
        Require(InitialDivisor >= 1, "initial divisor", InitialDivisor, "at least 1");
        Require(FinalDivisor >= 1, "final divisor", FinalDivisor, "at least 1");
    }

    private double Between(double from, double to, double share) =>
        Linear ? from + (to - from) * share : to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}
