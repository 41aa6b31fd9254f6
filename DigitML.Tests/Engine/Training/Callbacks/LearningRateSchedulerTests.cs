namespace DigitML.Tests.Engine.Training.Callbacks;

[TestClass]
public sealed class LearningRateSchedulerTests
{
    [TestMethod]
    public void OnEpochBegin_Schedule_IsGivenTheEpochFromZeroAndTheRateSoFar()
    {
        var calls = new List<(int, float)>();
        var scheduler = new LearningRateScheduler((epoch, rate) =>
        {
            calls.Add((epoch, rate));
            return epoch < 2 ? rate : rate / 2;
        });
        var training = new TrainingScript(learningRate: 1);

        training.Run(scheduler, 1, 1, 1, 1);

        Assert.AreSequenceEqual([(0, 1f), (1, 1f), (2, 1f), (3, .5f)], calls);
        Assert.AreSequenceEqual([1f, 1f, .5f, .25f], training.LearningRates);
    }

    [TestMethod]
    public void OnEpochBegin_RateOfZero_LearnsNothing()
    {
        var training = new TrainingScript();
        string before = training.WeightsSum;

        training.Run(new LearningRateScheduler((_, _) => 0), 1);

        Assert.AreEqual(before, training.WeightsSum);
    }

    [TestMethod]
    [DataRow(-1f, "-1")]
    [DataRow(float.NaN, "NaN")]
    [DataRow(float.PositiveInfinity, "Infinity")]
    public void OnEpochBegin_NoRate_IsRefused(float rate, string text)
    {
        var scheduler = new LearningRateScheduler((_, _) => rate);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => scheduler.OnEpochBegin(new TrainingScript().Context, 3));

        Assert.AreEqual(
            $"LearningRateScheduler: the schedule returned {text} for epoch 2; it must be a number of 0 or more.", error.Message);
    }
}
