using System.Globalization;
using DigitML.Plotting.Panels;

namespace DigitML.Plotting;

/// <summary>The charts of a training's course, and its epochs as a table.</summary>
internal static class TrainingCurves
{
    private const string Epochs = "epochs";

    /// <summary>Writes the section.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="result">What the training came to.</param>
    public static void Write(MarkupWriter page, TrainingResult result)
    {
        using var section = page.Element("section");
        page.Leaf("h2", "Course of the training");
        page.Leaf("p", "Training figures are means over an epoch as its images were seen, augmented and with dropout; " +
            "validation is measured after the epoch, without either. Point at a mark for its value.", ("class", "quiet"));
        AxisScale x = EpochAxis(result);
        using (page.Element("div", ("class", "charts")))
        {
            foreach (LineChart chart in new[] { Loss(result, x), Accuracy(result, x), Errors(result, x), Rate(result, x) })
            {
                using var figure = page.Element("figure");
                page.Leaf("figcaption", chart.Title);
                chart.Write(page);
            }
        }

        WriteTable(page, result.History);
    }

    /// <summary>An axis from 0 over all epochs.</summary>
    internal static AxisScale EpochAxis(TrainingResult result) =>
        AxisScale.Linear(result.Steps.Select(step => step.Epoch).Concat(result.History.Select(row => (double)row.Epoch)).Append(0));

    /// <summary>The loss by step and by epoch.</summary>
    /// <param name="result">What the training came to.</param>
    /// <param name="x">The axis of epochs (<see cref="EpochAxis"/>).</param>
    internal static LineChart Loss(TrainingResult result, AxisScale x)
    {
        ChartSeries[] series =
        [
            new("training, by step", "faint", [.. result.Steps.Select(step => (step.Epoch, step.Loss))], Marked: false),
            .. EpochSeries(result.History, TrainingMetric.Loss, TrainingMetric.ValidationLoss),
        ];
        AxisScale y = AxisScale.LogarithmicIfWide([.. series.SelectMany(line => line.Points).Select(point => point.Y)]);
        return new LineChart
        {
            Id = "loss", Title = "Loss", XLabel = Epochs, YLabel = y.IsLogarithmic ? "loss (nats), logarithmic" : "loss (nats)",
            X = x, Y = y, Series = series,
            Description = Describe("loss", result.History, row => row.Loss, row => row.ValidationLoss, LineChart.Number),
        };
    }

    /// <summary>The accuracy by epoch.</summary>
    /// <param name="result">What the training came to.</param>
    /// <param name="x">The axis of epochs (<see cref="EpochAxis"/>).</param>
    internal static LineChart Accuracy(TrainingResult result, AxisScale x)
    {
        ChartSeries[] series = EpochSeries(result.History, TrainingMetric.Accuracy, TrainingMetric.ValidationAccuracy);
        return new LineChart
        {
            Id = "accuracy", Title = "Accuracy", XLabel = Epochs, YLabel = "accuracy (%)", X = x, Series = series,
            Y = AxisScale.Linear(series.SelectMany(line => line.Points).Select(point => point.Y), highest: 1), FormatY = Percent,
            Description = Describe("accuracy", result.History, row => row.Accuracy, row => row.ValidationAccuracy, Percent),
        };
    }

    /// <summary>The accuracy from its other side: where a good network's accuracy is all but level, its errors still halve.</summary>
    private static LineChart Errors(TrainingResult result, AxisScale x)
    {
        ChartSeries[] series =
        [
            .. from line in EpochSeries(result.History, TrainingMetric.Accuracy, TrainingMetric.ValidationAccuracy)
               select line with { Points = [.. line.Points.Select(point => (point.X, 1 - point.Y))] },
        ];
        AxisScale y = AxisScale.LogarithmicIfWide([.. series.SelectMany(line => line.Points).Select(point => point.Y)]);
        return new LineChart
        {
            Id = "errors", Title = "Errors", XLabel = Epochs, YLabel = y.IsLogarithmic ? "errors (%), logarithmic" : "errors (%)",
            X = x, Y = y, Series = series, FormatY = Percent,
            Description = Describe("error rate", result.History, row => 1 - row.Accuracy, row => 1 - row.ValidationAccuracy, Percent),
        };
    }

