using System.Text;
using System.Text.Json;

namespace DigitML.Tests.Cli;

[TestClass]
public sealed class ConvertCommandTests
{
    [TestMethod]
    public void Convert_ToEveryForm_TrainsTheSameWeights()
    {
        using var place = new CommandFolder();
        string idx = TinyDataset.Write(place);
        Convert(place, idx, "out.npz");
        Convert(place, "out.npz", "tables", "--format", "csv");
        Convert(place, "tables", "pictures", "--format", "png");
        Convert(place, "tables", "back");
        var sums = new List<string?>();
        foreach (string data in new[] { idx, "out.npz", "tables", "back" })
        {
            CommandRun run = place.Run("train", data, "--epochs", "1", "--no-report", "--out", "model.safetensors", "--json");
            Assert.AreEqual(0, run.ExitCode, run.Errors);
            Assert.AreEqual(SharedModel.Run.Json.GetProperty("testAccuracy").GetDouble(), run.Json.GetProperty("testAccuracy").GetDouble());
            sums.Add(run.Json.GetProperty("weightsSha256").GetString());
        }

        Assert.HasCount(1, sums.Distinct(), string.Join(' ', sums));
        Assert.HasCount(TinyDataset.TrainCount, Directory.GetFiles(place.InWork("pictures", "train"), "*.png", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Convert_Split_WritesOnePartWhichEvaluateMeasuresWhole()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("data", "convert", SharedModel.Dataset, "test.csv.gz", "--split", "test", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(TinyDataset.TestCount, run.Json.GetProperty("images").GetInt32());
        Assert.AreEqual("csv", run.Json.GetProperty("format").GetString());

        CommandRun whole = place.Run("evaluate", SharedModel.Path, "test.csv.gz", "--json");
        CommandRun original = place.Run("evaluate", SharedModel.Path, SharedModel.Dataset, "--json");

        Assert.AreEqual(0, whole.ExitCode, whole.Errors);
        Assert.Contains("is not divided into training and test images: all 100 are measured", whole.Errors);
        Assert.AreEqual(original.OutputLines[^1], whole.OutputLines[^1]);
    }

    [TestMethod]
    public void Train_SingleFile_IsNotTestedOnItsOwnImages()
    {
        using var place = new CommandFolder();
        place.Run("data", "convert", SharedModel.Dataset, "train.npz", "--split", "train");
        CommandRun run = place.Run("train", "train.npz", "--epochs", "1", "--no-report", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("550 images to train on, 50 to validate, 0 to test", run.Errors);
        Assert.AreEqual(JsonValueKind.Null, run.Json.GetProperty("testAccuracy").ValueKind);
        Assert.AreEqual(place.InWork("artifacts", "train-fast.safetensors"), place.InWork(run.Json.GetProperty("model").GetString()!));
    }

    [TestMethod]
    public void Convert_BadRequest_SaysWhatToDo()
    {
        using var place = new CommandFolder();
        string data = SharedModel.Dataset;
        Assert.Contains("holds one part", place.Refuse("data", "convert", data, "a.csv"));
        Assert.Contains("give --format", place.Refuse("data", "convert", data, "a.txt"));
        Assert.Contains("--format is pdf; it must be idx, npz, csv or png", place.Refuse("data", "convert", data, "a", "--format", "pdf"));
        Assert.Contains("no part 'dev'", place.Refuse("data", "convert", data, "a.csv", "--split", "dev"));
        Assert.Contains("a set is written to .csv", place.Refuse("data", "convert", data, "a", "--split", "test"));
        place.Write("notes.txt", []);
        Assert.Contains("not empty", place.Refuse("data", "convert", data, place.Input(), "--format", "png"));
    }

    [TestMethod]
    public void Predict_Submission_NumbersOrNamesTheImages()
    {
        using var place = new CommandFolder();
        ImageSet test = DigitDataset.Load(SharedModel.Dataset).Test;
        string[] rows = [.. Enumerable.Range(0, 5).Select(image => string.Join(',', test.Pixels(image).ToArray()))];
        string header = string.Join(',', Enumerable.Range(0, 784).Select(pixel => $"pixel{pixel}"));
        string plain = place.Write("test.csv", Text([header, .. rows]));
        string ids = place.Write("ids.csv", Text(["id," + header, .. rows.Select(row => "40," + row)]));

        CommandRun run = place.Run("predict", plain, "--model", SharedModel.Path, "--submission", "out/plain.csv", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(5, run.Json.GetProperty("images").GetInt32());
        Assert.AreEqual(0, place.Run("predict", ids, "--model", SharedModel.Path, "--submission", "ids.csv").ExitCode);

        string[] written = File.ReadAllLines(place.InWork("out", "plain.csv"));
        Assert.AreEqual("ImageId,Label", written[0]);
        DigitClassifier model = DigitClassifier.Load(SharedModel.Path);
        string[] labels = [.. Enumerable.Range(0, 5).Select(image => model.PredictPixels(test.Pixels(image)).Label)];
        CollectionAssert.AreEqual(labels.Index().Select(label => $"{label.Index + 1},{label.Item}").ToArray(), written[1..]);
        string[] named = File.ReadAllLines(place.InWork("ids.csv"));
        Assert.AreEqual("id,label", named[0]);
        CollectionAssert.AreEqual(labels.Select(label => $"40,{label}").ToArray(), named[1..]);
    }

    [TestMethod]
    public void Predict_SubmissionOfBadInput_SaysWhatToDo()
    {
        using var place = new CommandFolder();
        string small = place.Write("small.csv", Text(["a,b,c,d", "1,2,3,4"])), text = place.Write("a.txt", []);
        Assert.Contains("one data file", place.Refuse("predict", small, text, "--submission", "out.csv"));
        Assert.Contains("has the ending '.txt'", place.Refuse("predict", text, "--submission", "out.csv"));
        Assert.Contains("2x2", place.Refuse("predict", small, "--submission", "out.csv"));
        Assert.Contains("There is no file 'none.csv'", place.Refuse("predict", "none.csv", "--submission", "out.csv"));
    }

    private static void Convert(CommandFolder place, params string[] arguments)
    {
        CommandRun run = place.Run(["data", "convert", .. arguments]);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("700 images written to", run.Output);
    }

    private static byte[] Text(string[] rows) => Encoding.ASCII.GetBytes(string.Join('\n', rows) + "\n");
}
