namespace DigitML.Tests.Engine.Training;

[TestClass]
public sealed class EpochRowTests
{
    private static readonly EpochMetrics Row = new(1, 1.5, .25, 2.5, .75, .125f, 9);

    [TestMethod]
    public void Indexer_Metric_IsItsFigure() => Assert.AreSequenceEqual(
        [1.5, .25, 2.5, .75, .125], Enum.GetValues<TrainingMetric>().Select(metric => Row[metric]));

    [TestMethod]
    public void Indexer_WithoutValidation_IsNull()
    {
        EpochMetrics row = Row with { ValidationLoss = null, ValidationAccuracy = null };

        Assert.IsNull(row[TrainingMetric.ValidationLoss]);
        Assert.IsNull(row[TrainingMetric.ValidationAccuracy]);
    }

    [TestMethod]
    public void Indexer_UnknownMetric_IsRefused()
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => Row[(TrainingMetric)99]);

        Assert.AreEqual("The metric is 99; it must be one of Loss, Accuracy, ValidationLoss, ValidationAccuracy, LearningRate.", error.Message);
    }
}
