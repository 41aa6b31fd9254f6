using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;
using DigitML.Tests.Engine.Kernels.Reference;

namespace DigitML.Tests.Engine.Kernels;

/// <summary>The kernels that walk over rows of pixels, at lengths round every register width: whole registers, a rest, both.</summary>
[TestClass]
public sealed class RowKernelTests
{
    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 48, 100];

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.25f)]
    public void Rectifier_AnyLength_AgreesWithTheReference(float slope) => ForEachLength((length, rows) =>
    {
        GuardedBuffer x = GuardedBuffer.Random(length, 1), dy = GuardedBuffer.Random(length, 2);
        if (length > 2) { (x.Span[1], x.Span[^1]) = (0, -0f); }
        double[] y = new double[length], dx = new double[length];
        RectifierReference.Forward<double>(x.Widen(), slope, y);
        RectifierReference.Backward<double>(x.Widen(), dy.Widen(), slope, dx);
        Rectifier.Forward(x.Span, slope);
        Rectifier.Backward(x.Span, dy.Span, slope);
        x.AssertClose(y, $"forward {length}");
        dy.AssertClose(dx, $"backward {length}");
    });

    [TestMethod]
    public void ColumnSums_AnyLength_AddsEveryRowOnce() => ForEachLength((channels, rows) =>
    {
        GuardedBuffer values = GuardedBuffer.Random(rows * channels, 1), sums = GuardedBuffer.Output(channels);
        sums.Span.Fill(3);
        double[] expected = new double[channels];
        DenseReference.BiasGradient<double>(values.Widen(), expected);
        ColumnSums.Add(values.Span, sums.Span);
        sums.AssertClose([.. expected.Select(sum => sum + 3)], $"{rows} rows of {channels}");
    });

    [TestMethod]
    public void AddSquaredDifferences_AnyLength_GivesTheVariance() => ForEachLength((channels, rows) =>
    {
        GuardedBuffer x = GuardedBuffer.Random(rows * channels, 1), sums = GuardedBuffer.Output(channels);
        double[] mean = new double[channels], variance = new double[channels];
        BatchNormalizationReference.Measure<double>(x.Widen(), mean, variance);
        sums.Span.Clear();
        BatchNormalization.AddSquaredDifferences(x.Span, Input(mean).Span, sums.Span);
        sums.AssertClose([.. variance.Select(value => value * rows)], $"{rows} rows of {channels}");
    });

    [TestMethod]
    public void Transform_AnyLength_ScalesAndShiftsByChannel() => ForEachLength((channels, rows) =>
    {
        GuardedBuffer x = GuardedBuffer.Random(rows * channels, 1), y = GuardedBuffer.Output(rows * channels);
        GuardedBuffer scale = GuardedBuffer.Random(channels, 2), shift = GuardedBuffer.Random(channels, 3);
        (double[] a, double[] b) = (scale.Widen(), shift.Widen());
        double[] expected = [.. x.Widen().Select((value, i) => value * a[i % channels] + b[i % channels])];
        foreach (float slope in new[] { 1, 0, 0.3f })
        {
            BatchNormalization.Transform(x.Span, scale.Span, shift.Span, slope, y.Span);
            y.AssertClose([.. expected.Select(value => value < 0 ? value * slope : value)], $"{rows} rows of {channels}, slope {slope}");
        }
    });

    [TestMethod]
    public void AddGradientSums_AnyLength_SumsByChannel() => ForEachLength((channels, rows) =>
    {
        GuardedBuffer x = GuardedBuffer.Random(rows * channels, 1), dy = GuardedBuffer.Random(rows * channels, 2);
        GuardedBuffer mean = GuardedBuffer.Random(channels, 3);
        GuardedBuffer gradients = GuardedBuffer.Output(channels), products = GuardedBuffer.Output(channels);
        gradients.Span.Fill(1);
        products.Span.Fill(2);
        BatchNormalization.AddGradientSums(x.Span, dy.Span, mean.Span, gradients.Span, products.Span);
        (double[] values, double[] upstream, double[] shift) = (x.Widen(), dy.Widen(), mean.Widen());
        IEnumerable<int> Column(int c) => Enumerable.Range(0, rows).Select(row => row * channels + c);
        gradients.AssertClose([.. shift.Select((_, c) => 1 + Column(c).Sum(i => upstream[i]))], $"gradients, {rows} rows of {channels}");
        products.AssertClose(
            [.. shift.Select((m, c) => 2 + Column(c).Sum(i => upstream[i] * (values[i] - m)))], $"products, {rows} rows of {channels}");
    });

    [TestMethod]
    public void DataGradient_AnyLength_CombinesByChannel() => ForEachLength((channels, rows) =>
    {
        GuardedBuffer x = GuardedBuffer.Random(rows * channels, 1), dy = GuardedBuffer.Random(rows * channels, 2);
        GuardedBuffer a = GuardedBuffer.Random(channels, 3), b = GuardedBuffer.Random(channels, 4), d = GuardedBuffer.Random(channels, 5);
        GuardedBuffer dx = GuardedBuffer.Output(rows * channels);
        BatchNormalization.DataGradient(x.Span, dy.Span, a.Span, b.Span, d.Span, dx.Span);
        (double[] values, double[] fa, double[] fb, double[] fd) = (x.Widen(), a.Widen(), b.Widen(), d.Widen());
        dx.AssertClose(
            [.. dy.Widen().Select((g, i) => g * fa[i % channels] + values[i] * fb[i % channels] + fd[i % channels])], $"{channels}");
    });

    private static void ForEachLength(Action<int, int> check)
    {
        foreach (int length in Lengths) { check(length, 1 + length % 5); }
    }

    private static GuardedBuffer Input(double[] values) => GuardedBuffer.Input(Array.ConvertAll(values, value => (float)value));
}
