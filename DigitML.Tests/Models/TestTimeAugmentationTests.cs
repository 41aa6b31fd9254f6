using DigitML.Augmentation;
using DigitML.Datasets;
using DigitML.Models;
using DigitML.Tests.Training;

namespace DigitML.Tests.Models;

[TestClass]
public sealed class TestTimeAugmentationTests
{
    private static readonly DigitClassifier Classifier = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer);
    private static readonly ImageSet Images = SyntheticDigits.Make(150, size: 12);

    [TestMethod]
    public void PredictProbabilities_SeveralViews_IsTheMeanOverThem()
    {
        var views = new ImageViews(12, 12);
        float[][] each = [.. Enumerable.Range(0, 5).Select(view => Classifier.PredictProbabilities(views.Draw(view, Images)))];
        float[] expected = [.. Enumerable.Range(0, each[0].Length).Select(i => (float)each.Average(probabilities => (double)probabilities[i]))];

        float[] probabilities = Classifier.WithTestTimeAugmentation(5).PredictProbabilities(Images, threads: 2);

        TorchFixture.AssertClose(expected, probabilities, 1e-6);
    }

    [TestMethod]
    public void PredictPixels_SeveralViews_AgreesWithTheSet()
    {
        DigitClassifier several = DigitClassifier.Combine(DigitClassifierFactory.MakeSeveral()).WithTestTimeAugmentation(11);
        float[] probabilities = several.PredictProbabilities(Images);

        foreach (int image in new[] { 0, 77, 149 })
        {
            TorchFixture.AssertClose(
                probabilities.AsSpan(image * 10, 10), several.PredictPixels(Images.Pixels(image)).Probabilities, 1e-5);
        }
    }

    [TestMethod]
    public void WithTestTimeAugmentation_OneView_IsThePlainClassifier()
    {
        DigitClassifier again = Classifier.WithTestTimeAugmentation(7).WithTestTimeAugmentation(1);

        Assert.AreEqual(1, again.Views);
        Assert.AreSequenceEqual(Classifier.PredictProbabilities(Images), again.PredictProbabilities(Images));
    }

    [TestMethod]
    public void PredictPixels_SeveralViews_AllocatesOnlyItsResult()
    {
        DigitClassifier several = Classifier.WithTestTimeAugmentation(3);
        several.PredictPixels(Images.Pixels(0));
        long start = GC.GetAllocatedBytesForCurrentThread();

        for (int image = 0; image < 100; image++) { several.PredictPixels(Images.Pixels(image)); }

        Assert.IsLessThan(300, (GC.GetAllocatedBytesForCurrentThread() - start) / 100);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(12)]
    public void WithTestTimeAugmentation_OutOfRange_SaysWhatIsWanted(int views) => Assert.AreEqual(
        $"The number of views is {views}; it must be from 1 to 11.",
        Assert.ThrowsExactly<ArgumentException>(() => Classifier.WithTestTimeAugmentation(views)).Message);
}
