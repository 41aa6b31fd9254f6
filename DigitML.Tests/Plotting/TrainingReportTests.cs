using System.Xml.Linq;
using DigitML.Tests.Data;

namespace DigitML.Tests.Plotting;

[TestClass]
public sealed class TrainingReportTests
{
    private static readonly string[] Sections = ["Course of the training", "Confusion matrix", "Classes", "Worst errors", "Network", "Recipe"];

    [TestMethod]
    public void Write_WholeTraining_HoldsEveryPart()
    {
        TrainingResult result = ReportCase.Result(epochs: 3);

        (XElement page, string text) = ReportCase.Write(new TrainingReport("mnist", result) { Test = ReportCase.Images, WorstErrors = 5 });

        Assert.AreEqual("Training report: mnist", page.Element("head")!.Element("title")!.Value);
        CollectionAssert.AreEqual(Sections, page.Descendants("h2").Select(head => head.Value).ToArray());
        Assert.Contains("recipe mine, 3 epochs, 370 parameters, seed 7", text);
        string[] figures = [.. page.Descendants("dl").Single().Elements("div").Select(figure => figure.Value.Trim().Replace("\n", " "))];
        double accuracy = result.Classifier.Evaluate(ReportCase.Images).MicroAccuracy;
        Assert.AreEqual(FormattableString.Invariant($"Test accuracy {accuracy * 100:F2} %"), figures[0]);
        Assert.AreEqual("Validation accuracy 87.50 %", figures[1]);
        Assert.AreEqual($"Errors {Math.Round((1 - accuracy) * 60)} of 60", figures[2]);
        Assert.AreEqual("Training time 1 min 15 s", figures[4]);
        Assert.AreEqual("Images a second 1,234", figures[5]);
        Assert.HasCount(4, page.Descendants("svg").ToArray());
        Assert.HasCount(5, page.Descendants("img").ToArray());
        Assert.Contains(result.Classifier.WeightsSha256(), text);
        Assert.Contains("batch size", text);
    }

    [TestMethod]
    public void Write_Charts_HaveTitlesDescriptionsAndAMarkAnEpoch()
    {
        (XElement page, _) = ReportCase.Write(new TrainingReport("mnist", ReportCase.Result(epochs: 3)));

        foreach (XElement chart in page.Descendants("svg"))
        {
            string[] ids = chart.Attribute("aria-labelledby")!.Value.Split(' ');
            CollectionAssert.AreEqual(ids, new[] { "title", "desc" }.Select(name => chart.Element(name)!.Attribute("id")!.Value).ToArray());
            Assert.AreNotEqual("", chart.Element("desc")!.Value);
        }

        string[] marks = [.. page.Descendants("circle").Select(mark => mark.Value.Trim())];
        Assert.HasCount(3 * 6, marks);
        Assert.Contains("training, epochs 2: 0.25", marks);
        Assert.Contains("validation, epochs 3: 75 %", marks);
        Assert.Contains("validation, epochs 3: 25 %", marks);
    }

    [TestMethod]
    public void Write_ConfusionMatrix_HasTheMetricsCountsAndShades()
    {
        TrainingResult result = ReportCase.Result(epochs: 1);
        var metrics = result.Classifier.Evaluate(ReportCase.Images);

        (XElement page, _) = ReportCase.Write(new TrainingReport("mnist", result) { Test = ReportCase.Images });

        XElement table = page.Descendants("table").Single(table => (string?)table.Attribute("class") == "confusion");
        XElement[] rows = [.. table.Elements("tr")];
        Assert.HasCount(12, rows);
        for (int actual = 0; actual < 10; actual++)
        {
            string[] cells = [.. rows[actual + 1].Elements("td").Select(cell => cell.Value)];
            CollectionAssert.AreEqual(metrics.ConfusionMatrix.Counts[actual].Select(count => $"{count}").ToArray(), cells[..10]);
            Assert.AreEqual(FormattableString.Invariant($"{metrics.Recall[actual] * 100:F1}"), cells[10]);
            foreach (XElement cell in rows[actual + 1].Elements("td").Take(10))
            {
                Assert.AreEqual(cell.Value == "0", cell.Attribute("style") is null);
            }
        }

        Assert.IsTrue(table.Descendants("th").All(head => (string?)head.Attribute("scope") is "row" or "col"));
        Assert.Contains("--shade:1\"", table.ToString());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(100)]
    public void Write_AnyNumberOfEpochs_ListsThemAll(int epochs)
    {
        (XElement page, _) = ReportCase.Write(new TrainingReport("mnist", ReportCase.Result(epochs)) { Test = ReportCase.Images });

        Assert.HasCount(epochs + 1, page.Descendants("details").Single().Descendants("tr").ToArray());
        Assert.HasCount(6 * epochs, page.Descendants("circle").ToArray());
    }

    [TestMethod]
    public void Write_NoEpochNoStepAndNoImages_IsWholeNevertheless()
    {
        (XElement page, _) = ReportCase.Write(new TrainingReport("mnist", ReportCase.Result(epochs: 0, validation: false)));

        CollectionAssert.AreEqual(
            new[] { "Course of the training", "Network", "Recipe" }, page.Descendants("h2").Select(head => head.Value).ToArray());
        Assert.HasCount(2, page.Descendants("dl").Single().Elements("div").ToArray(), "time and speed");
    }

    [TestMethod]
    public void Write_NoValidation_HasNoLineForIt()
    {
        (XElement page, string text) = ReportCase.Write(
            new TrainingReport("mnist", ReportCase.Result(epochs: 2, validation: false)) { Test = ReportCase.Images });

        Assert.DoesNotContain("Validation accuracy 8", text);
        Assert.IsEmpty(page.Descendants("path").Where(line => line.Attribute("class")!.Value.Contains("validation")));
        Assert.HasCount(6, page.Descendants("circle").ToArray());
    }

