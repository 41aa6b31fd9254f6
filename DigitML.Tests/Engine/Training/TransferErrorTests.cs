namespace DigitML.Tests.Engine.Training;

/// <summary>What a training from another model refuses, and in which words.</summary>
[TestClass]
public sealed class TransferErrorTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(20, size: 8);

    private static readonly TrainingOptions Recipe = new()
    {
        Network = new Network([new Conv2D(4, 3), new Relu(), new Flatten(), new Dense(10)], new TensorShape(8, 8, 1)), Epochs = 1, Threads = 1,
    };

    private static readonly DigitClassifier Source = new CnnTrainer(Recipe).Fit(Images).Classifier;

    [TestMethod]
    public void Fit_TransferOutOfRange_SaysWhatIsWanted()
    {
        AssertRefused("The transfer options have no model to start from; set Source.", new TransferOptions(null!));
        AssertRefused("The number of frozen layers is -1; it must be from 0 to 3.", new TransferOptions(Source) { FrozenLayers = -1 });
        AssertRefused("The number of frozen layers is 4; it must be from 0 to 3.", new TransferOptions(Source) { FrozenLayers = 4 });
        foreach (float factor in new[] { 0, 1.5f, float.NaN })
        {
            AssertRefused(
                FormattableString.Invariant($"The rate factor of reused layers is {factor}; it must be more than 0 and at most 1."),
                new TransferOptions(Source) { LearningRateMultiplier = factor });
        }
    }

    [TestMethod]
    public void Fit_Ensemble_IsRefused() => AssertRefused(
        "The model to start from is an ensemble of 2 networks; start from a model of one network.",
        new TransferOptions(DigitClassifier.Combine([Source, Source])));

    [TestMethod]
    public void Fit_SourceThatDoesNotEndDense_IsRefused()
    {
        var network = new Network([new Conv2D(10, 3), new GlobalAveragePool2D()], new TensorShape(8, 8, 1));
        DigitClassifier source = new CnnTrainer(Recipe with { Network = network }).Fit(Images).Classifier;

        AssertRefused(
            "The last layer of the model to start from is global_average_pool2d; it must be a Dense one, one output a class.",
            new TransferOptions(source));
    }

    [TestMethod]
    public void Fit_ImagesOfAnotherSize_SaysBothSizes() => AssertRefused(
        "The training images are 28x28x1 and the network takes 8x8x1: they must be equal "
        + "(TrainingOptions.For fits a network to images).", new TransferOptions(Source), SyntheticDigits.Make(10));

    [TestMethod]
    public void FreezeConvolutions_DenseSource_IsRefused()
    {
        var network = new Network([new Flatten(), new Dense(10)], new TensorShape(8, 8, 1));
        DigitClassifier source = new CnnTrainer(Recipe with { Network = network }).Fit(Images).Classifier;

        var error = Assert.ThrowsExactly<DigitMLException>(() => TransferOptions.FreezeConvolutions(source));

        Assert.AreEqual("The model to start from has no convolutions before its first dense layer; freeze none.", error.Message);
    }

    private static void AssertRefused(string message, TransferOptions transfer, ImageSet? images = null) => Assert.AreEqual(
        message, Assert.ThrowsExactly<DigitMLException>(() => new CnnTrainer(Recipe with { Transfer = transfer }).Fit(images ?? Images)).Message);
}
