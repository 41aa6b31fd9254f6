using System.Text.Json;
using DigitML.Tests.Imaging;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Cli;

[TestClass]
public sealed class PredictManyTests
{
    [TestMethod]
    public void PredictMany_EasyPage_ReadsTextLinesAndDigitsInOrder()
    {
        using var place = new CommandFolder();
        string file = place.Write("page.png", PenPage.Png("204", "7194"));
        CommandRun run = place.Run("predict", "--many", file, "--json");
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.HasCount(1, run.OutputLines);
        Assert.AreEqual(file, run.Json.GetProperty("file").GetString());
        Assert.AreEqual("204\n7194", run.Json.GetProperty("text").GetString());
        Assert.AreSequenceEqual(["204", "7194"], run.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetString()));
        JsonElement[] digits = [.. run.Json.GetProperty("digits").EnumerateArray()];
        Assert.AreEqual("2047194", string.Concat(digits.Select(digit => digit.GetProperty("label").GetString())));
        Assert.AreSequenceEqual([0, 0, 0, 1, 1, 1, 1], digits.Select(digit => digit.GetProperty("line").GetInt32()));
    }

    [TestMethod]
    public void PredictMany_Json_IsWhatTheLibraryReads()
    {
        using var place = new CommandFolder();
        string file = place.Write("page.png", Blotted());
        PageResult expected = DigitReader.Pretrained(NumeralSystem.Latin).Read(GrayImage.Load(file));
        CommandRun run = place.Run("predict", file, "--many", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(expected.Text, run.Json.GetProperty("text").GetString());
        JsonElement[] digits = [.. run.Json.GetProperty("digits").EnumerateArray()];
        Assert.HasCount(expected.Count, digits);
        foreach ((RecognizedDigit digit, JsonElement json) in expected.Zip(digits))
        {
            Assert.AreEqual(digit.Confidence, json.GetProperty("confidence").GetDouble(), 1e-5);
            Assert.AreEqual(digit.Box, Box(json));
            Assert.IsFalse(json.TryGetProperty("top", out _));
        }

        JsonElement[] rejected = [.. run.Json.GetProperty("rejected").EnumerateArray()];
        Assert.IsNotEmpty(rejected);
        Assert.AreSequenceEqual(expected.Rejected.Select(shape => shape.Box), rejected.Select(Box));
        Assert.AreSequenceEqual(
            expected.Rejected.Select(shape => shape.Reason == RejectionReason.Unsure ? "unsure" : "not a digit"),
            rejected.Select(json => json.GetProperty("reason").GetString()));
    }

    [TestMethod]
    public void PredictMany_LineWithoutADigitLeft_IsNotCounted()
    {
        using var place = new CommandFolder();
        string file = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Pages", "scribble-above-472.png");
        CommandRun text = place.Run("predict", "--many", file);
        CommandRun json = place.Run("predict", "--many", file, "--json");

        Assert.AreEqual((0, ""), (text.ExitCode, text.Errors));
        Assert.Contains("3 digits in 1 line, 1 other shape", text.Output);
        Assert.AreEqual("472", json.Json.GetProperty("text").GetString());
        Assert.AreSequenceEqual([0, 0, 0], json.Json.GetProperty("digits").EnumerateArray().Select(digit => digit.GetProperty("line").GetInt32()));
    }

    [TestMethod]
    public void PredictMany_Top_GivesEachDigitItsCandidates()
    {
        using var place = new CommandFolder();
        string file = place.Write("page.png", PenPage.Png("38"));
        CommandRun run = place.Run("predict", "--many", file, "--json", "--top", "2");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        foreach (JsonElement digit in run.Json.GetProperty("digits").EnumerateArray())
        {
            JsonElement[] top = [.. digit.GetProperty("top").EnumerateArray()];
            Assert.HasCount(2, top);
            Assert.AreEqual(digit.GetProperty("label").GetString(), top[0].GetProperty("label").GetString());
        }
    }

    [TestMethod]
    public void PredictMany_ForPeople_WritesASummaryAndTheLines()
    {
        using var place = new CommandFolder();
        string page = place.Write("page.png", PenPage.Png("204", "7194")), empty = place.Write("empty.png", Empty());
        CommandRun run = place.Run("predict", "--many", page, empty);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.HasCount(4, run.OutputLines);
        Assert.EndsWith("page.png: 7 digits in 2 lines", run.OutputLines[0]);
        Assert.MatchesRegex(@"^  204    least sure: [204] \d+\.\d %$", run.OutputLines[1]);
        Assert.MatchesRegex(@"^  7194   least sure: [7194] \d+\.\d %$", run.OutputLines[2]);
        Assert.EndsWith("empty.png: no digits", run.OutputLines[3]);
    }

    [TestMethod]
    public void PredictMany_EmptyPage_HasNoDigitsNoLinesAndNoText()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("predict", "--many", place.Write("empty.png", Empty()), "--json");
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.AreEqual("", run.Json.GetProperty("text").GetString());
        foreach (string list in new[] { "lines", "digits", "rejected" }) { Assert.AreEqual(0, run.Json.GetProperty(list).GetArrayLength(), list); }
    }

    [TestMethod]
    public void PredictMany_OneBadPictureAmongSeveral_ReadsTheOthers()
    {
        using var place = new CommandFolder();
        string first = place.Write("first.png", PenPage.Png("12")), bad = place.Write("bad.png", PenPage.Png("3")[..^30]);
        string last = place.Write("last.png", PenPage.Png("45"));
        CommandRun run = place.Run("predict", "--many", first, bad, last, "--json");
        Assert.AreEqual(1, run.ExitCode);
        Assert.Contains("bad.png", CommandFolder.Sentence(run));
        JsonElement[] lines = [.. run.OutputLines.Select(CommandRun.ParseJson)];
        Assert.AreSequenceEqual([first, bad, last], lines.Select(line => line.GetProperty("file").GetString()));
        Assert.AreEqual("12", lines[0].GetProperty("text").GetString());
        Assert.Contains("cut off", lines[1].GetProperty("error").GetString()!);
        Assert.AreEqual("45", lines[2].GetProperty("text").GetString());
    }

    [TestMethod]
    public void PredictMany_ModelOfAFile_ReadsWithIt()
    {
        using var place = new CommandFolder();
        string file = place.Write("page.png", PenPage.Png("204"));
        CommandRun run = place.Run("predict", "--many", file, "--model", SharedModel.Path, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        PageResult expected = new DigitReader(DigitClassifier.Load(SharedModel.Path)).Read(GrayImage.Load(file));
        Assert.AreEqual(expected.Text, run.Json.GetProperty("text").GetString());
        Assert.AreEqual(expected.Rejected.Count, run.Json.GetProperty("rejected").GetArrayLength());
    }

    [TestMethod]
    public void PredictMany_WithSubmission_IsRefused()
    {
        using var place = new CommandFolder();
        Assert.Contains("leave --many", place.Refuse("predict", "--many", "test.csv", "--submission", "out.csv"));
    }

    /// <summary>A page with a digit and a broad bar, which is none.</summary>
    private static byte[] Blotted()
    {
        GrayImage page = PenPage.Of("51111", "60");
        var file = new MemoryStream();
        Drawing.Paint(page.Width, page.Height + 40, (x, y) =>
            y < page.Height ? page[x, y] : y < page.Height + 20 && x is > 20 and < 150 ? 0 : 255).Save(file);
        return file.ToArray();
    }

    private static byte[] Empty()
    {
        var file = new MemoryStream();
        Drawing.Paint(90, 60, (x, y) => 240).Save(file);
        return file.ToArray();
    }

    private static PixelBox Box(JsonElement json)
    {
        JsonElement box = json.GetProperty("box");
        return new PixelBox(Value("x"), Value("y"), Value("width"), Value("height"));

        int Value(string name) => box.GetProperty(name).GetInt32();
    }
}
