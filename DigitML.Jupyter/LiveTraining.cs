using System.Diagnostics;
using DigitML.Jupyter.Output;

namespace DigitML.Jupyter;

/// <summary>
/// Shows a training below its cell while it runs: how far it is, and the curve of its loss. Hand it to the training with other callbacks.
/// </summary>
/// <example><code>
/// new CnnTrainer(Presets.Fast).Fit(data.Train, data.Validation, new LiveTraining())
/// </code></example>
public sealed class LiveTraining : TrainingCallback
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly List<(double Epoch, double Loss)> _steps = [];
    private DisplayHandle? _display, _teachers;
    private long _start, _drawn;

    /// <inheritdoc/>
    public override void OnTeacherEpochEnd(TeacherEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        string text = FormattableString.Invariant(
            $"Training: teacher {epoch.Teacher} of {epoch.Teachers}, epoch {epoch.Metrics.Epoch}/{epoch.Epochs}");
        if (epoch is { Teacher: 1, Metrics.Epoch: 1 }) { _teachers = Notebook.Display(text); }
        else { _teachers?.Update(text); }
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        _steps.Clear();
        _start = _drawn = Stopwatch.GetTimestamp();
        _display = Notebook.Display(Picture(context, 0, "begins"));
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingContext context, StepResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Stopwatch.GetElapsedTime(_drawn) < Interval) { return; }
        double epochs = result.Epoch - 1 + (double)result.Step / context.StepsPerEpoch;
        _steps.Add((epochs, result.EpochLoss));
        Show(Picture(context, epochs, FormattableString.Invariant(
            $"epoch {result.Epoch}/{context.Options.Epochs}, loss {result.EpochLoss:F4}, accuracy {result.EpochAccuracy:P2}")));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(metrics);
        Show(Picture(context, metrics.Epoch, Describe(context, metrics)));
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string end = context.History is [.., var last] ? Describe(context, last) : "no epoch";
        Show(Picture(context, context.Options.Epochs, FormattableString.Invariant($"{end}, {Stopwatch.GetElapsedTime(_start).TotalSeconds:F1} s")));
    }

    private static string Describe(TrainingContext context, EpochMetrics metrics)
    {
        string epoch = FormattableString.Invariant(
            $"epoch {metrics.Epoch}/{context.Options.Epochs}, loss {metrics.Loss:F4}, accuracy {metrics.Accuracy:P2}");
        return metrics.ValidationAccuracy is { } accuracy ? epoch + FormattableString.Invariant($", validation {accuracy:P2}") : epoch;
    }

    private LiveCurve Picture(TrainingContext context, double epochs, string text) =>
        new(context.Options.Epochs, epochs, text, [.. _steps], [.. context.History]);

    private void Show(LiveCurve picture)
    {
        _drawn = Stopwatch.GetTimestamp();
        _display?.Update(picture);
    }
}