    [TestMethod]
    public void Write_NoTest_MeasuresTheValidationImages()
    {
        (XElement page, string text) = ReportCase.Write(
            new TrainingReport("mnist", ReportCase.Result(epochs: 2)) { Validation = ReportCase.Images, Test = ReportCase.Images.Take(0) });

        CollectionAssert.AreEqual(Sections, page.Descendants("h2").Select(head => head.Value).ToArray());
        Assert.Contains("60 validation images", text);
        Assert.DoesNotContain("Test accuracy", text);
    }

    [TestMethod]
    public void Write_LossesAndWeightsThatAreNotNumbers_LeavesGapsAndNoSuchCoordinate()
    {
        TrainingResult result = ReportCase.Result(epochs: 2, loss: double.NaN) with { Ensemble = ReportCase.Diverged() };

        (XElement page, string text) = ReportCase.Write(new TrainingReport("mnist", result) { Test = ReportCase.Images, WorstErrors = 3 });

        foreach (XElement element in page.Descendants("svg").Descendants())
        {
            foreach (XAttribute place in element.Attributes()) { Assert.DoesNotContain("NaN", place.Value); }
        }

        Assert.HasCount(8, page.Descendants("circle").ToArray(), "accuracies and errors alone");
        Assert.HasCount(3, page.Descendants("img").ToArray());
        Assert.Contains("no answer", text);
    }

    [TestMethod]
    public void Write_StrangeNames_AreShownAsTheyAre()
    {
        string[] labels = ["<b>", "a&b", "\"c\"", "೦", "೧", "]]>", "Ankle boot", "'", "--", "😀"];
        ImageSet images = new(Pixels(), ReportCase.Images.Labels, 6, 6, labels);

        (XElement page, _) = ReportCase.Write(new TrainingReport("</title><b>", ReportCase.Result(1, labels: labels)) { Test = images });

        Assert.AreEqual("Training report: </title><b>", page.Descendants("h1").Single().Value);
        XElement table = page.Descendants("table").Single(table => (string?)table.Attribute("class") == "confusion");
        CollectionAssert.AreEqual(labels, table.Elements("tr").First().Descendants("span").Select(name => name.Value).ToArray());
        Assert.IsEmpty(page.Descendants("b"));
    }

    [TestMethod]
    public void Write_ErrorImages_AreTheSetsPixels()
    {
        (XElement page, _) = ReportCase.Write(
            new TrainingReport("mnist", ReportCase.Result(1)) { Test = ReportCase.Images, WorstErrors = 60 });

        foreach (XElement picture in page.Descendants("img"))
        {
            byte[] png = Convert.FromBase64String(picture.Attribute("src")!.Value.Split(',')[1]);
            int index = int.Parse(picture.Attribute("alt")!.Value.Split(' ', ':')[1]);
            CollectionAssert.AreEqual(ReportCase.Images.Pixels(index).ToArray(), GrayImage.Load(new MemoryStream(png)).Pixels.ToArray());
        }
    }

    [TestMethod]
    public void Write_Twice_GivesTheSameBytes()
    {
        var report = new TrainingReport("mnist", ReportCase.Result(2)) { Test = ReportCase.Images };

        Assert.AreEqual(ReportCase.Write(report).Text, ReportCase.Write(report).Text);
    }

    [TestMethod]
    public void Write_AnswersGiven_TakesTheseInsteadOfReadingAgain()
    {
        TrainingResult result = ReportCase.Result(2);
        var report = new TrainingReport("mnist", result) { Test = ReportCase.Images };
        using var folder = new TemporaryFolder();
        float[] answers = result.Classifier.PredictProbabilities(ReportCase.Images), perfect = new float[answers.Length];
        for (int image = 0; image < ReportCase.Images.Count; image++) { perfect[image * 10 + ReportCase.Images.Label(image)] = 1; }

        report.Write(folder["same.html"], answers);
        report.Write(folder["perfect.html"], perfect);

        Assert.AreEqual(ReportCase.Write(report).Text, File.ReadAllText(folder["same.html"]));
        Assert.Contains("0 of 60", File.ReadAllText(folder["perfect.html"]));
    }

    [TestMethod]
    public void Write_AnswersThatBelongToNoImages_AreRefused()
    {
        TrainingResult result = ReportCase.Result(2);
        Assert.Contains("neither Test nor Validation", Assert.ThrowsExactly<DigitMLException>(
            () => new TrainingReport("mnist", result).Write("never.html", new float[10])).Message);
        Assert.ThrowsExactly<DigitMLException>(
            () => new TrainingReport("mnist", result) { Test = ReportCase.Images }.Write("never.html", new float[10]));
    }

    [TestMethod]
    public void Write_WrongArguments_SaysWhatIsWanted()
    {
        TrainingResult result = ReportCase.Result(1);
        Assert.ThrowsExactly<ArgumentException>(() => new TrainingReport("mnist", result).Write(" "));
        Assert.Contains("from 0 to 1000", Assert.ThrowsExactly<DigitMLException>(
            () => new TrainingReport("mnist", result) { WorstErrors = 1001 }.Write("never.html")).Message);
        Assert.Contains("could not be written", Assert.ThrowsExactly<IOException>(
            () => new TrainingReport("mnist", result).Write(AppContext.BaseDirectory)).Message);
    }

    private static byte[] Pixels() =>
        [.. Enumerable.Range(0, ReportCase.Images.Count).SelectMany(image => ReportCase.Images.Pixels(image).ToArray())];
}
