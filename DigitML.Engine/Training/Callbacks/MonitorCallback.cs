using DigitML.Engine.Training;
using DigitML.Engine.Training.Callbacks;

namespace DigitML;

/// <summary>A callback that watches one figure of every epoch.</summary>
public abstract class MonitorCallback : TrainingCallback
{
    private MetricWatch? _watch;

    private protected MonitorCallback()
    {
    }

    /// <summary>The figure to watch; the validation loss unless set. Losses are better when lower, accuracies when higher.</summary>
    public TrainingMetric Monitor { get; init; } = TrainingMetric.ValidationLoss;

    /// <summary>How much better a value must be to count as an improvement.</summary>
    private protected abstract double Delta { get; }

    /// <summary>Tells whether the figure improves.</summary>
    private protected MetricWatch Watch => _watch ??= new MetricWatch(Monitor, Delta);

    /// <summary>The watched figure of an epoch; null, with a message to the user, when the epoch has none.</summary>
    private protected double? Read(TrainingContext context, EpochMetrics row)
    {
        double? value = row[Monitor];
        if (value is null)
        {
            IEnumerable<string> known =
                Enum.GetValues<TrainingMetric>().Where(metric => row[metric] is not null).Select(metric => metric.KerasName());
            context.Report(
                $"{GetType().Name} watches {Monitor.KerasName()}, which this training doesn't have; it has {string.Join(", ", known)}.");
        }

        return value;
    }
}
