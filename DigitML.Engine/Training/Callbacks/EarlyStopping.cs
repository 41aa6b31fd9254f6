using System.Globalization;

namespace DigitML;

/// <summary>Ends the training when a figure no longer improves. The rules are those of Keras' EarlyStopping, to the epoch.</summary>
public sealed class EarlyStopping : MonitorCallback
{
    private int _waited;
    private int _bestEpoch;
    private int? _stoppedEpoch;
    private WeightSnapshot? _best;

    /// <summary>How much better than the best a value must be to count, at least 0; 0 unless set.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>Epochs without improvement after which the training ends; 0 unless set. The first epoch never ends it.</summary>
    public int Patience { get; init; }

    /// <summary>A value that the figure has to beat too, before patience starts anew; none unless set.</summary>
    public double? Baseline { get; init; }

    /// <summary>
    /// Whether the training ends with the weights of the best epoch, also when it went on to its last epoch; true unless set (Keras:
    /// false).
    /// </summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>Epochs that are not looked at in the beginning; 0 unless set.</summary>
    public int StartFromEpoch { get; init; }

    private protected override double Delta => MinimumDelta;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        (_waited, _bestEpoch, _stoppedEpoch, _best) = (0, 0, null, null);
        Watch.Reset();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
    {
        if (metrics.Epoch <= StartFromEpoch || Read(context, metrics) is not { } value) { return; }
        if (RestoreBestWeights && _best is null) { Keep(context, metrics); }
        _waited++;
        if (Watch.Improves(value))
        {
            if (RestoreBestWeights) { Keep(context, metrics); }
            if (Baseline is not { } baseline || Watch.IsBetter(value, baseline)) { _waited = 0; }
        }
        else if (_waited >= Patience && metrics.Epoch > 1)
        {
            _stoppedEpoch = metrics.Epoch;
            context.Stop();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        if (_stoppedEpoch is { } epoch) { context.Report(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}: early stopping")); }
        if (_best is null) { return; }
        context.Report(string.Create(CultureInfo.InvariantCulture, $"Restoring model weights from the end of the best epoch: {_bestEpoch}."));
        context.Restore(_best);
    }

    private void Keep(TrainingContext context, EpochMetrics metrics)
    {
        _best = context.TakeSnapshot();
        _bestEpoch = metrics.Epoch;
    }
}
