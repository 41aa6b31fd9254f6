namespace DigitML.Tests.Engine.Training.Schedules;

/// <summary>Every schedule against PyTorch's rates of 100 steps, and the checks of their settings.</summary>
[TestClass]
public sealed class LearningRateScheduleTests
{
    private static readonly TorchFixture Figures = TorchFixture.Load("schedules");

    [TestMethod]
    public void Rate_OneCycle_FollowsPyTorch()
    {
        AssertFollows("oneCycle", new OneCycleSchedule());
        AssertFollows("oneCycleLinear", new OneCycleSchedule { Linear = true });
    }

    [TestMethod]
    public void Rate_Cosine_FollowsPyTorch()
    {
        AssertFollows("cosine", new CosineSchedule());
        AssertFollows("cosineMinimum", new CosineSchedule { MinimumRate = 1e-4f });
    }

    // PyTorch's schedulers were stepped once a step: an epoch has one step.
    [TestMethod]
    public void Rate_StepAndExponential_FollowPyTorch()
    {
        AssertFollows("step", new StepSchedule { Epochs = 30, Factor = .1f });
        AssertFollows("exponential", new ExponentialSchedule { Factor = .97f });
    }

    [TestMethod]
    public void Rate_StepAndExponential_ChangeOnlyBetweenEpochs()
    {
        var step = new StepSchedule { Epochs = 2, Factor = .5f };
        var exponential = new ExponentialSchedule { Factor = .5f };

        Assert.AreEqual(1f, step.Rate(1, new TrainingPosition(7, 40, 4)));
        Assert.AreEqual(.5f, step.Rate(1, new TrainingPosition(8, 40, 4)));
        Assert.AreEqual(1f, exponential.Rate(1, new TrainingPosition(3, 40, 4)));
        Assert.AreEqual(.5f, exponential.Rate(1, new TrainingPosition(4, 40, 4)));
    }

    [TestMethod]
    public void Rate_Constant_IsTheBaseRate() => Assert.AreEqual(.3f, new ConstantSchedule().Rate(.3f, new TrainingPosition(99, 100, 10)));

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Rate_VeryShortTraining_StaysBetweenZeroAndTheBaseRate(int steps)
    {
        foreach (LearningRateSchedule schedule in All())
        {
            for (int step = 0; step < steps; step++)
            {
                float rate = schedule.Rate(.5f, new TrainingPosition(step, steps, 1));
                Assert.IsTrue(rate is > 0 and <= .5f, $"{schedule}: {rate} in step {step} of {steps}.");
            }
        }
    }

    [TestMethod]
    public void Rate_OneCycle_ReachesTheBaseRateAndEndsNearZero()
    {
        var schedule = new OneCycleSchedule { WarmUp = .5f, InitialDivisor = 10, FinalDivisor = 100 };

        Assert.AreEqual(.1f, schedule.Rate(1, new TrainingPosition(0, 1000, 10)), 1e-7);
        Assert.AreEqual(1f, schedule.Rate(1, new TrainingPosition(499, 1000, 10)), 1e-7);
        Assert.AreEqual(.001f, schedule.Rate(1, new TrainingPosition(999, 1000, 10)), 1e-7);
    }

    [TestMethod]
    public void Validate_OutOfRange_SaysWhatIsWanted()
    {
        AssertComplains("OneCycleSchedule: the warm-up is 0; it must be more than 0 and less than 1.", new OneCycleSchedule { WarmUp = 0 });
        AssertComplains("OneCycleSchedule: the warm-up is 1; it must be more than 0 and less than 1.", new OneCycleSchedule { WarmUp = 1 });
        AssertComplains("OneCycleSchedule: the initial divisor is 0.5; it must be at least 1.", new OneCycleSchedule { InitialDivisor = .5f });
        AssertComplains("OneCycleSchedule: the final divisor is NaN; it must be at least 1.", new OneCycleSchedule { FinalDivisor = float.NaN });
        AssertComplains("CosineSchedule: the minimum rate is -1; it must be 0 or more.", new CosineSchedule { MinimumRate = -1 });
        AssertComplains("StepSchedule: the number of epochs is 0; it must be at least 1.", new StepSchedule { Epochs = 0 });
        AssertComplains("StepSchedule: the factor is 0; it must be more than 0.", new StepSchedule { Factor = 0 });
        AssertComplains("ExponentialSchedule: the factor is -1; it must be more than 0.", new ExponentialSchedule { Factor = -1 });
        foreach (LearningRateSchedule schedule in All()) { schedule.Validate(); }
    }

    private static LearningRateSchedule[] All() =>
        [new ConstantSchedule(), new CosineSchedule(), new ExponentialSchedule(), new StepSchedule(), new OneCycleSchedule(),
            new OneCycleSchedule { Linear = true }];

    private static void AssertFollows(string name, LearningRateSchedule schedule)
    {
        TorchFixture expected = Figures[name];
        int steps = expected.Integer("steps");
        float[] rates = new float[steps];
        for (int step = 0; step < steps; step++)
        {
            rates[step] = schedule.Rate((float)expected.Number("maximum"), new TrainingPosition(step, steps, 1));
        }

        expected.AssertClose("rates", rates, 1e-6);
    }

    private static void AssertComplains(string sentence, LearningRateSchedule schedule) =>
        Assert.AreEqual(sentence, Assert.ThrowsExactly<DigitMLException>(schedule.Validate).Message);
}
