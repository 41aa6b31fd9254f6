using System.Text.Json;

namespace DigitML.Tests.Cli;

/// <summary>Training and using several networks as one model, and 16-bit models.</summary>
[TestClass]
public sealed class EnsembleCommandTests
{
    [TestMethod]
    public void Train_TwoModels_SavesOneFileOfBoth()
    {
        using var place = new CommandFolder();
        string folder = TinyDataset.Write(place), model = place.InWork("both.safetensors");
        CommandRun run = place.Run("train", folder, "--epochs", "1", "--seed", "3", "--models", "2", "--out", model, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("Model 1 of 2: fast, seed 3\n", run.Errors.ReplaceLineEndings("\n"));
        Assert.Contains("Model 2 of 2: fast, seed 4\n", run.Errors.ReplaceLineEndings("\n"));
        DigitClassifier classifier = DigitClassifier.Load(model);
        Assert.HasCount(2, classifier.Networks);
        Assert.AreEqual("3; 4", classifier.Provenance["seed"]);
        Assert.AreEqual(2, run.Json.GetProperty("models").GetInt32());
        Assert.AreEqual(1, run.Json.GetProperty("epochs").GetInt32());
        Assert.AreEqual(2 * classifier.Network.ParameterCount, run.Json.GetProperty("parameters").GetInt64());
        Assert.AreEqual(classifier.WeightsSha256(), run.Json.GetProperty("weightsSha256").GetString());
        DigitDataset data = DigitDataset.Load(folder, new DatasetOptions { Seed = 3 });
        Assert.AreEqual(classifier.Evaluate(data.Test).MicroAccuracy, run.Json.GetProperty("testAccuracy").GetDouble(), 1e-6);
        Assert.AreEqual(classifier.Evaluate(data.Validation).MicroAccuracy, run.Json.GetProperty("validationAccuracy").GetDouble(), 1e-6);
        Assert.AreEqual(classifier.Calibrate(data.Validation).Temperature, classifier.Temperature);
    }

    [TestMethod]
    public void Train_TwoModels_AreThoseOfTheirSeeds()
    {
        using var place = new CommandFolder();
        string folder = TinyDataset.Write(place);
        place.Run("train", folder, "--epochs", "1", "--models", "2", "--out", "both");
        place.Run("train", folder, "--epochs", "1", "--out", "one");
        DigitClassifier both = DigitClassifier.Load(place.InWork("both")), one = DigitClassifier.Load(place.InWork("one"));
        Assert.AreSequenceEqual(one.Parameters.Values.ToArray(), both.Parameters.Values.ToArray());
        Assert.AreEqual(one.Temperature, both.Ensemble.Members[0].Temperature, 1e-6);
    }

    [TestMethod]
    public void Train_ModelsOfBalanced_DifferInForm()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run(
            "train", SharedModel.Dataset, "--preset", "balanced", "--epochs", "1", "--per-class", "10", "--models", "4", "--out", "m", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        DigitClassifier classifier = DigitClassifier.Load(place.InWork("m"));
        Assert.AreEqual("balanced; balanced-5x5; balanced-wide-strong; balanced-wide", classifier.Provenance["preset"]);
        Assert.AreEqual("1", classifier.Provenance["epochs"]);
        int[] kernels = [.. classifier.Networks.Select(network => ((Conv2D)network.Layers[0]).KernelHeight)];
        int[] filters = [.. classifier.Networks.Select(network => ((Conv2D)network.Layers[0]).Filters)];
        Assert.AreSequenceEqual([3, 5, 3, 3], kernels);
        Assert.AreSequenceEqual([32, 32, 48, 48], filters);
    }

    [TestMethod]
    public void Train_Half_SavesAndMeasuresRoundedWeights()
    {
        using var place = new CommandFolder();
        string model = place.InWork("half.safetensors");
        CommandRun run = place.Run("train", SharedModel.Dataset, "--epochs", "1", "--half", "--out", model, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(WeightPrecision.Half, DigitClassifier.Load(model).Precision);
        Assert.AreEqual(.5, (double)new FileInfo(model).Length / new FileInfo(SharedModel.Path).Length, .05);
        JsonElement evaluation = place.Run("evaluate", model, SharedModel.Dataset, "--json").Json;
        Assert.AreEqual(run.Json.GetProperty("testAccuracy").GetDouble(), evaluation.GetProperty("accuracy").GetDouble());
        Assert.AreEqual(run.Json.GetProperty("logLoss").GetDouble(), evaluation.GetProperty("logLoss").GetDouble());
        Assert.AreEqual(run.Json.GetProperty("calibrationError").GetDouble(), evaluation.GetProperty("calibrationError").GetDouble());
        JsonElement info = place.Run("info", model, "--json").Json;
        Assert.AreEqual(16, info.GetProperty("bits").GetInt32());
        Assert.AreEqual(run.Json.GetProperty("weightsSha256").GetString(), info.GetProperty("weightsSha256").GetString());
    }

    [TestMethod]
    public void Info_Ensemble_DescribesAllNetworks()
    {
        using var place = new CommandFolder();
        DigitClassifier shared = DigitClassifier.Load(SharedModel.Path);
        DigitClassifier.Combine([shared, shared, shared]).Save(place.InWork("three"));
        CommandRun run = place.Run("info", "three", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("Networks of this kind: 3 of 3", run.Output);
        Assert.AreEqual(3, run.Json.GetProperty("networks").GetInt32());
        Assert.AreEqual(3 * shared.Network.ParameterCount, run.Json.GetProperty("parameters").GetInt64());
        Assert.AreEqual(32, run.Json.GetProperty("bits").GetInt32());
        Assert.AreEqual(1, run.Json.GetProperty("temperature").GetDouble());
    }

    [TestMethod]
    public void Evaluate_Views_IsWhatTheLibraryMeasures()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("evaluate", SharedModel.Path, SharedModel.Dataset, "--views", "5", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        var metrics = DigitClassifier.Load(SharedModel.Path).WithTestTimeAugmentation(5).Evaluate(DigitDataset.Load(SharedModel.Dataset).Test);
        Assert.AreEqual(metrics.LogLoss, run.Json.GetProperty("logLoss").GetDouble(), 1e-6);
        Assert.AreEqual(metrics.ExpectedCalibrationError, run.Json.GetProperty("calibrationError").GetDouble(), 1e-6);
    }

    [TestMethod]
    public void Train_Best_LooksAtSevenViews()
    {
        using var place = new CommandFolder();
        string[] train = ["train", SharedModel.Dataset, "--preset", "best", "--epochs", "1", "--per-class", "10"];
        Assert.AreEqual(0, place.Run([.. train, "--out", "seven"]).ExitCode);
        Assert.AreEqual(0, place.Run([.. train, "--views", "1", "--out", "one"]).ExitCode);
        Assert.AreEqual(7, DigitClassifier.Load(place.InWork("seven")).TestTimeAugmentations);
        Assert.AreEqual(1, DigitClassifier.Load(place.InWork("one")).TestTimeAugmentations);
    }

    [TestMethod]
    public void Predict_NoModel_TakesTheBuiltInOne()
    {
        using var place = new CommandFolder();
        string file = place.Write("one.png", TinyPicture.Of(1));
        CommandRun plain = place.Run("predict", file, "--json"), named = place.Run("predict", file, "--model", "Latin", "--json");
        Assert.AreEqual(0, plain.ExitCode, plain.Errors);
        Assert.AreEqual(plain.Output, named.Output);
    }

    [TestMethod]
    public void Commands_FileOfABuiltInName_NeedsItsFolder()
    {
        using var place = new CommandFolder();
        File.Copy(SharedModel.Path, place.InWork("latin"));
        string builtIn = DigitClassifier.Pretrained(NumeralSystem.Latin).WeightsSha256();
        Assert.AreEqual(builtIn, place.Run("info", "latin", "--json").Json.GetProperty("weightsSha256").GetString());
        Assert.AreEqual(
            SharedModel.Run.Json.GetProperty("weightsSha256").GetString(),
            place.Run("info", "./latin", "--json").Json.GetProperty("weightsSha256").GetString());
    }

    [TestMethod]
    public void Info_BuiltInModel_CountsTheBytesOfItsFile()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("info", "latin", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        string file = Path.Combine(HouseRulesTests.Root, "artifacts", "models", "latin.safetensors");
        Assert.AreEqual(new FileInfo(file).Length, run.Json.GetProperty("bytes").GetInt64());
        Assert.AreEqual(16, run.Json.GetProperty("bits").GetInt32());
    }
}
