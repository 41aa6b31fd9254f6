namespace DigitML.Tests.Engine.Training.Callbacks;

[TestClass]
public sealed class ReduceLearningRateOnPlateauTests
{
    [TestMethod]
    public void OnEpochEnd_Patience_ReducesAndCountsAnew() =>
        AssertRates([1, 1, .5f, .5f, .25f, .25f], new() { Factor = .5f, Patience = 2 }, 1, 1, 1, 1, 1, 1);

    [TestMethod]
    public void OnEpochEnd_Improvement_CountsAnew() =>
        AssertRates([1, 1, 1, 1, .5f], new() { Factor = .5f, Patience = 2 }, 3, 3, 2, 2, 2);

    [TestMethod]
    public void OnEpochEnd_NoPatience_ReducesAtOnce() =>
        AssertRates([1, .5f, .25f], new() { Factor = .5f, Patience = 0 }, 1, 1, 1);

    // After the reduction in epoch 2, epoch 3 is left out; epoch 4, the cooldown's last, already counts.
    [TestMethod]
    public void OnEpochEnd_Cooldown_LeavesEpochsOut()
    {
        AssertRates([1, .5f, .5f, .25f, .25f, .125f], new() { Factor = .5f, Patience = 1, Cooldown = 2 }, 1, 1, 1, 1, 1, 1);
        AssertRates([1, .5f, .25f], new() { Factor = .5f, Patience = 1, Cooldown = 1 }, 1, 1, 1);
        AssertRates([1, 1, .5f, .5f, .5f, .25f], new() { Factor = .5f, Patience = 2, Cooldown = 2 }, 1, 1, 1, 1, 1, 1);
    }

    [TestMethod]
    public void OnEpochEnd_MinimumLearningRate_IsTheFloor()
    {
        var reducing = new ReduceLearningRateOnPlateau { Factor = .25f, Patience = 1, MinimumLearningRate = .125f };
        TrainingScript training = AssertRates([1, .25f, .125f, .125f, .125f], reducing, 1, 1, 1, 1, 1);

        Assert.AreSequenceEqual(
            [
                "Epoch 2: ReduceLearningRateOnPlateau reducing learning rate to 0.25.",
                "Epoch 3: ReduceLearningRateOnPlateau reducing learning rate to 0.125.",
            ],
            training.Messages);
    }

    [TestMethod]
    public void OnEpochEnd_MinimumDelta_MustBeExceeded()
    {
        AssertRates([1, .5f], new() { Factor = .5f, Patience = 1, MinimumDelta = .5 }, 2, 1.5);
        AssertRates([1, 1], new() { Factor = .5f, Patience = 1, MinimumDelta = .25 }, 2, 1.5);
        AssertRates([1, .5f], new() { Factor = .5f, Patience = 1 }, 2, 1.99995);
    }

    [TestMethod]
    public void OnEpochEnd_Accuracy_IsBetterWhenHigher()
    {
        var training = new TrainingScript(learningRate: 1);
        var reducing = new ReduceLearningRateOnPlateau { Factor = .5f, Patience = 1, Monitor = TrainingMetric.Accuracy };

        training.Run(reducing, new[] { .5, .75, .5 }.Select(accuracy => TrainingScript.Row(accuracy: accuracy)));

        Assert.AreSequenceEqual([1f, 1f, .5f], training.LearningRates);
    }

    [TestMethod]
    public void OnEpochEnd_MissingMetric_SaysSoAndLeavesTheRate()
    {
        TrainingScript training = AssertRates([1, 1], new() { Patience = 0 }, null, null);

        Assert.AreEqual(
            "ReduceLearningRateOnPlateau watches val_loss, which this training doesn't have; it has loss, accuracy, learning_rate.",
            training.Messages[1]);
    }

    [TestMethod]
    [DataRow(1f, "1")]
    [DataRow(1.5f, "1.5")]
    [DataRow(0f, "0")]
    [DataRow(float.NaN, "NaN")]
    public void OnTrainBegin_FactorThatDoesNotReduce_IsRefused(float factor, string text)
    {
        var reducing = new ReduceLearningRateOnPlateau { Factor = factor };

        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => reducing.OnTrainBegin(new TrainingScript().Context));

        Assert.AreEqual($"ReduceLearningRateOnPlateau: the factor is {text}; it must be more than 0 and less than 1.", error.Message);
    }

    [TestMethod]
    public void OnTrainBegin_AfterAnotherTraining_StartsAfresh()
    {
        var reducing = new ReduceLearningRateOnPlateau { Factor = .5f, Patience = 2, Cooldown = 5 };
        AssertRates([1, 1, .5f], reducing, 1, 1, 1);

        AssertRates([1, 1, .5f], reducing, 9, 9, 9);
    }

    private static TrainingScript AssertRates(float[] rates, ReduceLearningRateOnPlateau reducing, params double?[] losses)
    {
        var training = new TrainingScript(learningRate: 1);
        training.Run(reducing, losses);
        Assert.AreSequenceEqual(rates, training.LearningRates);
        return training;
    }
}
