using System.Text.Json;
using System.Text.RegularExpressions;

namespace DigitML.Tests.Cli;

[TestClass]
public sealed partial class TrainCommandTests
{
    [TestMethod]
    public void Train_SameSeed_GivesTheSameWeightsOnAnyNumberOfThreads()
    {
        using var place = new CommandFolder();
        string folder = TinyDataset.Write(place);
        string?[] sums = [.. new[] { "1", "1", "2", "2" }.Select(threads => Sum(place, folder, "--threads", threads))];
        Assert.AreEqual(64, sums[0]!.Length);
        CollectionAssert.AreEqual(new[] { sums[0], sums[0], sums[0], sums[0] }, sums);
        Assert.AreNotEqual(sums[0], Sum(place, folder, "--seed", "2"));
    }

    [TestMethod]
    public void Train_Json_HasEveryFieldAndFitsTheModel()
    {
        JsonElement json = SharedModel.Run.Json;
        Assert.AreEqual(SharedModel.Path, json.GetProperty("model").GetString());
        Assert.AreEqual("tiny", json.GetProperty("dataset").GetString());
        Assert.AreEqual("fast", json.GetProperty("preset").GetString());
        Assert.AreEqual(1ul, json.GetProperty("seed").GetUInt64());
        Assert.AreEqual(1, json.GetProperty("epochs").GetInt32());
        Assert.IsGreaterThan(0, json.GetProperty("trainSeconds").GetDouble());
        Assert.IsGreaterThan(0, json.GetProperty("imagesPerSecond").GetDouble());
        Assert.IsInRange(0, 1, json.GetProperty("validationAccuracy").GetDouble());
        Assert.IsInRange(0, 1, json.GetProperty("testAccuracy").GetDouble());
        DigitClassifier classifier = DigitClassifier.Load(SharedModel.Path);
        Assert.AreEqual(classifier.Network.ParameterCount, json.GetProperty("parameters").GetInt64());
        Assert.AreEqual(classifier.WeightsSha256(), json.GetProperty("weightsSha256").GetString());
    }

    [TestMethod]
    public void Train_Redirected_ShowsOneLineAnEpochOnStandardErrorOnly()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("train", TinyDataset.Write(place), "--epochs", "3", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        string[] lines = CommandRun.Lines(run.Errors);
        Assert.HasCount(4, lines, run.Errors);
        Assert.Contains("550 images to train on, 50 to validate, 100 to test", lines[0]);
        for (int epoch = 1; epoch <= 3; epoch++) { Assert.MatchesRegex(EpochLine(), lines[epoch]); }
        Assert.DoesNotContain("\u001b", run.Errors);
        Assert.DoesNotContain("\r", run.Errors.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("Epoch", run.Output);
    }

    [TestMethod]
    public void Train_SeveralEpochs_LearnsThePatterns()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("train", TinyDataset.Write(place), "--epochs", "6", "--batch-size", "32", "--json");
        Assert.IsGreaterThan(.8, run.Json.GetProperty("testAccuracy").GetDouble(), run.Errors);
    }

    [TestMethod]
    public void Train_NoOut_SavesUnderArtifactsByNameAndPreset()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("train", TinyDataset.Write(place, "My digits"), "--epochs", "1");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        string expected = Path.Combine("artifacts", "My digits-fast.safetensors");
        string report = Path.Combine("artifacts", "My digits-fast.html");
        CollectionAssert.AreEquivalent(new[] { place.InWork(expected), place.InWork(report) }, place.FilesLeft);
        Assert.Contains(expected, run.Output);
        Assert.Contains(report, run.Output);
        Assert.DoesNotContain("{", run.Output);
    }

    [TestMethod]
    public void Train_NoTestImages_SaysSoAndGivesNull()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("train", TinyDataset.Write(place, withTest: false), "--epochs", "1", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(JsonValueKind.Null, run.Json.GetProperty("testAccuracy").ValueKind);
        Assert.AreEqual(JsonValueKind.Number, run.Json.GetProperty("validationAccuracy").ValueKind);
        Assert.Contains("has no test images", run.Output);
    }

    [TestMethod]
    [DataRow("unit", "from 0 to 1", "UnitRange")]
    [DataRow("zca", "whitened (ZCA)", "Zca, epsilon 0.25")]
    public void Train_Normalization_IsInTheModel(string name, string shown, string described)
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run(
            "train", TinyDataset.Write(place), "--epochs", "1", "--normalization", name, "--zca-epsilon", "0.25", "--out", "m", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(name, run.Json.GetProperty("normalization").GetString());
        CommandRun info = place.Run("info", "m", "--json");
        Assert.AreEqual(name, info.Json.GetProperty("normalization").GetString());
        Assert.AreEqual(described, info.Json.GetProperty("training").GetProperty("normalization").GetString());
        Assert.Contains($"Pixels: {shown}\n", info.Output.ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public void Train_UnknownNormalization_NamesTheKnownOnes()
    {
        using var place = new CommandFolder();
        Assert.Contains(
            "--normalization is pca; it must be unit, standardize or zca", place.Refuse("train", TinyDataset.Write(place), "--normalization", "pca"));
        Assert.Contains(
            "ZCA's epsilon is -1; it must be more than 0 and finite.", place.Refuse("train", TinyDataset.Write(place), "--zca-epsilon", "-1"));
    }

    [TestMethod]
    public void Train_HeldOutImages_AreAsManyAsAsked()
    {
        using var place = new CommandFolder();
        string folder = TinyDataset.Write(place);

        CommandRun hundred = place.Run("train", folder, "--epochs", "1", "--validation", "100", "--out", "m", "--json");
        CommandRun none = place.Run("train", folder, "--epochs", "1", "--validation", "0", "--out", "n", "--json");
        CommandRun evaluation = place.Run("evaluate", "m", folder, "--split", "validation", "--validation", "100", "--json");

        Assert.Contains("500 images to train on, 100 to validate", hundred.Errors);
        Assert.AreEqual(
            hundred.Json.GetProperty("validationAccuracy").GetDouble(), evaluation.Json.GetProperty("accuracy").GetDouble(), 1e-6);
        Assert.Contains("600 images to train on, 0 to validate", none.Errors);
        Assert.AreEqual(JsonValueKind.Null, none.Json.GetProperty("validationAccuracy").ValueKind);
    }

    [TestMethod]
    public void Train_AllImagesHeldOut_IsRefused()
    {
        using var place = new CommandFolder();
        string message = place.Refuse("train", TinyDataset.Write(place), "--validation", "600");
        Assert.Contains("Cannot split 600 images off 600 for validation; give a number from 0 to 599.", message);
    }

    private static string? Sum(CommandFolder place, string folder, params string[] options)
    {
        CommandRun run = place.Run(["train", folder, "--epochs", "1", "--json", .. options]);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        return run.Json.GetProperty("weightsSha256").GetString();
    }

    [GeneratedRegex(@"^Epoch [1-3]/3  \d+\.\d s  loss \d+\.\d{4}  accuracy [01]\.\d{4}  val_loss \d+\.\d{4}  val_accuracy [01]\.\d{4}$")]
    private static partial Regex EpochLine();
}
