using System.Globalization;

namespace DigitML.Plotting.Reports;

/// <summary>Precision, recall and F1 of every class as an HTML table, with bars for the errors.</summary>
internal static class ClassTable
{
    /// <summary>Writes the section.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="metrics">What was measured.</param>
    public static void Write(MarkupWriter page, MulticlassMetrics metrics)
    {
        using var section = page.Element("section");
        page.Leaf("h2", "Classes");
        page.Leaf("p", "Missed are images of the class that were read as another one, or not at all; mistaken are images of others that were " +
            "read as it.", ("class", "quiet"));
        using var frame = page.Element("div", ("class", "wide"), ("tabindex", 0), ("role", "region"), ("aria-label", "Classes"));
        using var table = page.Element("table", ("class", "numbers"));
        using (page.Element("tr"))
        {
            foreach (string head in new[] { "Class", "Images", "Precision", "Recall", "F1" }) { page.Leaf("th", head, ("scope", "col")); }
            foreach (string head in new[] { "Missed", "Mistaken" }) { page.Leaf("th", head, ("scope", "col"), ("class", "bar")); }
        }

        (int Missed, int Mistaken)[] errors = [.. Enumerable.Range(0, metrics.Support.Count).Select(c => Errors(metrics, c))];
        int most = Math.Max(1, errors.Max(error => Math.Max(error.Missed, error.Mistaken)));
        for (int c = 0; c < errors.Length; c++)
        {
            using var row = page.Element("tr");
            WriteShares(page, metrics.ClassificationReport.Classes[c]);
            WriteBar(page, "missed", errors[c].Missed, most);
            WriteBar(page, "mistaken", errors[c].Mistaken, most);
        }

        using (page.Element("tr", ("class", "total")))
        {
            WriteShares(page, metrics.ClassificationReport.MacroAverage with { Name = "Mean" });
            page.Leaf("td", errors.Sum(error => error.Missed).ToString(CultureInfo.InvariantCulture), ("class", "bar"));
            page.Leaf("td", errors.Sum(error => error.Mistaken).ToString(CultureInfo.InvariantCulture), ("class", "bar"));
        }
    }

    private static (int Missed, int Mistaken) Errors(MulticlassMetrics metrics, int label)
    {
        int right = metrics.ConfusionMatrix.Counts[label][label];
        return (metrics.Support[label] - right, metrics.ConfusionMatrix.Counts.Sum(row => row[label]) - right);
    }

    private static void WriteShares(MarkupWriter page, ClassificationReportRow row)
    {
        page.Leaf("th", row.Name, ("scope", "row"));
        page.Leaf("td", row.Support.ToString("N0", CultureInfo.InvariantCulture));
        foreach (double share in new[] { row.Precision, row.Recall, row.F1 })
        {
            page.Leaf("td", (share * 100).ToString("F2", CultureInfo.InvariantCulture) + " %");
        }
    }

    private static void WriteBar(MarkupWriter page, string style, int count, int most)
    {
        using var cell = page.Element("td", ("class", "bar"));
        string share = string.Create(CultureInfo.InvariantCulture, $"--share:{(double)count / most:0.###}");
        page.Leaf("span", "", ("class", style), ("style", share));
        page.Text(count.ToString(CultureInfo.InvariantCulture));
    }
}