    /// <summary>The learning rate by step.</summary>
    /// <param name="result">What the training came to.</param>
    /// <param name="x">The axis of epochs (<see cref="EpochAxis"/>).</param>
    internal static LineChart Rate(TrainingResult result, AxisScale x)
    {
        IEnumerable<(double, double)> points = result.Steps.Count > 0
            ? result.Steps.Select(step => (step.Epoch, (double)step.LearningRate))
            : result.History.Select(row => ((double)row.Epoch, (double)row.LearningRate));
        var series = new ChartSeries("learning rate", "rate", [.. points], Marked: false);
        double[] rates = [.. series.Points.Select(point => point.Y)];
        return new LineChart
        {
            Id = "rate", Title = "Learning rate", XLabel = Epochs, YLabel = "learning rate", X = x, Y = AxisScale.Linear(rates.Append(0)),
            Series = [series], Description = rates.Length == 0 ? "No step was taken."
                : $"From {LineChart.Number(rates[0])} over {LineChart.Number(rates.Max())} at most to {LineChart.Number(rates[^1])}.",
        };
    }

    private static ChartSeries[] EpochSeries(IReadOnlyList<EpochMetrics> history, TrainingMetric training, TrainingMetric validation)
    {
        (double, double)[] Points(TrainingMetric metric) =>
            [.. history.Where(row => row[metric] is not null).Select(row => ((double)row.Epoch, row[metric]!.Value))];
        var first = new ChartSeries("training", "training", Points(training), Marked: true);
        (double, double)[] second = Points(validation);
        return second.Length == 0 ? [first] : [first, new ChartSeries("validation", "validation", second, Marked: true)];
    }

    private static string Describe(
        string what, IReadOnlyList<EpochMetrics> history, Func<EpochMetrics, double> training, Func<EpochMetrics, double?> validation,
        Func<double, string> format)
    {
        if (history.Count == 0) { return "There was no epoch."; }
        EpochMetrics first = history[0], last = history[^1];
        string text = $"The training {what} goes from {format(training(first))} in the first epoch to {format(training(last))} in the last";
        return validation(first) is { } start && validation(last) is { } end
            ? $"{text}, the validation {what} from {format(start)} to {format(end)}."
            : text + ".";
    }

    private static void WriteTable(MarkupWriter page, IReadOnlyList<EpochMetrics> history)
    {
        using var details = page.Element("details");
        page.Leaf("summary", "The epochs as a table");
        using var frame = page.Element("div", ("class", "wide"), ("tabindex", 0), ("role", "region"), ("aria-label", "The epochs as a table"));
        using var table = page.Element("table", ("class", "numbers"));
        string[] heads = ["Epoch", "Loss", "Accuracy", "Validation loss", "Validation accuracy", "Learning rate", "Seconds"];
        using (page.Element("tr")) { foreach (string head in heads) { page.Leaf("th", head, ("scope", "col")); } }
        foreach (EpochMetrics row in history)
        {
            using var line = page.Element("tr");
            page.Leaf("th", row.Epoch.ToString(CultureInfo.InvariantCulture), ("scope", "row"));
            page.Leaf("td", Figure(row.Loss, "F4"));
            page.Leaf("td", Figure(row.Accuracy, "F4"));
            page.Leaf("td", Figure(row.ValidationLoss, "F4"));
            page.Leaf("td", Figure(row.ValidationAccuracy, "F4"));
            page.Leaf("td", LineChart.Number(row.LearningRate));
            page.Leaf("td", Figure(row.Seconds, "F1"));
        }
    }

    private static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A share as percent, with up to six digits.</summary>
    internal static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100, 4):G6} %");
}
