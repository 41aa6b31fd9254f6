namespace DigitML.Tests.Engine.Training;

[TestClass]
public sealed class MinimumStepsTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(25, size: 8);

    private static readonly TrainingOptions Options = new()
    {
        Network = new Network([new Flatten(), new Dropout(.2f), new Dense(10)], new TensorShape(8, 8, 1)),
        Augmentation = new AugmentationOptions { Shift = .1f }, Epochs = 3, BatchSize = 10, Threads = 1,
    };

    [TestMethod]
    [DataRow(0, 3)]
    [DataRow(9, 3)]
    [DataRow(10, 6)]
    [DataRow(18, 6)]
    [DataRow(19, 9)]
    public void Fit_MinimumSteps_AreTakenInTheSameNumberOfEpochs(int wanted, int stepsPerEpoch)
    {
        var counter = new StepCounter();

        TrainingResult result = new CnnTrainer(Options with { MinimumSteps = wanted }).Fit(Images, Images, counter);

        Assert.AreEqual(3 * stepsPerEpoch, counter.Steps);
        Assert.AreEqual(stepsPerEpoch, counter.StepsPerEpoch);
        Assert.HasCount(3, result.History);
        Assert.IsFalse(result.StoppedEarly);
        Assert.AreEqual(stepsPerEpoch > 3, result.Classifier.Provenance.ContainsKey("passesPerEpoch"));
    }

    // With a constant rate, several passes are as many epochs: the same orders, the same variations.
    [TestMethod]
    public void Fit_SeveralPasses_LearnAsManyEpochsDo() => Assert.AreEqual(
        new CnnTrainer(Options with { Epochs = 6 }).Fit(Images).Classifier.WeightsSha256(),
        new CnnTrainer(Options with { Epochs = 2, MinimumSteps = 16 }).Fit(Images).Classifier.WeightsSha256());

    [TestMethod]
    [DataRow(-1)]
    [DataRow(1_000_001)]
    public void Fit_OutOfRange_SaysWhatIsWanted(int steps) => Assert.AreEqual(
        $"The least number of steps is {steps}; it must be from 0 to 1000000.",
        Assert.ThrowsExactly<DigitMLException>(() => new CnnTrainer(Options with { MinimumSteps = steps }).Fit(Images)).Message);

    private sealed class StepCounter : TrainingCallback
    {
        public int Steps { get; private set; }

        public int StepsPerEpoch { get; private set; }

        public override void OnStepEnd(TrainingContext context, StepResult result)
        {
            Steps++;
            StepsPerEpoch = context.StepsPerEpoch;
        }
    }
}
