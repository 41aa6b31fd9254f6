using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Cli;

[TestClass]
public sealed class PredictDebugTests
{
    private static readonly string[] Stages =
        ["1-page", "2-paper", "3-contrast", "4-rules", "5-shapes", "6-lines", "7-cuts", "8-digits", "9-pictures"];

    [TestMethod]
    public void PredictMany_Debug_WritesEveryStageAndReadsTheSame()
    {
        using var place = new CommandFolder();
        string file = place.Write("page.png", PenPage.Png("204", "7194"));
        CommandRun plain = place.Run("predict", "--many", file, "--json");
        CommandRun run = place.Run("predict", "--many", file, "--json", "--debug", "stages");
        Assert.AreEqual((0, "", plain.Output), (run.ExitCode, run.Errors, run.Output));
        string folder = place.InWork("stages", "page");
        Assert.AreSequenceEqual(Stages, Names(folder));
        Assert.AreSequenceEqual(["001-2", "002-0", "003-4", "004-7", "005-1", "006-9", "007-4"], Names(Path.Combine(folder, "digits")));
        foreach (string picture in Directory.GetFiles(Path.Combine(folder, "digits")))
        {
            var digit = GrayImage.Load(picture);
            Assert.AreEqual((28, 28), (digit.Width, digit.Height));
        }
    }

    [TestMethod]
    public void Predict_Debug_WritesThePictureAndWhatTheModelSees()
    {
        using var place = new CommandFolder();
        string file = place.Write("five.png", PenPage.Png("5"));
        CommandRun run = place.Run("predict", file, "--debug", "stages");
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.AreSequenceEqual(["1-picture", "2-digit"], Names(place.InWork("stages", "five")));
        GrayImage seen = GrayImage.Load(place.InWork("stages", "five", "2-digit.png"));
        CollectionAssert.AreEqual(DigitNormalizer.Normalize(GrayImage.Load(file)).Pixels.ToArray(), seen.Pixels.ToArray());
    }

    [TestMethod]
    public void Predict_DebugWithPicturesOfOneName_GivesEachAFolder()
    {
        using var place = new CommandFolder();
        string[] files = [.. new[] { "a", "b", "c" }.Select(folder => place.Write($"{folder}/x.png", PenPage.Png("1")))];
        CommandRun run = place.Run(["predict", .. files, "--debug", "stages"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.AreSequenceEqual(
            ["x", "x-2", "x-3"], Directory.GetDirectories(place.InWork("stages")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void Predict_DebugThatIsAFile_SaysSoBeforeReading()
    {
        using var place = new CommandFolder();
        string file = place.Write("five.png", PenPage.Png("5"));
        Assert.Contains("is a file: give --debug the name of a folder", place.Refuse("predict", file, "--debug", file));
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder, "*.png").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);
}
