using System.Text.Json;
using DigitML.Tests.Imaging.Png;

namespace DigitML.Tests.Cli;

[TestClass]
public sealed class PredictCommandTests
{
    private static readonly Dictionary<string, (byte[] Content, string Expected)> BadPictures = new()
    {
        ["empty"] = ([], "is empty, which is no image format"),
        ["cut short"] = (TinyPicture.Of(1)[..^20], "byte 33: chunk IDAT claims 808 bytes of data, but 800 are left"),
        ["bad checksum"] = (Damaged(), "byte 8: the checksum of chunk IHDR is"),
        ["60,000 x 60,000"] =
            (TestPng.File(TestPng.Header(60_000, 60_000, 8, 0), TestPng.Data(0), TestPng.End()), "the image claims 60,000 x 60,000 pixels"),
        ["text"] = ("seven"u8.ToArray(), "starts with 736576656E"),
    };

    public static IEnumerable<string> Faults => BadPictures.Keys;

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public void Predict_BadPicture_SaysWhatIsWrong(string fault)
    {
        using var place = new CommandFolder();
        string sentence = place.Refuse("predict", place.Write("bad.png", BadPictures[fault].Content), "--model", SharedModel.Path);
        Assert.Contains("bad.png", sentence);
        Assert.Contains(BadPictures[fault].Expected, sentence);
    }

    [TestMethod]
    public void Predict_NoSuchPictureOrAFolder_SaysSo()
    {
        using var place = new CommandFolder();
        Assert.Contains("lost.png", place.Refuse("predict", "lost.png", "--model", SharedModel.Path));
        Assert.Contains(place.Work, place.Refuse("predict", place.Work, "--model", SharedModel.Path));
    }

    [TestMethod]
    public void Predict_Json_IsWhatTheLibraryPredicts()
    {
        using var place = new CommandFolder();
        string[] files = [.. Enumerable.Range(0, 3).Select(label => place.Write($"{label}.png", TinyPicture.Of(label)))];
        CommandRun run = place.Run(["predict", .. files, "--model", SharedModel.Path, "--json", "--top", "4"]);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual("", run.Errors);
        Assert.HasCount(3, run.OutputLines);
        DigitClassifier classifier = DigitClassifier.Load(SharedModel.Path);
        foreach ((string file, string line) in files.Zip(run.OutputLines))
        {
            JsonElement json = CommandRun.ParseJson(line);
            Prediction expected = classifier.Predict(GrayImage.Load(file));
            Assert.AreEqual(file, json.GetProperty("file").GetString());
            Assert.AreEqual(expected.Label, json.GetProperty("label").GetString());
            Assert.AreEqual(expected.Confidence, json.GetProperty("confidence").GetDouble(), 1e-5);
            AssertTop(expected.Top(4), json.GetProperty("top"));
        }
    }

    [TestMethod]
    public void Predict_ForPeople_WritesALineAPictureWithTheLikeliest()
    {
        using var place = new CommandFolder();
        string file = place.Write("one.png", TinyPicture.Of(1));
        CommandRun run = place.Run("predict", file, "--model", SharedModel.Path, "--top", "2");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.HasCount(1, run.OutputLines);
        Assert.MatchesRegex(@"one\.png: \d  \d+\.\d %  \(\d \d+\.\d %\)$", run.OutputLines[0]);
    }

    [TestMethod]
    public void Predict_OneBadPictureAmongSeveral_ReadsTheOthers()
    {
        using var place = new CommandFolder();
        string first = place.Write("first.png", TinyPicture.Of(1)), bad = place.Write("bad.png", Damaged());
        string last = place.Write("last.png", TinyPicture.Of(2));
        CommandRun run = place.Run("predict", first, bad, last, "--model", SharedModel.Path, "--json");
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("bad.png", CommandFolder.Sentence(run));
        JsonElement[] lines = [.. run.OutputLines.Select(CommandRun.ParseJson)];
        CollectionAssert.AreEqual(new[] { first, bad, last }, lines.Select(line => line.GetProperty("file").GetString()).ToArray());
        CollectionAssert.AreEqual(new[] { true, false, true }, lines.Select(line => line.TryGetProperty("label", out _)).ToArray());
        Assert.Contains("checksum", lines[1].GetProperty("error").GetString()!);
    }

    [TestMethod]
    public void Predict_Dash_ReadsPathsFromStandardInputInOrder()
    {
        using var place = new CommandFolder();
        string[] files = [.. new[] { 4, 2, 7 }.Select(label => place.Write($"a picture of {label}.png", TinyPicture.Of(label)))];
        CommandRun run = place.RunWithInput($"{files[0]}\r\n\n{files[1]}\n{files[2]}", "predict", "-", "--model", SharedModel.Path, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        CollectionAssert.AreEqual(
            files, run.OutputLines.Select(line => CommandRun.ParseJson(line).GetProperty("file").GetString()).ToArray());
    }

    [TestMethod]
    public void Predict_DashWithNothing_WritesNothing()
    {
        using var place = new CommandFolder();
        CommandRun run = place.RunWithInput("", "predict", "-", "--model", SharedModel.Path, "--json");
        Assert.AreEqual((0, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [TestMethod]
    public void Predict_TopBeyondTheClasses_ShowsEveryClassOnce()
    {
        using var place = new CommandFolder();
        string file = place.Write("one.png", TinyPicture.Of(1));
        CommandRun run = place.Run("predict", file, "--model", SharedModel.Path, "--top", "11", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        string?[] labels = [.. run.Json.GetProperty("top").EnumerateArray().Select(item => item.GetProperty("label").GetString())];
        Assert.HasCount(10, labels.Distinct().ToArray());
    }

    private static void AssertTop(IReadOnlyList<RankedLabel> expected, JsonElement top)
    {
        Assert.AreEqual(expected.Count, top.GetArrayLength());
        foreach ((RankedLabel wanted, JsonElement candidate) in expected.Zip(top.EnumerateArray()))
        {
            Assert.AreEqual(wanted.Label, candidate.GetProperty("label").GetString());
            Assert.AreEqual(wanted.Confidence, candidate.GetProperty("confidence").GetDouble(), 1e-5);
        }
    }

    /// <summary>A picture with one bit of its header changed, which the header's checksum then denies.</summary>
    private static byte[] Damaged()
    {
        byte[] content = TinyPicture.Of(1);
        content[19] ^= 1;
        return content;
    }
}
