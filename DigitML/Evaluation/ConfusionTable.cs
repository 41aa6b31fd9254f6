using System.Globalization;
using System.Text;

namespace DigitML.Evaluation;

/// <summary>Lays a confusion matrix out as text, as ML.NET's GetFormattedConfusionTable does.</summary>
internal static class ConfusionTable
{
    private const string Predicted = "PREDICTED";

    /// <summary>The whole table: an empty line, a title, the header, one row a class and the precision at the foot.</summary>
    public static string Format(ConfusionMatrix matrix)
    {
        int columnWidth = matrix.NumberOfClasses == 2 ? 8 : 5;
        int rowNameWidth = Math.Max(Predicted.Length, matrix.LabelNames.Max(name => name.Length));
        string rule = new('=', matrix.NumberOfClasses * (columnWidth + 3));

        var text = new StringBuilder("\nConfusion table\n");
        AppendLine(text, "", rowNameWidth, rule);
        AppendLine(text, Predicted, rowNameWidth, Header(matrix, columnWidth));
        AppendLine(text, "TRUTH", rowNameWidth, rule);
        for (int actual = 0; actual < matrix.NumberOfClasses; actual++)
        {
            AppendLine(text, matrix.LabelNames[actual].PadLeft(rowNameWidth), rowNameWidth, Row(matrix, actual, columnWidth));
        }

        AppendLine(text, "", rowNameWidth, rule);
        AppendLine(text, "Precision", rowNameWidth, Precisions(matrix, columnWidth));
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, string name, int nameWidth, string cells) =>
        text.Append(name.PadRight(nameWidth)).Append(" ||").Append(cells).Append('\n');

    private static string Header(ConfusionMatrix matrix, int width) =>
        string.Concat(matrix.LabelNames.Select(name => $" {Cut(name, width).PadLeft(width)} |")) + " Recall";

    private static string Row(ConfusionMatrix matrix, int actual, int width)
    {
        IEnumerable<string> cells = matrix.Counts[actual].Select(
            count => $" {count.ToString("N0", CultureInfo.InvariantCulture).PadLeft(width)} |");
        return string.Concat(cells) + " " + matrix.PerClassRecall[actual].ToString("F4", CultureInfo.InvariantCulture);
    }

    private static string Precisions(ConfusionMatrix matrix, int width) => string.Concat(matrix.PerClassPrecision.Select(
        precision => precision.ToString("N4", CultureInfo.InvariantCulture).PadLeft(width + 1) + " |"));

    // A character outside the basic plane takes two chars, and half of one is not text.
    private static string Cut(string name, int width) =>
        name.Length <= width ? name : name[..(char.IsHighSurrogate(name[width - 1]) ? width - 1 : width)];
}
