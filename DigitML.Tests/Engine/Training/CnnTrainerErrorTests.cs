namespace DigitML.Tests.Engine.Training;

/// <summary>What a trainer refuses, and in which words; and what a cancelled training leaves.</summary>
[TestClass]
public sealed class CnnTrainerErrorTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(40, size: 8);

    private static readonly TrainingOptions Options = new()
    {
        Network = new Network([new Flatten(), new Dense(10)], new TensorShape(8, 8, 1)), Epochs = 2, BatchSize = 10, Threads = 1,
    };

    [TestMethod]
    public void Fit_OptionOutOfRange_SaysWhatIsWanted()
    {
        AssertRefused("The training options have no network; set Network.", Options with { Network = null! });
        AssertRefused("The training options have no optimizer; set Optimizer.", Options with { Optimizer = null! });
        AssertRefused("The training options have no schedule; set Schedule.", Options with { Schedule = null! });
        AssertRefused("The training options have no augmentation; set Augmentation.", Options with { Augmentation = null! });
        AssertRefused("The number of epochs is 0; it must be at least 1.", Options with { Epochs = 0 });
        AssertRefused("The batch size is 0; it must be from 1 to 65536.", Options with { BatchSize = 0 });
        AssertRefused("The batch size is 65537; it must be from 1 to 65536.", Options with { BatchSize = 65537 });
        AssertRefused("The label smoothing is 1; it must be from 0 to less than 1.", Options with { LabelSmoothing = 1 });
        AssertRefused("The label smoothing is NaN; it must be from 0 to less than 1.", Options with { LabelSmoothing = float.NaN });
        AssertRefused("The average's decay is -0.5; it must be from 0 to less than 1.", Options with { EmaDecay = -.5f });
        AssertRefused(
            "The normalization is 9; it must be Standardize, UnitRange or Zca.", Options with { Normalization = (NormalizationKind)9 });
        AssertRefused("ZCA's epsilon is 0; it must be more than 0 and finite.", Options with { ZcaEpsilon = 0 });
        AssertRefused("ZCA's epsilon is NaN; it must be more than 0 and finite.", Options with { ZcaEpsilon = float.NaN });
        AssertRefused("The number of threads is -1; it must be from 1 to 1024, or 0 for one a processor.", Options with { Threads = -1 });
        AssertRefused("The number of threads is 1025; it must be from 1 to 1024, or 0 for one a processor.", Options with { Threads = 1025 });
        AssertRefused("Adam: the learning rate is 0; it must be more than 0.", Options with { Optimizer = new Adam { LearningRate = 0 } });
        AssertRefused("StepSchedule: the factor is 0; it must be more than 0.", Options with { Schedule = new StepSchedule { Factor = 0 } });
        AssertRefused(
            "The augmentation Zoom is 1, but must be from 0 to 0.9.", Options with { Augmentation = new AugmentationOptions { Zoom = 1 } });
    }

    [TestMethod]
    public void Fit_ImagesThatDoNotFit_SaysWhichAndHow()
    {
        ImageSet larger = SyntheticDigits.Make(10, size: 9);
        var fewerClasses = new ImageSet(new byte[64], [0], 8, 8, SyntheticDigits.Names(3));

        AssertRefused("The training set has no images; it needs at least one.", Options, Images.Take(0));
        const string Equal = "they must be equal (TrainingOptions.For fits a network to images).";
        AssertRefused($"The training images are 9x9x1 and the network takes 8x8x1: {Equal}", Options, larger);
        AssertRefused($"The validation images are 9x9x1 and the network takes 8x8x1: {Equal}", Options, Images, larger);
        AssertRefused($"The training set has 3 classes and the network 10 outputs: {Equal}", Options, fewerClasses);
        var others = new ImageSet(new byte[64], [0], 8, 8, ["a"]);
        AssertRefused(
            "The validation set has 1 of 1 classes that are not among the 10 of the training set: 'a' (the training set has '0', '1', '2', '3', " +
            "'4' and 5 more); take images of its classes, or rename them with ImageSet.RenameLabels.", Options, Images, others);
        AssertRefused("There are 2 class weights and 10 classes: give one a class.", Options with { ClassWeights = ClassWeights.Create(1, 2) });
        var colour = Options with { Network = new Network([new Flatten(), new Dense(10)], new TensorShape(8, 8, 3)) };
        AssertRefused($"The training images are 8x8x1 and the network takes 8x8x3: {Equal}", colour);
    }

    [TestMethod]
    public void Fit_Null_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => new CnnTrainer(null!).Fit(Images));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CnnTrainer(Options).Fit(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CnnTrainer(Options).Fit(Images, null, null!));
    }

    [TestMethod]
    public void Fit_Cancelled_EndsWithinAStep()
    {
        using var source = new CancellationTokenSource();
        var cancelling = new CancelAtStep(source, 2);

        Assert.ThrowsExactly<OperationCanceledException>(() => new CnnTrainer(Options).Fit(Images, null, [cancelling], source.Token));

        Assert.AreEqual(2, cancelling.Steps);
        Assert.IsFalse(cancelling.Ended);
    }

    [TestMethod]
    public void Fit_CancelledBefore_LearnsNothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var cancelling = new CancelAtStep(source, 99);

        Assert.ThrowsExactly<OperationCanceledException>(() => new CnnTrainer(Options).Fit(Images, null, [cancelling], source.Token));

        Assert.AreEqual(0, cancelling.Steps);
    }

    [TestMethod]
    public void Fit_CancelledInTheEpochsLastStep_EndsInTheValidation()
    {
        using var source = new CancellationTokenSource();

        Assert.ThrowsExactly<OperationCanceledException>(
            () => new CnnTrainer(Options with { Epochs = 1 }).Fit(Images, Images, [new CancelAtStep(source, 4)], source.Token));
    }

    [TestMethod]
    public void Fit_AfterACancelledOne_TrainsAsUsual()
    {
        using var source = new CancellationTokenSource();
        var trainer = new CnnTrainer(Options);
        string expected = trainer.Fit(Images).Classifier.WeightsSha256();
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(Images, null, [new CancelAtStep(source, 3)], source.Token));

        Assert.AreEqual(expected, trainer.Fit(Images).Classifier.WeightsSha256());
    }

    private static void AssertRefused(string sentence, TrainingOptions options, ImageSet? training = null, ImageSet? validation = null)
    {
        var trainer = new CnnTrainer(options);
        Assert.AreEqual(sentence, Assert.ThrowsExactly<DigitMLException>(() => trainer.Fit(training ?? Images, validation)).Message);
    }

    private sealed class CancelAtStep(CancellationTokenSource source, int step) : TrainingCallback
    {
        public int Steps { get; private set; }

        public bool Ended { get; private set; }

        public override void OnStepEnd(TrainingContext context, StepResult result)
        {
            if (++Steps == step) { source.Cancel(); }
        }

        public override void OnTrainEnd(TrainingContext context) => Ended = true;
    }
}
