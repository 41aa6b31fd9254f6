namespace DigitML.Tests.Evaluation;

/// <summary>How confidence and accuracy are compared: <see cref="MulticlassMetrics.ReliabilityBins"/> and the error made of them.</summary>
[TestClass]
public sealed class ReliabilityTests
{
    private static readonly string[] Names = ["a", "b"];

    [TestMethod]
    public void ReliabilityBins_SmallCase_GiveFiguresDoneByHand()
    {
        // Confidences .9, .925 (bin 13: over 13/15, up to 14/15) and .6 (bin 8: over 8/15, up to 9/15 and so including it).
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0, 1, 0, 0], [.9f, .1f, .925f, .075f, .4f, .6f, .6f, .4f], Names);

        Assert.HasCount(15, metrics.ReliabilityBins);
        AssertBin(new ReliabilityBin(.9125, .5, 2), metrics.ReliabilityBins[13]);
        AssertBin(new ReliabilityBin(.6, .5, 2), metrics.ReliabilityBins[8]);
        Assert.AreEqual(13, metrics.ReliabilityBins.Count(bin => bin == new ReliabilityBin(0, 0, 0)));
        Assert.AreEqual((.4125 * 2 + .1 * 2) / 4, metrics.ExpectedCalibrationError, 1e-7);
    }

    [TestMethod]
    public void ReliabilityBins_Extremes_AreInTheLastAndTheFirst()
    {
        MulticlassMetrics certain = MulticlassMetrics.Compute([0], [1, 0], Names), lost = MulticlassMetrics.Compute([0], [0, 0], Names);

        Assert.AreEqual(new ReliabilityBin(1, 1, 1), certain.ReliabilityBins[14]);
        Assert.AreEqual(0, certain.ExpectedCalibrationError);
        Assert.AreEqual(new ReliabilityBin(0, 1, 1), lost.ReliabilityBins[0]);
    }

    [TestMethod]
    public void ExpectedCalibrationError_SureAndAlwaysWrong_IsOne() =>
        Assert.AreEqual(1, MulticlassMetrics.Compute([1, 1], [1, 0, 1, 0], Names).ExpectedCalibrationError);

    [TestMethod]
    public void ExpectedCalibrationError_NaN_IsNaN()
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0, 1], [1, 0, float.NaN, 1], Names);

        Assert.IsTrue(double.IsNaN(metrics.ExpectedCalibrationError));
        Assert.AreEqual(1, metrics.ReliabilityBins.Sum(bin => bin.Count));
    }

    private static void AssertBin(ReliabilityBin expected, ReliabilityBin actual)
    {
        Assert.AreEqual(expected.Confidence, actual.Confidence, 1e-6);
        Assert.AreEqual(expected.Accuracy, actual.Accuracy, 1e-12);
        Assert.AreEqual(expected.Count, actual.Count);
    }
}
