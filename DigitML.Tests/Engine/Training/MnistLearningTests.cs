namespace DigitML.Tests.Engine.Training;

/// <summary>A preset on real digits, where MNIST is on this machine; nothing is downloaded for it.</summary>
[TestClass]
public sealed class MnistLearningTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Fit_FastPresetOnSixThousandDigits_RecognisesOverNinetyPercent()
    {
        DigitDataset data = LoadMnist();

        TrainingResult result = new CnnTrainer(Presets.Fast with { Epochs = 1, MinimumSteps = 0, BatchSize = 64 }).Fit(data.Train.Take(6000));

        double accuracy = result.Classifier.Evaluate(data.Test.Take(2000)).MicroAccuracy;
        TestContext.WriteLine($"Accuracy {accuracy:P2} after one epoch of 6,000 images.");
        Assert.IsGreaterThan(.9, accuracy);
    }

    private static DigitDataset LoadMnist()
    {
        try
        {
            return DigitDataset.Load("mnist", new DatasetOptions { Offline = true });
        }
        catch (IOException exception)
        {
            throw new AssertInconclusiveException($"MNIST is not to hand, so nothing was learnt from real digits: {exception.Message}");
        }
    }
}
