using DigitML.Engine.Augmentation;
using DigitML.Tests.Engine;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

[TestClass]
public sealed class TestTimeAugmentationTests
{
    private static readonly DigitClassifier Classifier = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer);
    private static readonly ImageSet Images = SyntheticDigits.Make(150, size: 12);

    [TestMethod]
    public void PredictProbabilities_SeveralViews_IsTheMeanOverThem()
    {
        var views = new TestTimeTransforms(12, 12);
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

        Assert.AreEqual(1, again.TestTimeAugmentations);
        Assert.AreSequenceEqual(Classifier.PredictProbabilities(Images), again.PredictProbabilities(Images));
    }

    [TestMethod]
    public void Save_SeveralViews_AreKept()
    {
        DigitClassifier five = Classifier.WithTestTimeAugmentation(5);

        DigitClassifier again = Saved(five);

        Assert.AreEqual(5, again.TestTimeAugmentations);
        Assert.AreEqual(1, Saved(Classifier).TestTimeAugmentations);
        Assert.AreSequenceEqual(five.PredictProbabilities(Images), again.PredictProbabilities(Images));
    }

    [TestMethod]
    public void Combine_DifferentViews_TakesTheMost()
    {
        int[] views = [3, 7, 1];

        Assert.AreEqual(7, DigitClassifier.Combine(views.Select(Classifier.WithTestTimeAugmentation)).TestTimeAugmentations);
    }

    // A training looks at single views; what it hands out, calibrates and measures at the end looks at as many as the recipe says.
    [TestMethod]
    public void Fit_Views_MeasuresTheClassifierThatItReturns()
    {
        ImageSet others = SyntheticDigits.Make(300, seed: 2, size: 12);
        var one = new TrainingOptions
        {
            Network = new Network([new Conv2D(4, 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(10)], new TensorShape(12, 12, 1)),
            Epochs = 2, BatchSize = 20,
        };

        TrainingResult plain = new CnnTrainer(one).Fit(Images, others),
            several = new CnnTrainer(one with { TestTimeAugmentations = 5 }).Fit(Images, others);

        Assert.AreEqual(5, several.Classifier.TestTimeAugmentations);
        Assert.AreEqual(plain.Classifier.WeightsSha256(), several.Classifier.WeightsSha256());
        Assert.AreEqual(several.Classifier.Evaluate(others).MicroAccuracy, several.ValidationAccuracy);
        Assert.AreNotEqual(plain.ValidationAccuracy, several.ValidationAccuracy);
        Assert.AreEqual(several.Classifier.Calibrate(others).Temperature, several.Classifier.Temperature);
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
        $"The number of test-time augmentations is {views}; it must be from 1 to 11.",
        Assert.ThrowsExactly<DigitMLException>(() => Classifier.WithTestTimeAugmentation(views)).Message);

    private static DigitClassifier Saved(DigitClassifier classifier)
    {
        using var stream = new MemoryStream();
        classifier.Save(stream);
        stream.Position = 0;
        return DigitClassifier.Load(stream);
    }
}
