using System.Globalization;
using System.Text.RegularExpressions;
using DigitML.Engine.Layers;

namespace DigitML.Plotting.Reports;

/// <summary>What was trained and how: the network's layers, and the facts that the model keeps about its training.</summary>
internal sealed partial class PresetTables(MarkupWriter page, TrainingResult result)
{
    private readonly DigitClassifier _classifier = result.Classifier;

    /// <summary>Writes both sections.</summary>
    public void Write()
    {
        using (page.Element("section"))
        {
            page.Leaf("h2", "Network");
            WriteLayers();
        }

        using (page.Element("section"))
        {
            page.Leaf("h2", "Recipe");
            WriteFacts();
        }
    }

    private void WriteLayers()
    {
        Network network = _classifier.Network;
        using var frame = page.Element("div", ("class", "wide"), ("tabindex", 0), ("role", "region"), ("aria-label", "Network"));
        using var table = page.Element("table", ("class", "numbers"));
        using (page.Element("tr"))
        {
            foreach (string head in new[] { "Layer", "Type" }) { page.Leaf("th", head, ("scope", "col"), ("class", "word")); }
            foreach (string head in new[] { "Output", "Parameters" }) { page.Leaf("th", head, ("scope", "col")); }
        }

        foreach (LayerPlace place in network.Places)
        {
            using var row = page.Element("tr");
            page.Leaf("th", place.Name, ("scope", "row"));
            page.Leaf("td", place.Layer.GetType().Name, ("class", "word"));
            page.Leaf("td", place.Output.ToString().Replace(", ", " × ", StringComparison.Ordinal));
            page.Leaf("td", Whole(place.Specs.Sum(spec => spec.Length)));
        }

        using (page.Element("tr", ("class", "total")))
        {
            page.Leaf("th", "Total", ("scope", "row"));
            page.Leaf("td", $"{Whole(network.MultiplyAdds)} multiply-adds an image", ("class", "word"), ("colspan", 2));
            page.Leaf("td", Whole(network.ParameterCount + network.NonTrainableParameterCount));
        }
    }

    private void WriteFacts()
    {
        using var table = page.Element("table", ("class", "facts"));
        foreach ((string name, string value) in _classifier.Provenance.OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            WriteFact(Spaced(name), value);
        }

        WriteFact("labels", string.Join(", ", _classifier.LabelNames));
        WriteFact("normalization", string.Create(
            CultureInfo.InvariantCulture, $"mean {_classifier.Normalization.Mean:G4}, deviation {_classifier.Normalization.StandardDeviation:G4}"));
        WriteFact("weights (SHA-256)", _classifier.WeightsSha256());
    }

    private void WriteFact(string name, string value)
    {
        using var row = page.Element("tr");
        page.Leaf("th", name, ("scope", "row"));
        page.Leaf("td", value);
    }

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A name such as batchSize as words.</summary>
    private static string Spaced(string name) => Capital().Replace(name, letter => " " + letter.Value.ToLowerInvariant());

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex Capital();
}
