using System.Diagnostics;
using System.Globalization;

namespace DigitML.Cli.Output;

/// <summary>Shows a training on standard error: on a terminal a bar that moves, elsewhere one line an epoch.</summary>
internal sealed class TrainingDisplay : TrainingCallback
{
    private const int BarWidth = 20;
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(100);
    private long _epochStart;
    private long _lastDrawn;

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context, int epoch)
    {
        _epochStart = Stopwatch.GetTimestamp();
        _lastDrawn = 0;
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingContext context, StepResult result)
    {
        if (!Terminal.IsLive || (_lastDrawn != 0 && Stopwatch.GetElapsedTime(_lastDrawn) < RedrawInterval)) { return; }
        _lastDrawn = Stopwatch.GetTimestamp();
        double seconds = Stopwatch.GetElapsedTime(_epochStart).TotalSeconds, share = (double)result.Step / context.StepsPerEpoch;
        int filled = (int)(share * BarWidth);
        double rate = (double)result.Step * context.Options.BatchSize / seconds;
        Terminal.Rewrite(string.Create(CultureInfo.InvariantCulture,
            $"Epoch {result.Epoch}/{context.Options.Epochs} {new string('━', filled)}{new string('╌', BarWidth - filled)} " +
            $"{result.Step}/{context.StepsPerEpoch} ETA {Remaining(context, seconds / share, seconds, result.Epoch)} " +
            $"loss {result.EpochLoss:F4} acc {result.EpochAccuracy:F4} {rate:F0} img/s"));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
    {
        Terminal.Clear();
        string validation = metrics.ValidationAccuracy is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"  val_loss {metrics.ValidationLoss:F4}  val_accuracy {metrics.ValidationAccuracy:F4}");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Epoch {metrics.Epoch}/{context.Options.Epochs}  {metrics.Seconds:F1} s  "
            + $"loss {metrics.Loss:F4}  accuracy {metrics.Accuracy:F4}{validation}"));
    }

    private static string Remaining(TrainingContext context, double epochSeconds, double seconds, int epoch)
    {
        double left = epochSeconds * (context.Options.Epochs - epoch + 1) - seconds;
        return left < 60 ? $"{left:F0} s" : $"{(int)left / 60}:{(int)left % 60:D2}";
    }
}
