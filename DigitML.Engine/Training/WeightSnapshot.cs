namespace DigitML;

/// <summary>A copy of a training's weights, to be put back later with <see cref="TrainingContext.Restore"/>.</summary>
public sealed class WeightSnapshot
{
    internal WeightSnapshot(float[] values, float[] average)
    {
        Values = values;
        Average = average;
    }

    /// <summary>All numbers of the network.</summary>
    internal float[] Values { get; }

    /// <summary>The moving average of the learnt ones; empty when none is kept.</summary>
    internal float[] Average { get; }
}
