using DigitML.Engine.Training;

namespace DigitML.Tests.Engine.Training;

[TestClass]
public sealed class StepTraceTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(511)]
    [DataRow(512)]
    [DataRow(513)]
    [DataRow(1024)]
    [DataRow(1025)]
    [DataRow(10_007)]
    public void ToPoints_AnyNumberOfSteps_KeepsMeanEndAndOrderInAtMost513Points(int steps)
    {
        var trace = new StepHistory();
        for (int step = 1; step <= steps; step++) { trace.Add(step / 100.0, step * 10.0, 10, step); }

        IReadOnlyList<StepPoint> points = trace.ToPoints();

        Assert.IsInRange(Math.Min(steps, 256), 513, points.Count);
        Assert.AreEqual(steps / 100.0, points[^1].Epoch);
        Assert.AreEqual(steps, points[^1].LearningRate);
        double previous = 0, sum = 0;
        foreach (StepPoint point in points)
        {
            Assert.IsGreaterThan(previous, point.Epoch);
            double first = previous * 100 + 1, last = point.Epoch * 100;
            Assert.AreEqual((first + last) / 2, point.Loss, 1e-6);
            sum += point.Loss * (last - first + 1);
            previous = point.Epoch;
        }

        Assert.AreEqual(steps * (steps + 1.0) / 2, sum, 1e-3);
    }

    [TestMethod]
    public void ToPoints_NoStep_IsEmpty() => Assert.IsEmpty(new StepHistory().ToPoints());

    [TestMethod]
    public void Add_ManySteps_AllocatesNothing()
    {
        var trace = new StepHistory();
        trace.Add(0, 1, 1, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100_000; step++) { trace.Add(step, 1, 1, 1); }
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
