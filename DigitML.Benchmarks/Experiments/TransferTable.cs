using System.Globalization;
using System.Text;
using DigitML.Plotting;
using DigitML.Plotting.Panels;

namespace DigitML.Benchmarks.Experiments;

/// <summary>Makes a table and a chart of the runs that <see cref="TransferExperiment"/> measured on the test images.</summary>
internal static class TransferTable
{
    private const string Style = """
        svg{background:#fcfcfb;font:12px system-ui,sans-serif}text{fill:#1c1c1a}.middle{text-anchor:middle}.end{text-anchor:end}
        .grid{stroke:#dddcd8}.axis{stroke:#8a8984}.line{fill:none;stroke-width:2}.mark{stroke:none}
        .scratch{stroke:#b3420a}.unfrozen{stroke:#1f5fa8}.frozen{stroke:#3c8a4b}
        .mark.scratch{fill:#b3420a}.mark.unfrozen{fill:#1f5fa8}.mark.frozen{fill:#3c8a4b}
        @media(prefers-color-scheme:dark){svg{background:#1a1a19}text{fill:#f2f1ee}.grid{stroke:#3a3a38}}
        """;

    private static readonly (string Start, string Name)[] Lines =
        [("scratch", "random weights"), ("frozen", "latin, frozen"), ("unfrozen", "latin, all learning")];

    /// <summary>Writes both.</summary>
    /// <param name="runs">The CSV file.</param>
    /// <param name="table">The Markdown file of the table; its lines between the markers "results" are replaced.</param>
    /// <param name="chart">The SVG file.</param>
    public static void Write(string runs, string table, string chart)
    {
        ILookup<(string Start, int PerClass), double> accuracies = File.ReadLines(runs).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[0] == "test")
            .ToLookup(cells => (cells[1], (int)Number(cells[2])), cells => 100 * Number(cells[7]));
        int[] sizes = [.. accuracies.Select(group => group.Key.PerClass).Distinct().Order()];
        Replace(table, Table(accuracies, sizes));
        File.WriteAllText(chart, Chart(accuracies, sizes));
    }

    private static string Table(ILookup<(string Start, int PerClass), double> accuracies, int[] sizes)
    {
        var text = new StringBuilder($"| images a class | {string.Join(" | ", Lines.Select(line => line.Name))} |\n| --- | --- | --- | --- |\n");
        foreach (int size in sizes)
        {
            IEnumerable<string> cells = Lines.Select(line => Cell([.. accuracies[(line.Start, size)]]));
            text.Append(CultureInfo.InvariantCulture, $"| {size:N0} | {string.Join(" | ", cells)} |\n");
        }

        return text.ToString();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Cell(double[] values)
    {
        if (values.Length == 0) { return "not measured"; }
        double mean = values.Average(), spread = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
        return values.Length == 1
            ? FormattableString.Invariant($"{mean:F2} % (one seed)")
            : FormattableString.Invariant($"{mean:F2} ± {spread:F2} % ({values.Length} seeds)");
    }

    private static string Chart(ILookup<(string Start, int PerClass), double> accuracies, int[] sizes)
    {
        ChartSeries[] series =
        [
            .. from line in Lines
               let points = sizes.Where(size => accuracies.Contains((line.Start, size)))
                   .Select(size => ((double)size, 100 - accuracies[(line.Start, size)].Average()))
               select new ChartSeries(line.Name, line.Start, [.. points], Marked: true),
        ];
        var chart = new LineChart
        {
            Id = "transfer", Title = "Errors by number of images", XLabel = "training images a class",
            YLabel = "errors on Kannada-MNIST's test images (%)", Series = series,
            Description = string.Join("; ", series.Select(line =>
                $"{line.Name}: {string.Join(", ", line.Points.Select(point => FormattableString.Invariant($"{point.Y:F2} % at {point.X}")))}")),
            X = AxisScale.LogarithmicIfWide([.. sizes.Select(size => (double)size)]),
            Y = AxisScale.LogarithmicIfWide([.. series.SelectMany(line => line.Points).Select(point => point.Y)]),
        };
        var page = new MarkupWriter();
        using (page.Element("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 440 272"), ("width", 440), ("height", 272)))
        {
            using (page.Element("style")) { page.Raw(Style); }
            chart.Write(page);
        }

        return page.ToString();
    }

    private static void Replace(string file, string table)
    {
        const string Start = "<!-- results -->\n", End = "<!-- end of results -->";
        string text = File.ReadAllText(file);
        int first = text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(file, text[..first] + table + text[end..]);
    }
}
