using System.Globalization;

namespace DigitML;

/// <summary>Sets the base learning rate before every epoch, as Keras' LearningRateScheduler does.</summary>
/// <param name="schedule">Takes the epoch, from 0, and the rate so far; returns the rate, 0 or more.</param>
public sealed class LearningRateScheduler(Func<int, float, float> schedule) : TrainingCallback
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The function returned no learning rate.</exception>
    public override void OnEpochBegin(TrainingContext context, int epoch)
    {
        float rate = schedule(epoch - 1, context.LearningRate);
        context.LearningRate = float.IsFinite(rate) && rate >= 0
            ? rate
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"LearningRateScheduler: the schedule returned {rate} for epoch {epoch - 1}; it must be a number of 0 or more."));
    }
}
