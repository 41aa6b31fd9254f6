using System.Text.Json;

namespace DigitML.Tests.Cli;

/// <summary>The commands that describe and measure.</summary>
[TestClass]
public sealed class ReportCommandTests
{
    [TestMethod]
    public void Evaluate_Json_HasEveryFieldAndAgreesWithTraining()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("evaluate", SharedModel.Path, SharedModel.Dataset, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual("", run.Errors);
        Assert.AreEqual(SharedModel.Run.Json.GetProperty("testAccuracy").GetDouble(), run.Json.GetProperty("accuracy").GetDouble());
        Assert.AreEqual(SharedModel.Run.Json.GetProperty("macroAccuracy").GetDouble(), run.Json.GetProperty("macroAccuracy").GetDouble());
        Assert.AreEqual(SharedModel.Run.Json.GetProperty("logLoss").GetDouble(), run.Json.GetProperty("logLoss").GetDouble());
        Assert.AreEqual(TinyDataset.TestCount, run.Json.GetProperty("images").GetInt32());
        int[][] matrix = run.Json.GetProperty("confusionMatrix").Deserialize<int[][]>()!;
        Assert.HasCount(10, matrix);
        foreach (int[] row in matrix) { Assert.AreEqual(TinyDataset.TestCount / 10, row.Sum()); }
        double correct = Enumerable.Range(0, 10).Sum(label => matrix[label][label]);
        Assert.AreEqual(correct / TinyDataset.TestCount, run.Json.GetProperty("accuracy").GetDouble(), 1e-6);
    }

    [TestMethod]
    public void Evaluate_Corruptions_MeasuresAllFifteenAndDrawsThem()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run(
            "evaluate", SharedModel.Path, SharedModel.Dataset, "--corruptions", "--sheet", place.InWork("sheet.png"), "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(SharedModel.Run.Json.GetProperty("testAccuracy").GetDouble(), run.Json.GetProperty("accuracy").GetDouble());
        JsonProperty[] corruptions = [.. run.Json.GetProperty("corruptions").EnumerateObject()];
        CollectionAssert.AreEqual(ImageCorruption.All.Select(ImageCorruption.Name).ToArray(), corruptions.Select(field => field.Name).ToArray());
        Assert.AreEqual(
            corruptions.Average(field => field.Value.GetDouble()), run.Json.GetProperty("meanCorruptionAccuracy").GetDouble(), 1e-6);
        RobustnessMetrics expected = DigitClassifier.Load(SharedModel.Path).EvaluateRobustness(DigitDataset.Load(SharedModel.Dataset).Test);
        Assert.AreEqual(expected.Accuracy(Corruption.Zigzag), run.Json.GetProperty("corruptions").GetProperty("zigzag").GetDouble());
        Assert.Contains(expected.ToString(), run.Output.ReplaceLineEndings("\n"));
        Assert.HasCount(15, CommandRun.Lines(run.Errors));
        Assert.StartsWith("Corruption 1/15 shot_noise", run.Errors);
        Assert.AreEqual(16 * 58 + 2, GrayImage.Load(place.InWork("sheet.png")).Height);
    }

    [TestMethod]
    public void Evaluate_SheetThatCannotBeWritten_SaysSoFirst()
    {
        using var place = new CommandFolder();
        Assert.Contains("is a folder", place.Refuse("evaluate", SharedModel.Path, SharedModel.Dataset, "--sheet", place.Work));
    }

    [TestMethod]
    public void Evaluate_Splits_HaveTheirOwnImages()
    {
        using var place = new CommandFolder();
        CommandRun validation = place.Run("evaluate", SharedModel.Path, SharedModel.Dataset, "--split", "validation", "--json");
        CommandRun train = place.Run("evaluate", SharedModel.Path, SharedModel.Dataset, "--split", "train", "--json");
        Assert.AreEqual(50, validation.Json.GetProperty("images").GetInt32());
        Assert.AreEqual(550, train.Json.GetProperty("images").GetInt32());
        Assert.AreEqual(
            SharedModel.Run.Json.GetProperty("validationAccuracy").GetDouble(), validation.Json.GetProperty("accuracy").GetDouble());
    }

