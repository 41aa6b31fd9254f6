using System.Text.Json;

namespace DigitML.Tests.Cli;

/// <summary><c>digitml train --from</c>, from outside.</summary>
[TestClass]
public sealed class TransferCommandTests
{
    [TestMethod]
    public void Train_FromFile_KeepsWhatIsFrozenAndSaysWhereItStarted()
    {
        using var place = new CommandFolder();
        DigitClassifier source = DigitClassifier.Load(SharedModel.Path);

        CommandRun run = place.Run(
            "train", TinyDataset.Write(place), "--from", SharedModel.Path, "--freeze", "convolutions", "--rate-factor", "0.5", "--epochs", "1",
            "--per-class", "10", "--out", "m", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("100 images to train on, 50 to validate", run.Errors);
        Assert.AreEqual(source.WeightsSha256(), run.Json.GetProperty("startedFrom").GetString());
        DigitClassifier result = DigitClassifier.Load(place.InWork("m"));
        float[] First(DigitClassifier model) => model.Parameters[model.Parameters.Parameters[0]].ToArray();
        Assert.AreSequenceEqual(First(source), First(result));
        Assert.AreNotEqual(source.WeightsSha256(), result.WeightsSha256());
        JsonElement facts = place.Run("info", "m", "--json").Json.GetProperty("training");
        Assert.AreEqual("kept", facts.GetProperty("head").GetString());
        Assert.AreEqual("0.5", facts.GetProperty("rateFactor").GetString());
        Assert.AreEqual(source.WeightsSha256(), facts.GetProperty("startedFrom").GetString());
    }

    [TestMethod]
    public void Train_FromBuiltInModel_HasItsNetwork()
    {
        using var place = new CommandFolder();

        CommandRun run = place.Run(
            "train", TinyDataset.Write(place), "--from", "latin", "--new-head", "--freeze", "6", "--epochs", "2", "--per-class", "5", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("565,066 parameters", run.Errors);
        Assert.AreEqual(565_066, run.Json.GetProperty("parameters").GetInt32());
        Assert.AreEqual(DigitClassifier.Pretrained(NumeralSystem.Latin).WeightsSha256(), run.Json.GetProperty("startedFrom").GetString());
    }

    [TestMethod]
    public void Train_Teacher_IsLearntFromAndNamed()
    {
        using var place = new CommandFolder();

        CommandRun run = place.Run(
            "train", TinyDataset.Write(place), "--teacher", SharedModel.Path, "--epochs", "1", "--per-class", "10", "--out", "m", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        JsonElement facts = place.Run("info", "m", "--json").Json.GetProperty("training");
        string teacher = DigitClassifier.Load(SharedModel.Path).WeightsSha256();
        Assert.AreEqual(teacher, run.Json.GetProperty("teacher").GetString());
        Assert.AreEqual(teacher, facts.GetProperty("teacher").GetString());
        Assert.AreEqual("1", facts.GetProperty("teacherShare").GetString());
    }

    [TestMethod]
    public void Train_UnknownTeacher_IsRefused()
    {
        using var place = new CommandFolder();

        Assert.Contains("nobody", place.Refuse("train", TinyDataset.Write(place), "--teacher", "nobody"));
    }

    [TestMethod]
    public void Train_FromEnsemble_IsRefused()
    {
        using var place = new CommandFolder();
        DigitClassifier model = DigitClassifier.Load(SharedModel.Path);
        string path = place.Input("two");
        DigitClassifier.Combine([model, model]).Save(path);

        Assert.Contains("is an ensemble of 2 networks", place.Refuse("train", TinyDataset.Write(place), "--from", path));
    }

    [TestMethod]
    public void Train_WrongArguments_SayWhatIsWanted()
    {
        using var place = new CommandFolder();
        string folder = TinyDataset.Write(place);
        string Refuse(params string[] arguments) => place.Refuse(["train", folder, .. arguments]);

        Assert.Contains("There is no model greek: name a built-in one (latin", Refuse("--from", "greek"));
        Assert.Contains("--freeze is some; it must be none, convolutions or a number of layers.", Refuse("--from", "latin", "--freeze", "some"));
        Assert.Contains("The number of frozen layers is 99; it must be from 0 to", Refuse("--from", "latin", "--freeze", "99"));
        Assert.Contains("The rate factor of reused layers is 2; it must be more than 0", Refuse("--from", "latin", "--rate-factor", "2"));
        Assert.Contains("--freeze is about a model to start from; name it with --from.", Refuse("--freeze", "none"));
        Assert.Contains("--rate-factor is about a model to start from", Refuse("--rate-factor", "1"));
        Assert.Contains("leave --normalization and --zca-epsilon out", Refuse("--from", "latin", "--normalization", "unit"));
        Assert.Contains("Cannot take 1000 images a class", Refuse("--per-class", "1000"));
    }

    [TestMethod]
    public void Train_FromImagesOfAnotherSize_SaysBothSizes()
    {
        using var place = new CommandFolder();

        CommandRun run = place.Run("train", TinyDataset.Write(place, size: 14), "--from", "latin");

        Assert.AreEqual(1, run.ExitCode, run.Errors);
        Assert.Contains("14x14x1 and the network takes 28x28x1", run.Errors);
        Assert.IsEmpty(place.FilesLeft);
    }

    // Ten steps of nine or ten images are too few to learn anything; longer epochs make up for it.
    [TestMethod]
    public void Train_FewImages_TakesEnoughSteps()
    {
        using var place = new CommandFolder();

        CommandRun run = place.Run("train", TinyDataset.Write(place), "--per-class", "2", "--json", "--out", "m");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(4, run.Json.GetProperty("epochs").GetInt32());
        JsonElement facts = place.Run("info", "m", "--json").Json.GetProperty("training");
        Assert.IsGreaterThan(10, int.Parse(facts.GetProperty("passesPerEpoch").GetString()!));
        Assert.IsGreaterThan(.8, run.Json.GetProperty("testAccuracy").GetDouble());
    }
}
