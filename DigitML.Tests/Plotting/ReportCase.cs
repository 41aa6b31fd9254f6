using System.Xml;
using System.Xml.Linq;
using DigitML.Engine.Layers;
using DigitML.Tests.Classification;
using DigitML.Tests.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Plotting;

/// <summary>Writes report pages of made-up trainings and reads them back.</summary>
internal static class ReportCase
{
    /// <summary>Images of 6x6 that fit <see cref="Result"/>'s classifier.</summary>
    public static ImageSet Images { get; } = SyntheticDigits.Make(60, size: 6);

    /// <summary>A result with an untrained classifier and a history of so many epochs.</summary>
    public static TrainingResult Result(int epochs, bool validation = true, IReadOnlyList<string>? labels = null, double loss = .5)
    {
        EpochMetrics[] history =
        [
            .. from epoch in Enumerable.Range(1, epochs)
               let share = 1 - 1.0 / (epoch + 1)
               select new EpochMetrics(epoch, loss / epoch, share, validation ? loss : null, validation ? share : null, .001f, 1.5),
        ];
        var facts = new Dictionary<string, string> { ["preset"] = "mine", ["seed"] = "7", ["batchSize"] = "32" };
        DigitClassifier classifier = DigitClassifierFactory.Make(DigitClassifierFactory.Plain, labels: labels, provenance: facts);
        return new TrainingResult(classifier, history, 75, 1234.5, validation ? loss : null, validation ? .875 : null, false)
        {
            Steps = [.. Enumerable.Range(1, epochs * 4).Select(step => new StepPoint(step / 4.0, loss * 4 / step, .001f * step))],
        };
    }

    /// <summary>A classifier whose weights are not numbers.</summary>
    public static DigitClassifier Diverged()
    {
        DigitClassifier sound = DigitClassifierFactory.Make(DigitClassifierFactory.Plain);
        ParameterSet parameters = sound.Network.CreateParameters();
        parameters.Values.Fill(float.NaN);
        return new DigitClassifier(sound.Network, parameters, sound.Normalization, sound.LabelNames, sound.Provenance);
    }

    /// <summary>Writes a report to a file, checks that it needs nothing from elsewhere, and parses it as XML.</summary>
    public static (XElement Page, string Text) Write(TrainingReport report)
    {
        using var folder = new TemporaryFolder();
        string path = folder["new", "report.html"];
        report.Write(path);
        Assert.HasCount(1, Directory.GetFiles(folder["new"]), "no temporary file stays");
        string text = File.ReadAllText(path);
        RequireSelfContained(text);
        return (Parse(text), text);
    }

    /// <summary>Parses a page strictly.</summary>
    public static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    /// <summary>Fails on any address outside the document, but for the name of SVG.</summary>
    public static void RequireSelfContained(string text)
    {
        string rest = text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        foreach (string outside in new[] { "http:", "https:", "url(", "@import", "<script", "<link", "src=\"//", "javascript:" })
        {
            Assert.DoesNotContain(outside, rest, StringComparison.OrdinalIgnoreCase);
        }

        foreach (XAttribute address in Parse(text).DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "src" or "href"))
        {
            Assert.StartsWith("data:image/png;base64,", address.Value);
        }
    }
}
