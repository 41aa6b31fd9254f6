using System.Globalization;
using DigitML.Plotting.Panels;

namespace DigitML.Plotting;

/// <summary>Makes the figures of data and measurements.</summary>
internal static class MetricFigures
{
    private const int MostPairs = 20;

    /// <summary>See <see cref="Figure.ConfusionMatrix"/>.</summary>
    public static Figure Confusion(MulticlassMetrics metrics)
    {
        ConfusionMatrix matrix = metrics.ConfusionMatrix;
        string title = string.Create(CultureInfo.InvariantCulture, $"Confusion of {metrics.ImageCount:N0} images");
        if (matrix.NumberOfClasses <= ConfusionHeatmap.MostClasses) { return new Figure(title, new MatrixPanel(matrix)); }
        IReadOnlyList<ConfusedPair> pairs = matrix.MostConfused(MostPairs);
        return new Figure(title, new BarPanel
        {
            Title = "Most frequent confusions", Description = new MatrixPanel(matrix).Description, Label = "images",
            Categories = [.. pairs.Select(pair => $"{pair.Actual} read {pair.Predicted}")],
            Series = [("errors", "orange", [.. pairs.Select(pair => pair.Count)])],
        });
    }

    /// <summary>See <see cref="Figure.ClassErrors"/>.</summary>
    public static Figure ClassErrors(MulticlassMetrics metrics)
    {
        ConfusionMatrix matrix = metrics.ConfusionMatrix;
        int[] classes = [.. Enumerable.Range(0, matrix.NumberOfClasses)];
        int[] missed = [.. classes.Select(c => metrics.Support[c] - matrix.Counts[c][c])];
        int[] mistaken = [.. classes.Select(c => matrix.Counts.Sum(row => row[c]) - matrix.Counts[c][c])];
        return new Figure("Errors by class", new BarPanel
        {
            Title = "Errors by class", Label = "images", Categories = matrix.LabelNames,
            Series = [("missed", "orange", missed), ("mistaken for it", "blue", mistaken)],
            Description = string.Join("; ", classes.Select(c => string.Create(CultureInfo.InvariantCulture,
                $"{matrix.LabelNames[c]}: {missed[c]:N0} of {metrics.Support[c]:N0} missed, {mistaken[c]:N0} mistaken"))) + ".",
        });
    }

    /// <summary>See <see cref="Figure.ClassCounts"/>.</summary>
    public static Figure ClassCounts(ImageSet images) => new(
        string.Create(CultureInfo.InvariantCulture, $"{images.Count:N0} images by class"), new BarPanel
        {
            Title = "Images by class", Label = "images", Categories = images.LabelNames, Series = [("images", "blue", images.CountsByClass)],
            Description = string.Join("; ", images.LabelNames.Select((name, c) => string.Create(
                CultureInfo.InvariantCulture, $"{name}: {images.CountsByClass[c]:N0}"))) + ".",
        });

    /// <summary>See <see cref="Figure.Reliability"/>.</summary>
    public static Figure Reliability(MulticlassMetrics metrics)
    {
        ReliabilityBin[] bins = [.. metrics.ReliabilityBins.Where(bin => bin.Count > 0)];
        AxisScale shares = AxisScale.Linear([0, 1]);
        string error = metrics.ExpectedCalibrationError.ToString("P2", CultureInfo.InvariantCulture);
        return new Figure($"Reliability: confidence is off by {error} on average", new LinePanel(new LineChart
        {
            Id = "reliability", Title = "Reliability", X = shares, Y = shares, XLabel = "confidence (%)", YLabel = "right answers (%)",
            FormatX = TrainingCurves.Percent, FormatY = TrainingCurves.Percent,
            Series =
            [
                new ChartSeries("perfect", "ideal", [(0, 0), (1, 1)], Marked: false),
                new ChartSeries("measured", "training", [.. bins.Select(bin => (bin.Confidence, bin.Accuracy))], Marked: true),
            ],
            Description = string.Join("; ", bins.Select(bin => string.Create(
                CultureInfo.InvariantCulture, $"{bin.Confidence:P1} confidence: {bin.Accuracy:P1} of {bin.Count:N0} right"))) + ".",
        }));
    }

    /// <summary>See <see cref="Figure.TransferCurve"/>.</summary>
    public static Figure Transfer(IReadOnlyList<FigureLine> lines)
    {
        (double X, double Y)[] points = [.. lines.SelectMany(line => line.Points)];
        AxisScale x = AxisScale.LogarithmicIfWide([.. points.Select(point => point.X)]);
        return new Figure("Accuracy by the number of images", new LinePanel(new LineChart
        {
            Id = "transfer", Title = "Accuracy by the number of images", YLabel = "accuracy (%)",
            XLabel = x.IsLogarithmic ? "images a class, logarithmic" : "images a class",
            X = x, Y = AxisScale.Linear(points.Select(point => point.Y), highest: 1), FormatY = TrainingCurves.Percent,
            Series = [.. lines.Select((line, i) => new ChartSeries(line.Name, FigureStyle.LineStyles[i], line.Points, Marked: true))],
            Description = string.Join("; ", lines.Select(line => line.Name + ": " + string.Join(", ", line.Points.Select(
                point => $"{LineChart.Number(point.X)} images {TrainingCurves.Percent(point.Y)}")))) + ".",
        }));
    }
}
