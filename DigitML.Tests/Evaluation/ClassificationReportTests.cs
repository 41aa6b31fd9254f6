namespace DigitML.Tests.Evaluation;

[TestClass]
public sealed class ClassificationReportTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    [DataRow(4)]
    public void Format_RandomCases_IsScikitLearnsText(int digits)
    {
        foreach (SklearnCase expected in SklearnCase.LoadAll())
        {
            Assert.AreEqual(expected.Report($"{digits}"), expected.Metrics.ClassificationReport.Format(digits), expected.Name);
        }
    }

    [TestMethod]
    public void ToString_HasTwoDigits()
    {
        ClassificationReport report = SklearnCase.LoadAll()[0].Metrics.ClassificationReport;

        Assert.AreEqual(report.Format(2), report.ToString());
    }

    [TestMethod]
    public void Format_ManyDigits_WidenTheNames()
    {
        ClassificationReport report = MulticlassMetrics.Compute([0, 1], [1, 0, 0, 1], ["a", "b"]).ClassificationReport;

        Assert.Contains("\n              a  1.000000000000000 1.000000000000000 1.000000000000000         1\n", report.Format(15));
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(16)]
    public void Format_DigitsOutOfRange_IsRefused(int digits)
    {
        ClassificationReport report = MulticlassMetrics.Compute([0], [1], ["a"]).ClassificationReport;

        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => report.Format(digits));

        Assert.AreEqual($"{digits} decimals were asked for: give 0 to 15. (Parameter 'digits')", exception.Message);
    }

    // Python's own figures for "%.2f", which are of the exact value: 0.145 is a little less than that, 0.575 too; 0.625 is exact.
    [TestMethod]
    [DataRow(1, 8, "0.12")]
    [DataRow(3, 8, "0.38")]
    [DataRow(5, 8, "0.62")]
    [DataRow(7, 8, "0.88")]
    [DataRow(29, 200, "0.14")]
    [DataRow(31, 200, "0.15")]
    [DataRow(115, 200, "0.57")]
    [DataRow(1, 200, "0.01")]
    public void Format_ValuesBetweenTwoDecimals_AreRoundedAsPythonDoes(int right, int images, string expected)
    {
        int[] labels = new int[images];
        float[] probabilities = [.. Enumerable.Range(0, images).SelectMany(image => image < right ? new float[] { 1, 0 } : [0, 1])];

        string report = MulticlassMetrics.Compute(labels, probabilities, ["a", "b"]).ClassificationReport.Format();

        string accuracy = report.Split('\n').Single(line => line.Contains("accuracy", StringComparison.Ordinal));
        Assert.Contains($"  {expected}  ", accuracy);
    }

    [TestMethod]
    public void Rows_HoldTheMetrics()
    {
        MulticlassMetrics metrics = MulticlassMetrics.Compute([0, 0, 0, 1], [1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0], ["a", "b", "c"]);
        ClassificationReport report = metrics.ClassificationReport;

        Assert.AreEqual(new ClassificationReportRow("a", 2.0 / 3, 2.0 / 3, 2.0 / 3, 3), report.Classes[0]);
        Assert.AreEqual(new ClassificationReportRow("b", 0, 0, 0, 1), report.Classes[1]);
        Assert.AreEqual(0.5, report.Accuracy);
        Assert.AreEqual(2.0 / 9, report.MacroAverage.Precision, 1e-15);
        Assert.AreEqual(0.5, report.WeightedAverage.Recall, 1e-15);
        Assert.AreEqual(4, report.WeightedAverage.Support);
    }
}
