using System.Globalization;

namespace DigitML.Plotting.Reports;

/// <summary>Puts the page of a <see cref="TrainingReport"/> together, section by section.</summary>
/// <param name="dataset">The data set's name.</param>
/// <param name="result">What the training came to.</param>
/// <param name="reading">What the classifier made of the measured images; null without any.</param>
/// <param name="worst">How many of the worst errors are shown.</param>
internal sealed class ReportPage(string dataset, TrainingResult result, SetPredictions? reading, int worst)
{
    private readonly MarkupWriter _page = new();

    /// <summary>The page as a text.</summary>
    public string Format()
    {
        _page.Raw("<!DOCTYPE html>\n");
        using (_page.Element("html", ("lang", "en")))
        {
            using (_page.Element("head")) { WriteHead(); }
            using (_page.Element("body"))
            using (_page.Element("main"))
            {
                WriteHeader();
                TrainingCurves.Write(_page, result);
                if (reading is not null) { WriteMeasured(reading); }
                new PresetTables(_page, result).Write();
            }
        }

        return _page.ToString();
    }

    private void WriteHead()
    {
        _page.Empty("meta", ("charset", "utf-8"));
        _page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        _page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        _page.Leaf("title", $"Training report: {dataset}");
        using (_page.Element("style")) { _page.Raw(ReportStyle.Sheet); }
    }

    private void WriteHeader()
    {
        using var header = _page.Element("header");
        _page.Leaf("h1", $"Training report: {dataset}");
        _page.Leaf("p", Subtitle(), ("class", "quiet"));
        using var figures = _page.Element("dl", ("class", "figures"));
        if (reading is { Name: "test" }) { WriteFigure("Test accuracy", Percent(reading.Metrics.MicroAccuracy)); }
        if (result.ValidationAccuracy is { } accuracy) { WriteFigure("Validation accuracy", Percent(accuracy)); }
        if (reading is not null)
        {
            WriteFigure("Errors", string.Create(CultureInfo.InvariantCulture, $"{reading.ErrorCount:N0} of {reading.Metrics.ImageCount:N0}"));
            WriteFigure("Log loss", Fixed(reading.Metrics.LogLoss, 4));
        }

        WriteFigure("Training time", Duration(result.Seconds));
        WriteFigure("Images a second", result.ImagesPerSecond.ToString("N0", CultureInfo.InvariantCulture));
    }

    private string Subtitle()
    {
        IReadOnlyDictionary<string, string> facts = result.Classifier.Provenance;
        string recipe = facts.TryGetValue("preset", out string? preset) ? $"recipe {preset}, " : "";
        string seed = facts.TryGetValue("seed", out string? number) ? $", seed {number}" : "";
        int epochs = result.History.Count;
        return string.Create(CultureInfo.InvariantCulture,
            $"{recipe}{epochs:N0} {(epochs == 1 ? "epoch" : "epochs")}{(result.StoppedEarly ? " (stopped early)" : "")}, " +
            $"{result.Classifier.Network.ParameterCount:N0} parameters{seed}");
    }

    private void WriteFigure(string name, string value)
    {
        using var figure = _page.Element("div");
        _page.Leaf("dt", name);
        _page.Leaf("dd", value);
    }

    private void WriteMeasured(SetPredictions measured)
    {
        ConfusionHeatmap.Write(_page, measured);
        ClassTable.Write(_page, measured.Metrics);
        if (worst > 0) { WriteErrors(measured); }
    }

    private void WriteErrors(SetPredictions measured)
    {
        IReadOnlyList<WrongPrediction> errors = measured.FindWorst(worst);
        using var section = _page.Element("section");
        _page.Leaf("h2", "Worst errors");
        _page.Leaf("p", ErrorGrid.Title(errors.Count, measured.ErrorCount, measured.Metrics.ImageCount) +
            (errors.Count == 0 ? "." : ", by the confidence in the wrong label: wrong labels of the data, and what the network has not learnt."),
            ("class", "quiet"));
        using var grid = _page.Element("div", ("class", "errors"));
        foreach (WrongPrediction error in errors)
        {
            using var figure = _page.Element("figure");
            _page.Empty("img", ("src", error.DataAddress), ("alt", error.Description), ("title", error.Description));
            using var caption = _page.Element("figcaption");
            _page.Leaf("span", $"true {error.TrueName}");
            _page.Leaf("span", $"read {error.GivenName ?? "-"}", ("class", "given"));
            _page.Leaf("span", error.Certainty, ("class", "quiet"));
        }
    }

    private static string Percent(double share) => double.IsFinite(share) ? $"{Fixed(share * 100, 2)} %" : "-";

    private static string Fixed(double value, int digits) =>
        double.IsFinite(value) ? value.ToString($"F{digits}", CultureInfo.InvariantCulture) : "not a number";

    private static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return seconds < 60 ? $"{Fixed(seconds, 1)} s"
            : seconds < 3600 ? $"{(int)time.TotalMinutes} min {time.Seconds} s"
            : $"{(int)time.TotalHours} h {time.Minutes} min";
    }
}
