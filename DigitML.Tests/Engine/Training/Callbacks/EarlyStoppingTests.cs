namespace DigitML.Tests.Engine.Training.Callbacks;

[TestClass]
public sealed class EarlyStoppingTests
{
    [TestMethod]
    public void OnEpochEnd_NoPatience_StopsAtTheFirstEpochThatIsNoBetter() =>
        Assert.AreEqual(3, new TrainingScript().Run(new EarlyStopping(), 3, 2, 2, 1));

    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(2, 4)]
    [DataRow(3, 5)]
    public void OnEpochEnd_Patience_CountsEpochsWithoutImprovement(int patience, int stop) =>
        Assert.AreEqual(stop, new TrainingScript().Run(new EarlyStopping { Patience = patience }, 2, 1, 1, 1, 1, 1));

    [TestMethod]
    public void OnEpochEnd_Improvement_StartsPatienceAnew() =>
        Assert.AreEqual(7, new TrainingScript().Run(new EarlyStopping { Patience = 2 }, 5, 6, 4, 5, 3, 3, 3, 3));

    [TestMethod]
    public void OnEpochEnd_FirstEpoch_NeverStops()
    {
        Assert.AreEqual(2, new TrainingScript().Run(new EarlyStopping(), double.NaN, double.NaN, 1));
        Assert.AreEqual(2, new TrainingScript().Run(new EarlyStopping { Baseline = 0 }, 5, 5, 5));
    }

    [TestMethod]
    public void OnEpochEnd_NaNAfterNumbers_IsNoImprovement()
    {
        var training = new TrainingScript();

        Assert.AreEqual(3, training.Run(new EarlyStopping { Patience = 1 }, 2, 1, double.NaN, 0));
        Assert.AreEqual(training.Sums[1], training.WeightsSum);
    }

    [TestMethod]
    [DataRow(.5, 3)]
    [DataRow(-.5, 3)]
    [DataRow(.25, 4)]
    public void OnEpochEnd_MinimumDelta_MustBeExceeded(double delta, int stop)
    {
        // Steps of exactly one half: with a delta of the same size none but the first is an improvement; its sign is ignored.
        var stopping = new EarlyStopping { Patience = 2, MinimumDelta = delta };

        Assert.AreEqual(stop, new TrainingScript().Run(stopping, 4, 3.5, 3.5, 3.5, 3.5));
    }

    [TestMethod]
    public void OnEpochEnd_MinimumDelta_IsMeasuredFromTheBest() =>
        Assert.AreEqual(5, new TrainingScript().Run(new EarlyStopping { Patience = 3, MinimumDelta = 1 }, 4, 2.5, 2, 2, 1.5, 1));

    [TestMethod]
    public void OnEpochEnd_Accuracy_IsBetterWhenHigher()
    {
        var stopping = new EarlyStopping { Monitor = TrainingMetric.ValidationAccuracy };
        EpochMetrics[] rows = [.. new[] { .5, .75, .75, .875 }.Select(value => TrainingScript.Row(validationLoss: 1, validationAccuracy: value))];

        Assert.AreEqual(3, new TrainingScript().Run(stopping, rows));
    }

    [TestMethod]
    public void OnEpochEnd_TrainingLoss_NeedsNoValidation()
    {
        var stopping = new EarlyStopping { Monitor = TrainingMetric.Loss };

        EpochMetrics[] rows = [TrainingScript.Row(loss: 1), TrainingScript.Row(loss: 1), TrainingScript.Row()];
        Assert.AreEqual(2, new TrainingScript().Run(stopping, rows));
    }

    [TestMethod]
    public void OnEpochEnd_Baseline_MustBeBeatenBeforePatienceStartsAnew()
    {
        // All epochs improve but none beats 1; the first that doesn't improve ends it, the patience being used up.
        Assert.AreEqual(5, new TrainingScript().Run(new EarlyStopping { Patience = 2, Baseline = 1 }, 5, 4, 3, 2, 2, 0));
        Assert.AreEqual(6, new TrainingScript().Run(new EarlyStopping { Patience = 2, Baseline = 1 }, 5, 4, 3, .5, 2, 2, 0));
        Assert.AreEqual(3, new TrainingScript().Run(new EarlyStopping { Patience = 3, Baseline = 1 }, 1, 1, 1, 0));
    }

    [TestMethod]
    public void OnEpochEnd_StartFromEpoch_IgnoresTheEpochsBefore()
    {
        var training = new TrainingScript();

        // The best loss of all lies in what is ignored.
        Assert.AreEqual(5, training.Run(new EarlyStopping { StartFromEpoch = 3 }, 1, 2, 3, 5, 6, 7));
        Assert.AreEqual(training.Sums[3], training.WeightsSum);
    }

    [TestMethod]
    public void OnEpochEnd_MissingMetric_SaysSoAndNeverStops()
    {
        var training = new TrainingScript();

        Assert.AreEqual(3, training.Run(new EarlyStopping(), null, null, null));
        Assert.HasCount(3, training.Messages);
        Assert.AreEqual(
            "EarlyStopping watches val_loss, which this training doesn't have; it has loss, accuracy, learning_rate.", training.Messages[0]);
        Assert.AreEqual(training.Sums[2], training.WeightsSum);
    }

    [TestMethod]
    public void OnTrainEnd_Stopped_RestoresTheBestAndSaysSo()
    {
        var training = new TrainingScript();

        training.Run(new EarlyStopping { Patience = 2 }, 3, 1, 2, 2);

        Assert.AreEqual(training.Sums[1], training.WeightsSum);
        Assert.AreNotEqual(training.Sums[3], training.WeightsSum);
        Assert.AreSequenceEqual(
            ["Epoch 4: early stopping", "Restoring model weights from the end of the best epoch: 2."], training.Messages);
    }

    [TestMethod]
    public void OnTrainEnd_NotStopped_RestoresTheBestToo()
    {
        var training = new TrainingScript();

        training.Run(new EarlyStopping { Patience = 9 }, 3, 1, 2);

        Assert.AreEqual(training.Sums[1], training.WeightsSum);
        Assert.AreSequenceEqual(["Restoring model weights from the end of the best epoch: 2."], training.Messages);
    }

    [TestMethod]
    public void OnTrainEnd_WithoutRestore_KeepsTheLastWeights()
    {
        var training = new TrainingScript();

        training.Run(new EarlyStopping { RestoreBestWeights = false }, 3, 1, 2);

        Assert.AreEqual(training.Sums[2], training.WeightsSum);
        Assert.AreSequenceEqual(["Epoch 3: early stopping"], training.Messages);
    }

    [TestMethod]
    public void OnTrainBegin_AfterAnotherTraining_StartsAfresh()
    {
        var stopping = new EarlyStopping { Patience = 1 };
        new TrainingScript().Run(stopping, 1, 1, 1);
        var second = new TrainingScript();

        // Worse than all of the first training; with its best remembered, it would stop at epoch 2.
        Assert.AreEqual(4, second.Run(stopping, 9, 8, 7, 7));
        Assert.AreEqual(second.Sums[2], second.WeightsSum);
    }
}
