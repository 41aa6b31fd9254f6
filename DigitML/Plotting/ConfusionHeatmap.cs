using System.Globalization;

namespace DigitML.Plotting;

/// <summary>
/// A confusion matrix as an HTML table whose cells are shaded by the logarithm of their counts, with recall and precision; of many classes
/// a table of the most frequent confusions.
/// </summary>
internal static class ConfusionHeatmap
{
    /// <summary>The most classes whose matrix is drawn: a thousand would make a million cells, which nobody reads.</summary>
    internal const int MostClasses = 40;

    private const int MostPairs = 40;

    /// <summary>Writes the section.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="reading">What was measured.</param>
    public static void Write(MarkupWriter page, SetPredictions reading)
    {
        ConfusionMatrix matrix = reading.Metrics.ConfusionMatrix;
        using var section = page.Element("section");
        if (matrix.NumberOfClasses > MostClasses)
        {
            WritePairs(page, reading, matrix);
            return;
        }

        page.Leaf("h2", "Confusion matrix");
        page.Leaf("p", string.Create(CultureInfo.InvariantCulture,
            $"{reading.Metrics.ImageCount:N0} {reading.Name} images. A row holds the images of a class, a column those taken for it. The shade is " +
            $"the logarithm of the count: blue for right answers, orange for errors, each up to its largest count."), ("class", "quiet"));
        using var frame = page.Element("div", ("class", "wide"), ("tabindex", 0), ("role", "region"), ("aria-label", "Confusion matrix"));
        using var table = page.Element("table", ("class", "confusion"));
        WriteHead(page, matrix);
        int[] classes = [.. Enumerable.Range(0, matrix.NumberOfClasses)];
        int mostRight = classes.Max(c => matrix.Counts[c][c]);
        int mostWrong = classes.Max(actual => classes.Max(given => given == actual ? 0 : matrix.Counts[actual][given]));
        foreach (int actual in classes) { WriteRow(page, matrix, actual, mostRight, mostWrong); }
        using var foot = page.Element("tr");
        page.Leaf("th", "Precision", ("scope", "row"));
        foreach (double precision in matrix.PerClassPrecision) { page.Leaf("td", Share(precision), ("class", "share")); }
        page.Leaf("td", "");
    }

    private static void WritePairs(MarkupWriter page, SetPredictions reading, ConfusionMatrix matrix)
    {
        IReadOnlyList<ConfusedPair> pairs = matrix.MostConfused(MostPairs);
        page.Leaf("h2", "Most frequent confusions");
        page.Leaf("p", string.Create(CultureInfo.InvariantCulture,
            $"{reading.ErrorCount:N0} of {reading.Metrics.ImageCount:N0} {reading.Name} images were misread. A matrix of " +
            $"{matrix.NumberOfClasses:N0} classes would not be readable."), ("class", "quiet"));
        using var table = page.Element("table", ("class", "numbers"));
        using (page.Element("tr"))
        {
            foreach (string head in new[] { "True", "Read", "Images" }) { page.Leaf("th", head, ("scope", "col")); }
        }

        foreach (ConfusedPair pair in pairs)
        {
            using var row = page.Element("tr");
            page.Leaf("th", pair.Actual, ("scope", "row"));
            page.Leaf("td", pair.Predicted);
            page.Leaf("td", pair.Count.ToString("N0", CultureInfo.InvariantCulture));
        }
    }

    private static void WriteHead(MarkupWriter page, ConfusionMatrix matrix)
    {
        using var head = page.Element("tr");
        page.Leaf("th", "True \\ read", ("scope", "col"));
        bool turned = matrix.LabelNames.Any(name => name.Length > 4);
        foreach (string name in matrix.LabelNames)
        {
            using var cell = page.Element("th", ("scope", "col"), ("class", turned ? "turned" : null));
            page.Leaf("span", name);
        }

        page.Leaf("th", "Recall", ("scope", "col"));
    }

    private static void WriteRow(MarkupWriter page, ConfusionMatrix matrix, int actual, int mostRight, int mostWrong)
    {
        using var row = page.Element("tr");
        page.Leaf("th", matrix.LabelNames[actual], ("scope", "row"));
        for (int given = 0; given < matrix.NumberOfClasses; given++)
        {
            int count = matrix.Counts[actual][given];
            bool right = given == actual;
            double shade = count == 0 ? 0 : Math.Log(1 + count) / Math.Log(1 + (right ? mostRight : mostWrong));
            page.Leaf("td", count.ToString(CultureInfo.InvariantCulture),
                ("class", count == 0 ? "none" : right ? "right" : "wrong"),
                ("style", count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"--shade:{shade:0.###}")),
                ("title", $"true {matrix.LabelNames[actual]}, read {matrix.LabelNames[given]}: {count}"));
        }

        page.Leaf("td", Share(matrix.PerClassRecall[actual]), ("class", "share"));
    }

    private static string Share(double share) => (share * 100).ToString("F1", CultureInfo.InvariantCulture);
}