    [TestMethod]
    public void Evaluate_UnknownOrAbsentSplit_SaysWhichThereAre()
    {
        using var place = new CommandFolder();
        string folder = TinyDataset.Write(place, withTest: false);
        Assert.Contains("its parts are train, validation and test", place.Refuse("evaluate", SharedModel.Path, folder, "--split", "all"));
        Assert.Contains("has no test images", place.Refuse("evaluate", SharedModel.Path, folder));
    }

    [TestMethod]
    public void Evaluate_ImagesOfAnotherSize_SaysBothSizes()
    {
        using var place = new CommandFolder();
        string sentence = place.Refuse("evaluate", SharedModel.Path, TinyDataset.Write(place, size: 14));
        Assert.Contains("14x14", sentence);
        Assert.Contains("28x28", sentence);
    }

    [TestMethod]
    public void Info_Json_DescribesTheModel()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("info", SharedModel.Path, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        DigitClassifier classifier = DigitClassifier.Load(SharedModel.Path);
        Assert.AreEqual(new FileInfo(SharedModel.Path).Length, run.Json.GetProperty("bytes").GetInt64());
        Assert.AreEqual(classifier.Network.ParameterCount, run.Json.GetProperty("parameters").GetInt64());
        Assert.AreEqual(10, run.Json.GetProperty("labels").GetArrayLength());
        Assert.AreEqual(classifier.WeightsSha256(), run.Json.GetProperty("weightsSha256").GetString());
        Assert.AreEqual("tiny", run.Json.GetProperty("training").GetProperty("dataset").GetString());
    }

    [TestMethod]
    public void DataInfo_Json_CountsEveryClass()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("data", "info", SharedModel.Dataset, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual("tiny", run.Json.GetProperty("name").GetString());
        Assert.AreEqual(TinyDataset.TrainCount + TinyDataset.TestCount, run.Json.GetProperty("images").GetInt32());
        Assert.AreEqual(10, run.Json.GetProperty("classes").GetArrayLength());
        Assert.AreEqual("not in the catalogue", run.Json.GetProperty("sha256Checked").GetString());
        CollectionAssert.AreEqual(
            Enumerable.Repeat(60, 10).ToArray(), run.Json.GetProperty("train").GetProperty("counts").Deserialize<int[]>());
        Assert.HasCount(4, run.Json.GetProperty("sha256").EnumerateObject().ToArray());
    }

    [TestMethod]
    public void DataInfo_FilesUnderACataloguesName_AreNotTakenForTheRealOnes()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("data", "info", TinyDataset.Write(place, "mnist"), "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual("differs from the catalogue", run.Json.GetProperty("sha256Checked").GetString());
    }

    [TestMethod]
    public void DataList_ShowsEverySetAndWhereItIs()
    {
        using var place = new CommandFolder();
        TinyDataset.Write(place, "mnist");
        place.Environment["DIGITML_DATA"] = place.Input();
        CommandRun run = place.Run("data", "list", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        JsonElement[] sets = [.. run.Json.GetProperty("datasets").EnumerateArray()];
        CollectionAssert.AreEqual(
            new[] { "mnist", "kannada-mnist", "dig-mnist", "fashion-mnist" }, sets.Select(set => set.GetProperty("name").GetString()).ToArray());
        Assert.AreEqual(place.Input("mnist"), sets[0].GetProperty("folder").GetString());
        Assert.AreEqual(JsonValueKind.Null, sets[1].GetProperty("folder").ValueKind);
    }

    [TestMethod]
    public void Bench_Json_HasEveryField()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("bench", "--network", "fast", "--batch", "16", "--threads", "1", "--seconds", "0.2", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual("fast", run.Json.GetProperty("network").GetString());
        Assert.AreEqual(1, run.Json.GetProperty("threads").GetInt32());
        foreach (string field in new[]
        {
            "trainImagesPerSecond", "inferImagesPerSecond", "singleImageMilliseconds", "peakGflops", "trainGflops", "trainPercentOfPeak",
        })
        {
            Assert.IsGreaterThan(0, run.Json.GetProperty(field).GetDouble(), field);
        }

        Assert.AreNotEqual("", run.Json.GetProperty("simd").GetString());
    }
}
