using System.Globalization;
using System.Text.RegularExpressions;
using DigitML.Engine.Training;

namespace DigitML;

/// <summary>
/// Saves the classifier after every epoch, or only after one that was the best so far. The rules and messages are those of Keras'
/// ModelCheckpoint. Missing folders are made; a file is replaced only when the new one is whole.
/// </summary>
/// <param name="path">
/// Where to save. It may name the epoch and its figures as Keras' paths do: <c>{epoch:02d}-{val_loss:.2f}.safetensors</c>, with epoch, loss,
/// accuracy, val_loss, val_accuracy and learning_rate.
/// </param>
public sealed partial class ModelCheckpoint(string path) : MonitorCallback
{
    /// <summary>Whether only the best epoch so far is saved; false unless set.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>A value that has to be beaten before the first save; none unless set.</summary>
    public double? InitialThreshold { get; init; }

    private protected override double Delta => 0;

    /// <inheritdoc/>
    /// <exception cref="DigitMLException">The path is empty, or names a figure that there is not.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new DigitMLException("ModelCheckpoint: the path is empty; give the path of a .safetensors file.");
        }

        // Now, and not after an epoch's work.
        _ = Expand(new EpochMetrics(1, 0, 0, 0, 0, 0, 0));
        Watch.Reset(InitialThreshold);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
    {
        string target = Expand(metrics);
        double? before = Watch.Best;
        if (SaveBestOnly && Read(context, metrics) is { } value)
        {
            string name = Monitor.KerasName();
            if (!Watch.Improves(value))
            {
                context.Report(Line($"Epoch {metrics.Epoch}: {name} did not improve from {before:F5}"));
                return;
            }

            string from = before is null ? "" : Line($" from {before:F5}");
            context.Report(Line($"Epoch {metrics.Epoch}: {name} improved{from} to {value:F5}, saving model to {target}"));
        }
        else
        {
            context.Report(Line($"Epoch {metrics.Epoch}: saving model to {target}"));
        }

        context.CreateEnsemble().Save(target);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string Expand(EpochMetrics metrics) => Field().Replace(path, match =>
    {
        string name = match.Groups["name"].Value;
        if (name == "epoch" && !match.Groups["decimals"].Success)
        {
            return metrics.Epoch.ToString($"D{Digits(match, "width", 1)}", CultureInfo.InvariantCulture);
        }

        foreach (TrainingMetric metric in Enum.GetValues<TrainingMetric>())
        {
            if (metric.KerasName() == name && !match.Groups["width"].Success)
            {
                return (metrics[metric] ?? double.NaN).ToString($"F{Digits(match, "decimals", 4)}", CultureInfo.InvariantCulture);
            }
        }

        throw new DigitMLException(
            $"ModelCheckpoint: the path {path} has the field {match.Value}, which is not understood; there are epoch, as {{epoch:02d}}, " +
            "and loss, accuracy, val_loss, val_accuracy and learning_rate, as {loss:.2f}.");
    });

    private static int Digits(Match match, string group, int otherwise) =>
        int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out int digits) ? digits : otherwise;

    [GeneratedRegex(@"\{((?<name>\w+)(:0?(?<width>\d+)d|:\.(?<decimals>\d)f)?|[^{}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
