using DigitML.Engine.Numerics;
using DigitML.Plotting.Panels;

namespace DigitML.Tests.Plotting;

[TestClass]
public sealed class AxisScaleTests
{
    [TestMethod]
    [DataRow(new[] { 0.0, 4.0 }, new[] { 0.0, 1, 2, 3, 4 })]
    [DataRow(new[] { 0.0, 100.0 }, new[] { 0.0, 20, 40, 60, 80, 100 })]
    [DataRow(new[] { 0.86, 0.9976 }, new[] { 0.85, 0.9, 0.95, 1.0 })]
    [DataRow(new[] { -3.0, 12.0 }, new[] { -5.0, 0, 5, 10, 15 })]
    [DataRow(new[] { 0.0, 0.006 }, new[] { 0.0, 0.002, 0.004, 0.006 })]
    [DataRow(new[] { 0.5 }, new[] { 0.44, 0.46, 0.48, 0.5, 0.52, 0.54, 0.56 })]
    [DataRow(new double[0], new[] { 0.0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [DataRow(new[] { 0.0, 0.0 }, new[] { 0.0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [DataRow(new[] { double.NaN, double.PositiveInfinity, 1e300, 0, 1 }, new[] { 0.0, 0.2, 0.4, 0.6, 0.8, 1 })]
    public void Linear_AnyValues_GivesRoundTicksAroundThem(double[] values, double[] expected) =>
        AssertNear(expected, AxisScale.Linear(values).Ticks);

    [TestMethod]
    public void Linear_EqualValuesAtTheHighest_StayBelowIt() =>
        AssertNear([.9, .92, .94, .96, .98, 1], AxisScale.Linear([1, 1], highest: 1).Ticks);

    [TestMethod]
    [DataRow(new[] { 0.3, 2.5 }, new[] { 0.2, 0.5, 1, 2, 5 })]
    [DataRow(new[] { 1.0, 100.0 }, new[] { 1.0, 2, 5, 10, 20, 50, 100 })]
    [DataRow(new[] { 1e-4, 50.0 }, new[] { 1e-4, 1e-3, .01, .1, 1, 10, 100 })]
    [DataRow(new[] { 1e-20, 1.0 }, new[] { 1e-20, 1e-16, 1e-12, 1e-8, 1e-4, 1 })]
    public void LogarithmicIfWide_WideValues_GivesTicksOfEqualRatios(double[] values, double[] expected)
    {
        AxisScale scale = AxisScale.LogarithmicIfWide(values);

        Assert.IsTrue(scale.IsLogarithmic);
        AssertNear(expected, scale.Ticks);
        Assert.AreEqual(0, scale.Place(expected[0]), 1e-9);
        Assert.AreEqual(1, scale.Place(expected[^1]), 1e-9);
        Assert.AreEqual(.5, scale.Place(Math.Sqrt(expected[0] * expected[^1])), 1e-9);
        Assert.IsFalse(scale.Holds(0));
    }

    [TestMethod]
    [DataRow(new[] { 0.5, 0.4 })]
    [DataRow(new[] { 0.0, 40 })]
    [DataRow(new[] { -1.0, 40 })]
    [DataRow(new double[0])]
    [DataRow(new[] { double.NaN })]
    public void LogarithmicIfWide_OtherValues_IsLinear(double[] values) => Assert.IsFalse(AxisScale.LogarithmicIfWide(values).IsLogarithmic);

    [TestMethod]
    public void Linear_RandomRanges_HoldEveryValueBetweenTheirEnds()
    {
        var random = new RandomStream(3);
        for (int i = 0; i < 1000; i++)
        {
            double[] values = [.. Enumerable.Range(0, 3).Select(_ => (random.NextSingle() - .3) * Math.Pow(10, random.Next(12) - 6))];
            foreach (AxisScale scale in new[] { AxisScale.Linear(values), AxisScale.LogarithmicIfWide([.. values.Select(Math.Abs)]) })
            {
                Assert.IsInRange(2, 16, scale.Ticks.Count);
                foreach (double value in values)
                {
                    Assert.IsInRange(-1e-6, 1 + 1e-6, scale.Place(scale.IsLogarithmic || scale.Ticks[0] >= 0 ? Math.Abs(value) : value));
                }
            }
        }
    }

    private static void AssertNear(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.HasCount(expected.Length, actual, string.Join(", ", actual));
        for (int i = 0; i < expected.Length; i++) { Assert.AreEqual(expected[i], actual[i], Math.Abs(expected[i]) * 1e-9 + 1e-30); }
    }
}
