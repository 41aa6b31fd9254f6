using System.Globalization;
using System.Text;
using DigitML.Evaluation;

namespace DigitML;

/// <summary>Precision, recall, F1 and support by class, with the accuracy and two averages; prints as scikit-learn's report.</summary>
/// <remarks>A share of nothing counts as 0 (scikit-learn: zero_division=0). Source: scikit-learn, metrics.classification_report.</remarks>
public sealed class ClassificationReport
{
    private const int ColumnWidth = 9;
    private const string WeightedName = "weighted avg";

    internal ClassificationReport(MulticlassMetrics metrics)
    {
        IReadOnlyList<string> names = metrics.ConfusionMatrix.LabelNames;
        Classes = Array.AsReadOnly<ClassificationReportRow>([.. names.Select((name, c) =>
            new ClassificationReportRow(name, metrics.Precision[c], metrics.Recall[c], metrics.F1[c], metrics.Support[c]))]);
        Accuracy = metrics.MicroAccuracy;
        ImageCount = metrics.ImageCount;
        MacroAverage = Average("macro avg", _ => 1);
        WeightedAverage = Average(WeightedName, row => row.Support);
    }

    /// <summary>One row a class, in the order of the classes.</summary>
    public IReadOnlyList<ClassificationReportRow> Classes { get; }

    /// <summary>Share of the images read rightly, 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>Number of images.</summary>
    public int ImageCount { get; }

    /// <summary>Plain means over all classes, those without images included.</summary>
    public ClassificationReportRow MacroAverage { get; }

    /// <summary>Means over the classes weighted by their number of images.</summary>
    public ClassificationReportRow WeightedAverage { get; }

    /// <summary>The report as a text table, every line ended by a line feed; names of more than 32 characters are cut.</summary>
    /// <param name="digits">Decimals of the shares, 0 to 15; 2 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is outside that range.</exception>
    public string Format(int digits = 2)
    {
        if (digits is < 0 or > 15)
        {
            throw new ArgumentOutOfRangeException(nameof(digits), $"{digits} decimals were asked for: give 0 to 15.");
        }

        int nameWidth = Math.Max(Math.Max(Classes.Max(row => ColumnText.Length(ColumnText.Cut(row.Name))), WeightedName.Length), digits);
        var text = new StringBuilder();
        AppendLine(text, nameWidth, "", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        foreach (ClassificationReportRow row in Classes)
        {
            AppendRow(text, nameWidth, digits, row);
        }

        text.Append('\n');
        AppendLine(text, nameWidth, "accuracy", "", "", Fixed(Accuracy, digits), Whole(ImageCount));
        AppendRow(text, nameWidth, digits, MacroAverage);
        AppendRow(text, nameWidth, digits, WeightedAverage);
        return text.ToString();
    }

    /// <summary>The report with two decimals.</summary>
    public override string ToString() => Format();

    private ClassificationReportRow Average(string name, Func<ClassificationReportRow, double> weight)
    {
        double total = Classes.Sum(weight);
        double Mean(Func<ClassificationReportRow, double> value) => Classes.Sum(row => value(row) * weight(row)) / total;
        return new ClassificationReportRow(name, Mean(row => row.Precision), Mean(row => row.Recall), Mean(row => row.F1), ImageCount);
    }

    private static void AppendRow(StringBuilder text, int nameWidth, int digits, ClassificationReportRow row) => AppendLine(
        text, nameWidth, ColumnText.Cut(row.Name),
        Fixed(row.Precision, digits), Fixed(row.Recall, digits), Fixed(row.F1, digits), Whole(row.Support));

    private static void AppendLine(StringBuilder text, int nameWidth, string name, params ReadOnlySpan<string> cells)
    {
        text.Append(ColumnText.PadLeft(name, nameWidth)).Append(' ');
        foreach (string cell in cells)
        {
            text.Append(' ').Append(cell.PadLeft(ColumnWidth));
        }

        text.Append('\n');
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Python rounds a value exactly between two decimals (0.125) to the even one, .NET away from zero. The fused product
    // leaves nothing over only where the value is exactly between, not where the product merely rounds to that.
    private static string Fixed(double value, int digits)
    {
        double scale = Math.Pow(10, digits);
        double scaled = value * scale;
        bool between = scaled - Math.Floor(scaled) == 0.5 && Math.FusedMultiplyAdd(value, scale, -scaled) == 0;
        double rounded = between ? Math.Round(scaled, MidpointRounding.ToEven) / scale : value;
        return rounded.ToString("F" + Whole(digits), CultureInfo.InvariantCulture);
    }
}
