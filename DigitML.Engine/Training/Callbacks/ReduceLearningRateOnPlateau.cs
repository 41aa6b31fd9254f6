using System.Globalization;

namespace DigitML;

/// <summary>Lowers the learning rate when a figure no longer improves. The rules are those of Keras' ReduceLROnPlateau, to the epoch.</summary>
public sealed class ReduceLearningRateOnPlateau : MonitorCallback
{
    private int _waited;
    private int _cooldownLeft;

    /// <summary>What the rate is multiplied by, more than 0 and less than 1; 0.1 unless set.</summary>
    public float Factor { get; init; } = .1f;

    /// <summary>Epochs without improvement after which the rate is lowered, at least 0; 10 unless set.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much better than the best a value must be to count, at least 0; 1e-4 unless set.</summary>
    public double MinimumDelta { get; init; } = 1e-4;

    /// <summary>Epochs after a reduction in which nothing is counted, at least 0; 0 unless set.</summary>
    public int Cooldown { get; init; }

    /// <summary>The rate is never set below this, at least 0; 0 unless set.</summary>
    public float MinimumLearningRate { get; init; }

    private protected override double Delta => MinimumDelta;

    /// <inheritdoc/>
    /// <exception cref="DigitMLException">The factor would not lower the rate.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (Factor is not (> 0 and < 1))
        {
            throw new DigitMLException(string.Create(
                CultureInfo.InvariantCulture, $"ReduceLearningRateOnPlateau: the factor is {Factor}; it must be more than 0 and less than 1."));
        }

        (_waited, _cooldownLeft) = (0, 0);
        Watch.Reset();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
    {
        if (Read(context, metrics) is not { } value) { return; }
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _waited = 0;
        }

        if (Watch.Improves(value)) { _waited = 0; }
        else if (_cooldownLeft == 0 && ++_waited >= Patience && context.LearningRate > MinimumLearningRate) { Reduce(context, metrics); }
    }

    private void Reduce(TrainingContext context, EpochMetrics metrics)
    {
        context.LearningRate = Math.Max(context.LearningRate * Factor, MinimumLearningRate);
        context.Report(string.Create(
            CultureInfo.InvariantCulture, $"Epoch {metrics.Epoch}: ReduceLearningRateOnPlateau reducing learning rate to {context.LearningRate}."));
        (_cooldownLeft, _waited) = (Cooldown, 0);
    }
}
