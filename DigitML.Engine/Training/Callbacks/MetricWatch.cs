namespace DigitML.Engine.Training.Callbacks;

/// <summary>Tells whether a figure improves from epoch to epoch, as Keras' MonitorCallback does.</summary>
/// <param name="metric">The figure.</param>
/// <param name="minimumDelta">How much better it must be to count; its sign doesn't matter.</param>
internal sealed class MetricWatch(TrainingMetric metric, double minimumDelta)
{
    /// <summary>The best value so far; null before the first.</summary>
    public double? Best { get; private set; }

    /// <summary>Forgets everything, or starts from a value that has to be beaten.</summary>
    public void Reset(double? best = null) => Best = best;

    /// <summary>Looks at a value and keeps it when it is better; the first one always is.</summary>
    public bool Improves(double value)
    {
        bool better = Best is not { } best || IsBetter(value, best);
        if (better) { Best = value; }
        return better;
    }

    /// <summary>Whether one value beats another by more than the minimum. NaN beats nothing.</summary>
    public bool IsBetter(double value, double other)
    {
        double delta = Math.Abs(minimumDelta);
        return metric.HigherIsBetter() ? value - delta > other : value + delta < other;
    }
}
