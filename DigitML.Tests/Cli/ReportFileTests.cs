using System.Text.Json;
using System.Xml.Linq;
using DigitML.Tests.Plotting;

namespace DigitML.Tests.Cli;

/// <summary>The pages and pictures that the command writes beside its figures.</summary>
[TestClass]
public sealed class ReportFileTests
{
    [TestMethod]
    public void Train_Report_LiesBesideTheModelAndAgreesWithTheJson()
    {
        JsonElement json = SharedModel.Run.Json;
        string path = json.GetProperty("report").GetString()!;
        Assert.AreEqual(Path.ChangeExtension(SharedModel.Path, ".html"), path);
        string text = File.ReadAllText(path);
        ReportCase.RequireSelfContained(text);
        XElement page = ReportCase.Parse(text);
        Assert.AreEqual("Training report: tiny", page.Descendants("h1").Single().Value);
        string[] figures = [.. page.Descendants("dd").Select(figure => figure.Value)];
        Assert.AreEqual(FormattableString.Invariant($"{json.GetProperty("testAccuracy").GetDouble() * 100:F2} %"), figures[0]);
        Assert.AreEqual(FormattableString.Invariant($"{json.GetProperty("validationAccuracy").GetDouble() * 100:F2} %"), figures[1]);
        Assert.Contains(json.GetProperty("weightsSha256").GetString()!, text);
    }

    [TestMethod]
    public void Train_Output_EndsWithTheConfusionTableThenWhereModelAndReportLie()
    {
        string output = SharedModel.Run.Output.ReplaceLineEndings("\n");
        MulticlassMetrics metrics = DigitClassifier.Load(SharedModel.Path).Evaluate(DigitDataset.Load(SharedModel.Dataset).Test);
        Assert.Contains(metrics.ConfusionMatrix.GetFormattedConfusionTable(), output);
        string[] lines = CommandRun.Lines(output);
        Assert.StartsWith("Model  ", lines[^3]);
        Assert.Contains(SharedModel.Path, lines[^3]);
        Assert.StartsWith("Report  ", lines[^2]);
        Assert.EndsWith(Path.ChangeExtension(SharedModel.Path, ".html"), lines[^2]);
    }

    [TestMethod]
    public void Train_NoReport_WritesTheModelOnly()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("train", TinyDataset.Write(place), "--epochs", "1", "--out", "m.safetensors", "--no-report", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(place.InWork("m.safetensors"), place.FilesLeft.Single());
        Assert.AreEqual(JsonValueKind.Null, run.Json.GetProperty("report").ValueKind);
        Assert.DoesNotContain("Report", run.Output);
    }

    [TestMethod]
    public void Train_OutOfAnotherName_NeverPutsTheReportOverTheModel()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("train", TinyDataset.Write(place, withTest: false), "--epochs", "1", "--out", "m.html");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        CollectionAssert.AreEquivalent(new[] { place.InWork("m.html"), place.InWork("m.html.html") }, place.FilesLeft);
        Assert.HasCount(10, DigitClassifier.Load(place.InWork("m.html")).LabelNames);
        Assert.Contains("50 validation images", File.ReadAllText(place.InWork("m.html.html")));
    }

    [TestMethod]
    public void Evaluate_Errors_WritesThePicture()
    {
        using var place = new CommandFolder();
        string[] picture = ["--errors", "new/errors.svg", "--worst", "3"];
        CommandRun run = place.Run(["evaluate", SharedModel.Path, SharedModel.Dataset, "--split", "train", .. picture, "--json"]);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual("new/errors.svg", run.Json.GetProperty("errorPicture").GetString());
        string text = File.ReadAllText(place.InWork("new", "errors.svg"));
        ReportCase.RequireSelfContained(text);
        int errors = (int)Math.Round((1 - run.Json.GetProperty("accuracy").GetDouble()) * 550);
        Assert.HasCount(Math.Min(3, errors), XElement.Parse(text).Descendants().Where(element => element.Name.LocalName == "image").ToArray());
        Assert.AreEqual(place.InWork("new", "errors.svg"), place.FilesLeft.Single());
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("1001")]
    public void Evaluate_WorstOutOfRange_IsRefused(string worst)
    {
        using var place = new CommandFolder();
        string sentence = place.Refuse("evaluate", SharedModel.Path, SharedModel.Dataset, "--errors", "e.svg", "--worst", worst);
        Assert.Contains($"--worst is {worst}; it must be from 1 to 1000", sentence);
    }
}
