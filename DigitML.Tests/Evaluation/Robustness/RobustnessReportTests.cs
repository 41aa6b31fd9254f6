using DigitML.Evaluation.Robustness;
using DigitML.Tests.Classification;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Evaluation.Robustness;

[TestClass]
public sealed class RobustnessReportTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(20);

    [TestMethod]
    public void Measure_AsksForTheImagesAsTheyAreAndSpoiltInEveryWay()
    {
        var seen = new List<ImageSet>();
        var told = new ProgressList();
        RobustnessMetrics report = RobustnessMetrics.Measure(
            images =>
            {
                seen.Add(images);
                return seen.Count / 100.0;
            },
            Images, seed: 7, progress: told);
        Assert.HasCount(16, seen);
        Assert.AreSame(Images, seen[0]);
        for (int i = 0; i < 15; i++)
        {
            byte[] expected = ImageCorruption.Apply(Images, (Corruption)i, 7).Pixels(19).ToArray();
            CollectionAssert.AreEqual(expected, seen[i + 1].Pixels(19).ToArray());
            Assert.AreEqual((i + 2) / 100.0, report.Accuracy((Corruption)i));
        }

        Assert.AreEqual(.01, report.CleanAccuracy);
        Assert.AreEqual(.09, report.MeanCorruptionAccuracy, 1e-12);
        Assert.AreEqual((20, 7UL), (report.ImageCount, report.Seed));
        CollectionAssert.AreEqual(ImageCorruption.All.ToArray(), told);
    }

    [TestMethod]
    public void ToString_IsATable()
    {
        string[] lines = RobustnessMetrics.Measure(_ => .5, Images).ToString().Split('\n');
        Assert.HasCount(20, lines);
        Assert.AreEqual("corruption      accuracy", lines[0]);
        Assert.AreEqual("shot_noise        0.5000", lines[1]);
        Assert.AreEqual("canny_edges       0.5000", lines[15]);
        Assert.AreEqual("mean of all       0.5000", lines[17]);
        Assert.AreEqual("uncorrupted       0.5000", lines[18]);
    }

    [TestMethod]
    public void Measure_Cancelled_Stops()
    {
        using var cancellationToken = new CancellationTokenSource();
        int calls = 0;
        Assert.ThrowsExactly<OperationCanceledException>(() => RobustnessMetrics.Measure(
            _ =>
            {
                if (++calls == 3) { cancellationToken.Cancel(); }
                return 1;
            },
            Images, cancellationToken: cancellationToken.Token));
        Assert.AreEqual(3, calls);
    }

    [TestMethod]
    public void Measure_NoImages_SaysSo() => Assert.AreEqual(
        "There are no images to measure robustness with: give at least one.",
        Assert.ThrowsExactly<DigitMLException>(() => RobustnessMetrics.Measure(_ => 1, Images.Take(0))).Message);

    [TestMethod]
    public void EvaluateRobustness_AgreesWithEvaluate()
    {
        DigitClassifier classifier = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer);
        ImageSet images = SyntheticDigits.Make(40, size: 12);
        RobustnessMetrics report = classifier.EvaluateRobustness(images, seed: 3, threads: 1);
        Assert.AreEqual(classifier.Evaluate(images).MicroAccuracy, report.CleanAccuracy);
        Assert.AreEqual(
            classifier.Evaluate(ImageCorruption.Apply(images, Corruption.Stripe, 3)).MicroAccuracy, report.Accuracy(Corruption.Stripe));
    }

    [TestMethod]
    public void Sheet_ShowsOneImageOfEachClassInEveryWay()
    {
        GrayImage sheet = CorruptionSheet.Compose(Images, seed: 1, scale: 1);
        Assert.AreEqual((10 * 30 + 2, 16 * 30 + 2), (sheet.Width, sheet.Height));
        ImageSet firsts = Images.Take(10);
        for (int row = 0; row < 16; row++)
        {
            ImageSet shown = row == 0 ? firsts : ImageCorruption.Apply(firsts, (Corruption)(row - 1), 1);
            Assert.AreEqual(shown.Pixels(4)[28 * 11 + 5], sheet[4 * 30 + 2 + 5, row * 30 + 2 + 11]);
        }
    }

    private sealed class ProgressList : List<Corruption>, IProgress<Corruption>
    {
        public void Report(Corruption value) => Add(value);
    }
}
