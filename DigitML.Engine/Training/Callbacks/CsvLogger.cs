using System.Globalization;
using DigitML.Engine.Training;

namespace DigitML;

/// <summary>
/// Writes a metrics an epoch to a CSV file, in the columns of Keras' CSVLogger: the epoch from 0, then accuracy, learning_rate, loss,
/// val_accuracy and val_loss. A missing figure is NA. Each metrics is on disk as soon as its epoch is over.
/// </summary>
/// <param name="path">The file; missing folders are made.</param>
public sealed class CsvLogger(string path) : TrainingCallback
{
    private static readonly TrainingMetric[] Columns =
        [.. Enum.GetValues<TrainingMetric>().OrderBy(metric => metric.KerasName(), StringComparer.Ordinal)];

    /// <summary>What stands between columns; a comma unless set.</summary>
    public string Separator { get; init; } = ",";

    /// <summary>Whether rows are added to a file that is there, instead of replacing it; false unless set.</summary>
    public bool Append { get; init; }

    /// <inheritdoc/>
    /// <exception cref="DigitMLException">The path is empty.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (string.IsNullOrWhiteSpace(path)) { throw new DigitMLException("CsvLogger: the path is empty; give the path of a CSV file."); }
        Write(() =>
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
            if (Append && File.Exists(path) && new FileInfo(path).Length > 0) { return; }
            File.WriteAllText(path, Line(Columns.Select(metric => metric.KerasName()).Prepend("epoch")));
        });
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file can't be written.</exception>
    public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
    {
        string epoch = (metrics.Epoch - 1).ToString(CultureInfo.InvariantCulture);
        IEnumerable<string> figures = Columns.Select(metric => metrics[metric]?.ToString("R", CultureInfo.InvariantCulture) ?? "NA");
        Write(() => File.AppendAllText(path, Line(figures.Prepend(epoch))));
    }

    private string Line(IEnumerable<string> fields) => string.Join(Separator, fields) + "\n";

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"CsvLogger: {path} could not be written: {exception.Message}", exception);
        }
    }
}
