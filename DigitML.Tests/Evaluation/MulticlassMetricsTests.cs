namespace DigitML.Tests.Evaluation;

[TestClass]
public sealed class MulticlassMetricsTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [TestMethod]
    public void Compute_RandomCases_AgreesWithScikitLearn()
    {
        foreach (SklearnCase expected in SklearnCase.LoadAll())
        {
            MulticlassMetrics metrics = expected.Metrics;

            Assert.AreEqual(expected.Number("accuracy"), metrics.MicroAccuracy, 1e-12, expected.Name);
            Assert.AreEqual(expected.Number("balancedAccuracy"), metrics.MacroAccuracy, 1e-12, expected.Name);
            Assert.AreEqual(expected.Number("logLoss"), metrics.LogLoss, 1e-12, expected.Name);
            AssertClose(expected.Numbers("topK"), metrics.TopKAccuracyForAllK.SkipLast(1));
            AssertClose(expected.Numbers("precision"), metrics.Precision);
            AssertClose(expected.Numbers("recall"), metrics.Recall);
            AssertClose(expected.Numbers("f1"), metrics.F1);
            AssertClose(expected.Numbers("support"), metrics.Support.Select(count => (double)count));
        }
    }

    [TestMethod]
    public void Compute_SmallCase_GivesFiguresDoneByHand()
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0, 0, 1], [.5f, .25f, .25f, .25f, .5f, .25f, 0, 1, 0], Names);

        Assert.AreEqual(3, metrics.ImageCount);
        Assert.AreEqual(2.0 / 3, metrics.MicroAccuracy, 1e-15);
        Assert.AreEqual(0.75, metrics.MacroAccuracy, 1e-15);
        Assert.AreEqual(Math.Log(8) / 3, metrics.LogLoss, 1e-15);
        AssertClose([Math.Log(8) / 2, 0, 0], metrics.PerClassLogLoss);
        double priorLogLoss = -(2.0 / 3 * Math.Log(2.0 / 3)) - (1.0 / 3 * Math.Log(1.0 / 3));
        Assert.AreEqual(1 - (Math.Log(8) / 3 / priorLogLoss), metrics.LogLossReduction, 1e-14);
    }

    [TestMethod]
    public void Compute_AllRight_IsPerfect()
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0, 1, 2], [1, 0, 0, 0, 1, 0, 0, 0, 1], Names);

        Assert.AreEqual(1, metrics.MicroAccuracy);
        Assert.AreEqual(1, metrics.MacroAccuracy);
        Assert.AreEqual(0, metrics.LogLoss);
        Assert.AreEqual(1, metrics.LogLossReduction);
    }

    [TestMethod]
    public void Compute_ProbabilityOfZero_IsClipped()
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([2], [1, 0, 0], Names);

        Assert.AreEqual(-Math.Log(1e-15), metrics.LogLoss, 1e-12);
    }

    [TestMethod]
    public void Compute_ProbabilityAboveOne_CountsAsOne()
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0], [1.0000001f, 0, 0], Names);

        Assert.AreEqual(0, metrics.LogLoss);
    }

    [TestMethod]
    public void Compute_OneClassOnly_HasNoFiniteLogLossReduction()
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0, 0], [.5f, .5f, 0, 1, 0, 0], Names);

        Assert.AreEqual(double.NegativeInfinity, metrics.LogLossReduction);
    }

    [TestMethod]
    [DataRow(0, 2)]
    [DataRow(1, 0)]
    [DataRow(2, 1)]
    public void Compute_EqualProbabilities_RankByIndex(int label, int rank)
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([label], [.25f, .5f, .5f], Names);

        AssertClose([rank <= 0 ? 1 : 0, rank <= 1 ? 1 : 0, 1], metrics.TopKAccuracyForAllK);
        Assert.AreEqual(1, metrics.ConfusionMatrix.Counts[label][1]);
    }

    [TestMethod]
    [DataRow(0, 1f)]
    [DataRow(1, 0.5f)]
    [DataRow(2, 1f)]
    public void Compute_NaN_IsNeverRight(int nanAt, float other)
    {
        float[] spoiled = [other, other, other];
        spoiled[nanAt] = float.NaN;
        for (int label = 0; label < 3; label++)
        {
            var certain = new float[3];
            certain[label] = 1;
            MulticlassMetrics metrics = MulticlassMetrics.Compute([label, label], [.. spoiled, .. certain], Names);

            Assert.AreEqual(0.5, metrics.MicroAccuracy);
            Assert.AreEqual(0.5, metrics.MacroAccuracy);
            Assert.AreEqual(0.5, metrics.TopKAccuracy(3));
            Assert.AreEqual(0.5, metrics.Recall[label]);
            Assert.AreEqual(1, metrics.Precision[label]);
            Assert.AreEqual(2, metrics.Support[label]);
            Assert.AreEqual(1, metrics.InvalidImageCount);
            Assert.AreEqual(double.NaN, metrics.LogLoss);
            Assert.AreEqual(double.NaN, metrics.PerClassLogLoss[label]);
            Assert.AreEqual(0, metrics.PerClassLogLoss[(label + 1) % 3]);
            Assert.AreEqual(1, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()));
        }
    }

    [TestMethod]
    public void Compute_NamesChangedAfterwards_DoNotReachTheMetrics()
    {
        string[] names = ["a", "b", "c"];
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0], [1, 0, 0], names);

        names[0] = "changed";

        Assert.AreEqual("a", metrics.ConfusionMatrix.LabelNames[0]);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    [DataRow(-1)]
    public void TopKAccuracy_OutsideTheClasses_IsRefused(int k)
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0], [1, 0, 0], Names);

        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => metrics.TopKAccuracy(k));

        Assert.AreEqual($"Top-{k} accuracy was asked for, but with 3 classes k goes from 1 to 3. (Parameter 'k')", exception.Message);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(3)]
    public void Compute_LabelOutOfRange_IsRefused(int label)
    {
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => MulticlassMetrics.Compute([0, label], [1, 0, 0, 1, 0, 0], Names));

        Assert.AreEqual($"The label of image 1 is {label}, but with 3 classes labels go from 0 to 2. (Parameter 'labels')", exception.Message);
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(7)]
    public void Compute_LengthsThatDoNotMatch_IsRefused(int length)
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => MulticlassMetrics.Compute([0, 1], new float[length], Names));

        Assert.StartsWith($"There are {length} probabilities, but 2 labels and 3 classes need 6:", exception.Message);
    }

    [TestMethod]
    public void Compute_NoImagesOrNoNames_IsRefused()
    {
        Assert.ThrowsExactly<DigitMLException>(() => MulticlassMetrics.Compute([], [], Names));
        Assert.ThrowsExactly<DigitMLException>(() => MulticlassMetrics.Compute([0], [], []));
        Assert.ThrowsExactly<ArgumentNullException>(() => MulticlassMetrics.Compute([0], [1], null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => MulticlassMetrics.Compute([0], [1], [null!]));
    }

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        double[] values = [.. actual];
        Assert.HasCount(expected.Count(), values);
        foreach ((double wanted, double got) in expected.Zip(values))
        {
            Assert.AreEqual(wanted, got, 1e-12);
        }
    }
}
