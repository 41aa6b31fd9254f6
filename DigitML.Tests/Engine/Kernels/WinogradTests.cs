using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Winograd;
using DigitML.Tests.Engine.Kernels.Reference;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class WinogradTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Convolve_EveryHeightAndWidth_AgreesWithPlainLoops(int kernel)
    {
        for (int size = 1; size <= 31; size += 2)
        {
            Check(Same(size, 1 + size * 7 % 11, 1, 1, kernel), samples: 1);
            Check(Same(1 + size * 5 % 13, size, 1, 1, kernel), samples: 2);
        }
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Convolve_ManyChannelsAndFilters_AgreesWithPlainLoops(int kernel)
    {
        Check(Same(6, 5, 3, 1, kernel), samples: 1);
        Check(Same(5, 9, 1, 3, kernel), samples: 3);
        Check(Same(9, 6, 2, 4, kernel), samples: 2);
    }

    [TestMethod]
    public void Convolve_StripLongerThanABlock_AgreesWithPlainLoops() => Check(Same(5, 190, 1, 1, 3), samples: 2);

    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Convolve_ManySamples_GivesTheBitsOfOneByOne(int kernel)
    {
        ConvolutionShape shape = Same(7, 6, 1, 2, kernel);
        float[] together = Forward(shape, samples: 30, bias: null, slope: 1, calls: 1);
        CollectionAssert.AreEqual(together, Forward(shape, samples: 30, bias: null, slope: 1, calls: 30));
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Convolve_ReversedWeights_GivesTheDataGradient(int kernel)
    {
        foreach (Halo padding in new[] { Halo.None, ConvolutionShape.SamePadding(9, 14, kernel, kernel, 1) })
        {
            var shape = new ConvolutionShape(9, 14, 2 * Simd.Width, 3 * Simd.Width, kernel, kernel, 1, padding);
            GuardedBuffer weights = GuardedBuffer.Random(shape.Depth * shape.Filters, 8);
            GuardedBuffer gradient = GuardedBuffer.Random(2 * shape.OutputHeight * shape.OutputWidth * shape.Filters, 9);
            var winograd = new WinogradCase(WinogradPlan.DataGradient(shape), samples: 2);
            winograd.Transform(weights, reversed: true);
            winograd.Fill(gradient.Span, shape.OutputHeight, shape.OutputWidth, kernel - 1 - padding.Top, kernel - 1 - padding.Left);
            winograd.Convolve(0, 2);
            double[] expected = new double[2 * shape.Height * shape.Width * shape.Channels];
            ConvolutionReference.DataGradient<double>(shape, gradient.Widen(), weights.Widen(), expected);
            AssertClose(expected, winograd.Outputs(), $"{shape}");
        }
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Convolve_InputNotFinite_ReachesEveryOutputUnderTheKernel(float value)
    {
        foreach (int kernel in new[] { 3, 5 })
        {
            ConvolutionShape shape = Same(13, 13, 1, 1, kernel);
            float[] outputs = Forward(shape, samples: 1, bias: null, slope: 0, calls: 1, (6, 6, value));
            for (int pixel = 0; pixel < 13 * 13; pixel++)
            {
                int row = pixel / 13, column = pixel % 13;
                bool under = Math.Abs(row - 6) <= kernel / 2 && Math.Abs(column - 6) <= kernel / 2;
                // The patches that read the number: those of the rows and columns under the kernel, in fours.
                bool near = row is >= 4 and < 12 && column is >= 4 and < 12;
                foreach (float output in outputs.AsSpan(pixel * shape.Filters, shape.Filters))
                {
                    Assert.IsFalse(under && float.IsFinite(output), $"kernel {kernel}, {row}, {column}: {output}");
                    Assert.IsTrue(near || float.IsFinite(output), $"kernel {kernel}, {row}, {column}: {output}");
                }
            }
        }
    }

    [TestMethod]
    public void Convolve_BiasNotFinite_BecomesNaNUnderReLU()
    {
        ConvolutionShape shape = Same(5, 5, 1, 1, 3);
        foreach (float value in new[] { float.NaN, float.NegativeInfinity })
        {
            GuardedBuffer bias = GuardedBuffer.Random(shape.Filters, 3);
            bias.Span[0] = value;
            float[] outputs = Forward(shape, samples: 1, bias, slope: 0, calls: 1);
            for (int i = 0; i < outputs.Length; i++) { Assert.AreEqual(i % shape.Filters == 0, float.IsNaN(outputs[i]), $"output {i}"); }
        }
    }

    [TestMethod]
    [DataRow(3, 2.5e-6)]
    [DataRow(5, 1.2e-5)]
    public void Convolve_RoundingErrors_StaySmall(int kernel, double most)
    {
        ConvolutionShape shape = Same(14, 14, Math.Max(1, 64 / Simd.Width), 1, kernel);
        double[] exact = Expected(shape, 1, null, 1, out float[] direct);
        double error = LargestError(exact, Forward(shape, samples: 1, bias: null, slope: 1, calls: 1));
        TestContext.WriteLine($"{kernel} x {kernel}, {shape.Channels} channels, errors as a share of the largest output: "
            + $"Winograd {error:E1}, plain sums in single precision {LargestError(exact, direct):E1}");
        Assert.IsLessThan(most, error);
    }

    [TestMethod]
    [DataRow(3, 3, 1, 1, 2, true)]
    [DataRow(5, 5, 1, 2, 1, true)]
    [DataRow(1, 1, 1, 1, 1, false)]
    [DataRow(3, 5, 1, 1, 1, false)]
    [DataRow(3, 3, 2, 1, 1, false)]
    [DataRow(7, 7, 1, 1, 1, false)]
    public void Supports_Sizes_OnlyThreeAndFiveSquareOfStrideOne(int height, int width, int stride, int channels, int filters, bool supported)
    {
        var shape = new ConvolutionShape(9, 9, channels * Simd.Width, filters * Simd.Width, height, width, stride, Halo.None);
        Assert.AreEqual(supported, Winograd.Supports(shape));
        if (Simd.Width > 1)
        {
            Assert.IsFalse(Winograd.Supports(shape with { Channels = shape.Channels + 1 }));
            Assert.IsFalse(Winograd.Supports(shape with { Filters = 1 }));
        }
    }

    /// <summary>A convolution with zeros round the image; channels and filters in registers.</summary>
    private static ConvolutionShape Same(int height, int width, int channels, int filters, int kernel) => new(
        height, width, channels * Simd.Width, filters * Simd.Width, kernel, kernel, 1,
        ConvolutionShape.SamePadding(height, width, kernel, kernel, 1));

    private static void Check(ConvolutionShape shape, int samples)
    {
        GuardedBuffer bias = GuardedBuffer.Random(shape.Filters, 3);
        foreach ((GuardedBuffer? added, float slope) in new[] { (null, 1f), (bias, 0f), (bias, 0.1f) })
        {
            double[] expected = Expected(shape, samples, added, slope, out _);
            AssertClose(expected, Forward(shape, samples, added, slope, calls: 1), $"{samples} of {shape}, slope {slope}");
        }
    }

    private static float[] Forward(
        ConvolutionShape shape, int samples, GuardedBuffer? bias, float slope, int calls, (int Row, int Column, float Value)? changed = null)
    {
        GuardedBuffer images = Images(shape, samples);
        if (changed is { } at) { images.Span[(at.Row * shape.Width + at.Column) * shape.Channels] = at.Value; }
        var winograd = new WinogradCase(WinogradPlan.Forward(shape), samples);
        winograd.Transform(Weights(shape));
        winograd.Fill(images.Span, shape.Height, shape.Width, shape.Padding.Top, shape.Padding.Left);
        for (int call = 0; call < calls; call++) { winograd.Convolve(call * samples / calls, samples / calls, bias, slope); }
        return winograd.Outputs();
    }

    private static double[] Expected(ConvolutionShape shape, int samples, GuardedBuffer? bias, double slope, out float[] single)
    {
        GuardedBuffer images = Images(shape, samples), weights = Weights(shape);
        double[] expected = new double[samples * shape.OutputHeight * shape.OutputWidth * shape.Filters];
        ConvolutionReference.Forward<double>(shape, images.Widen(), weights.Widen(), bias is null ? [] : bias.Widen(), expected);
        single = new float[expected.Length];
        ConvolutionReference.Forward<float>(shape, images.Span, weights.Span, bias is null ? [] : bias.Span, single);
        return Array.ConvertAll(expected, value => value < 0 ? value * slope : value);
    }

    private static GuardedBuffer Images(ConvolutionShape shape, int samples) =>
        GuardedBuffer.Random(samples * shape.Height * shape.Width * shape.Channels, 1);

    private static GuardedBuffer Weights(ConvolutionShape shape) => GuardedBuffer.Random(shape.Depth * shape.Filters, 2);

    private static void AssertClose(double[] expected, float[] actual, string what) =>
        Assert.IsLessThan(2e-5, LargestError(expected, actual), what);

    /// <summary>The largest difference as a share of the largest number; a NaN counts as infinite.</summary>
    private static double LargestError(double[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        double error = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            error = Math.Max(error, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return error / expected.Max(Math.Abs);
    }
}
