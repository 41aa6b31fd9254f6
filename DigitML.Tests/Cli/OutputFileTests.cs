namespace DigitML.Tests.Cli;

[TestClass]
public sealed class OutputFileTests
{
    [TestMethod]
    public void Train_OutBelowAFile_IsRefusedBeforeTraining()
    {
        using var place = new CommandFolder();
        string file = place.Write("notes.txt", []);
        AssertRefused(place, Path.Combine(file, "model.safetensors"), "give --out a place that can be written");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("/proc/model.safetensors")]
    [DataRow("/proc/models/model.safetensors")]
    public void Train_OutWhereNobodyCanWrite_IsRefusedBeforeTraining(string path)
    {
        using var place = new CommandFolder();
        AssertRefused(place, path, "give --out a place that can be written");
    }

    [TestMethod]
    public void Train_OutIsAFolder_IsRefusedBeforeTraining()
    {
        using var place = new CommandFolder();
        AssertRefused(place, place.Work, "is a folder");
    }

    [TestMethod]
    [DataRow("models/")]
    [DataRow("")]
    [DataRow(" ")]
    public void Train_OutWithoutAFileName_IsRefusedBeforeTraining(string path)
    {
        using var place = new CommandFolder();
        AssertRefused(place, path, "give --out the name of a file");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Train_OutAmongTheDevices_IsRefusedBeforeAnythingIsReplaced()
    {
        using var place = new CommandFolder();
        string path = $"/dev/digitml-{Guid.NewGuid():N}";
        AssertRefused(place, path, "is no place for files");
        Assert.IsFalse(File.Exists(path));
    }

    [TestMethod]
    public void Train_OutInNewFolders_MakesThem()
    {
        using var place = new CommandFolder();
        string path = Path.Combine("some", "where", "model.safetensors");
        CommandRun run = place.Run("train", TinyDataset.Write(place), "--epochs", "1", "--out", path, "--no-report");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(place.InWork(path), place.FilesLeft.Single());
    }

    [TestMethod]
    public void Train_Refused_MakesNoFolderForTheModel()
    {
        using var place = new CommandFolder();
        place.Refuse("train", TinyDataset.Write(place), "--per-class", "0");
        Assert.IsEmpty(Directory.GetDirectories(place.Work));
    }

    [TestMethod]
    public void Train_ReportsNameIsAFolder_IsRefusedBeforeTraining()
    {
        using var place = new CommandFolder();
        Directory.CreateDirectory(place.InWork("model.html"));
        AssertRefused(place, "model.safetensors", "model.html, which is a folder: give --out another name, or --no-report");
    }

    [TestMethod]
    public void Evaluate_ErrorsIsAFolder_IsRefusedBeforeMeasuring()
    {
        using var place = new CommandFolder();
        string sentence = place.Refuse("evaluate", SharedModel.Path, SharedModel.Dataset, "--errors", place.Work);
        Assert.Contains("is a folder: give --errors the name of a file", sentence);
    }

    private static void AssertRefused(CommandFolder place, string path, string expected) =>
        Assert.Contains(expected, place.Refuse("train", TinyDataset.Write(place), "--out", path));
}
