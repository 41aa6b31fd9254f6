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
        int rowNameWidth = Math.Max(Predicted.Length, matrix.LabelNames.Max(name => ColumnText.Length(ColumnText.Cut(name))));
        string rule = new('=', matrix.NumberOfClasses * (columnWidth + 3));

        var text = new StringBuilder("\nConfusion table\n");
        AppendLine(text, "", rowNameWidth, rule);
        AppendLine(text, Predicted, rowNameWidth, Header(matrix, columnWidth));
        AppendLine(text, "TRUTH", rowNameWidth, rule);
        for (int actual = 0; actual < matrix.NumberOfClasses; actual++)
        {
            string name = ColumnText.PadLeft(ColumnText.Cut(matrix.LabelNames[actual]), rowNameWidth);
            AppendLine(text, name, rowNameWidth, Row(matrix, actual, columnWidth));
        }

        AppendLine(text, "", rowNameWidth, rule);
        AppendLine(text, "Precision", rowNameWidth, Precisions(matrix, columnWidth));
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, string name, int nameWidth, string cells) =>
        text.Append(ColumnText.PadRight(name, nameWidth)).Append(" ||").Append(cells).Append('\n');

    private static string Header(ConfusionMatrix matrix, int width) =>
        string.Concat(matrix.LabelNames.Select(name => $" {ColumnText.PadLeft(Cut(name, width), width)} |")) + " Recall";

    private static string Row(ConfusionMatrix matrix, int actual, int width)
    {
        IEnumerable<string> cells = matrix.Counts[actual].Select(
            count => $" {count.ToString("N0", CultureInfo.InvariantCulture).PadLeft(width)} |");
        return string.Concat(cells) + " " + matrix.PerClassRecall[actual].ToString("F4", CultureInfo.InvariantCulture);
    }

    private static string Precisions(ConfusionMatrix matrix, int width) => string.Concat(matrix.PerClassPrecision.Select(
        precision => precision.ToString("N4", CultureInfo.InvariantCulture).PadLeft(width + 1) + " |"));

    // Without an ellipsis, as ML.NET cuts; whole text elements, because half of one is not text.
    private static string Cut(string name, int width)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(name);
        return starts.Length <= width ? name : name[..starts[width]];
    }
}
