using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Sparse;
using DigitML.Engine.Numerics;
using DigitML.Tests.Engine.Kernels.Reference;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class SparseConvolutionTests
{
    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Gradients_ManySizes_AgreeWithTheDenseReference(int kernel)
    {
        for (int number = 0; number < 40; number++)
        {
            var random = new RandomStream(24, (ulong)number, (ulong)kernel);
            int height = kernel + 1 + random.Next(9), width = kernel + 1 + random.Next(9), channels = Simd.Width * (1 + random.Next(4));
            var extra = new Halo(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
            Check(Shape(height, width, channels, 1 + random.Next(40), kernel, same: number % 2 == 0), extra, 20 * (number % 6), (ulong)number);
        }
    }

    [TestMethod]
    [DataRow(26, 32, 64, 3, false)]
    [DataRow(28, 32, 32, 5, true)]
    [DataRow(14, 64, 64, 3, true)]
    public void Gradients_ShapesOfRealNetworks_AgreeWithTheDenseReference(int size, int channels, int filters, int kernel, bool same) =>
        Check(Shape(size, size, channels, filters, kernel, same), Halo.None, alive: 50, key: 3);

    [TestMethod]
    public void Gradients_NaNOfAWindowThatIsAlive_ReachesItsFilterAndPixels()
    {
        var gradients = new Gradients(Shape(8, 8, Simd.Width, 5, 3, same: true), Halo.None, alive: 100, key: 4);
        gradients.Sample(0).Gradient(2) = float.NaN;
        gradients.Compute();
        int depth = 9 * Simd.Width;
        for (int i = 0; i < 5 * depth; i++) { Assert.AreEqual(i / depth == 2, float.IsNaN(gradients.WeightGradient.Span[i]), $"weight {i}"); }
        int pixels = gradients.InputGradient(0).Span.ToArray().Count(float.IsNaN);
        Assert.AreEqual(depth, pixels);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Gradients_NaNOrInfinityOfInputAndWeights_AreNotLost(float value)
    {
        var gradients = new Gradients(Shape(8, 8, Simd.Width, 5, 3, same: true), Halo.None, alive: 100, key: 4);
        gradients.Input(0).Span[gradients.Layout.Origin + 3 * gradients.Layout.RowStride + 3 * Simd.Width] = value;
        gradients.Weights.Span[0] = value;
        gradients.Compute();
        Assert.Contains(number => !float.IsFinite(number), gradients.WeightGradient.Span.ToArray());
        Assert.Contains(number => !float.IsFinite(number), gradients.InputGradient(0).Span.ToArray());
    }

    [TestMethod]
    public void Gradients_OnceTheListsExist_AllocateNothing()
    {
        var gradients = new Gradients(Shape(9, 10, 2 * Simd.Width, 17, 5, same: true), Halo.None, alive: 50, key: 5);
        gradients.Compute();
        long before = GC.GetAllocatedBytesForCurrentThread();
        gradients.Compute();
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [TestMethod]
    public void Supports_OtherKernelsStridesAndChannels_Not()
    {
        ConvolutionShape shape = Shape(8, 8, 2 * Simd.Width, 5, 3, same: true);
        Assert.IsTrue(SparseConvolution.Supports(shape));
        Assert.IsTrue(SparseConvolution.Supports(shape with { KernelHeight = 5, KernelWidth = 5 }));
        Assert.IsFalse(SparseConvolution.Supports(shape with { KernelHeight = 5 }));
        Assert.IsFalse(SparseConvolution.Supports(shape with { KernelHeight = 1, KernelWidth = 1 }));
        Assert.IsFalse(SparseConvolution.Supports(shape with { Stride = 2 }));
        if (Simd.Width > 1) { Assert.IsFalse(SparseConvolution.Supports(shape with { Channels = Simd.Width + 1 })); }
        Assert.IsFalse(SparseConvolution.Supports(Shape(3, 8, Simd.Width, 5, 3, same: false)));
    }

    private static ConvolutionShape Shape(int height, int width, int channels, int filters, int kernel, bool same) => new(
        height, width, channels, filters, kernel, kernel, 1, same ? ConvolutionShape.SamePadding(height, width, kernel, kernel, 1) : Halo.None);

    private static void Check(ConvolutionShape shape, Halo extra, int alive, ulong key)
    {
        Assert.IsTrue(SparseConvolution.Supports(shape), $"{shape}");
        var gradients = new Gradients(shape, extra, alive, key);
        gradients.Compute();
        gradients.AssertClose($"{shape}, {extra} more round it, {alive} % alive");
    }

    /// <summary>Two samples with numbers in the halo, too: the padding is an image's border like any other here.</summary>
    private sealed class Gradients
    {
        private const int Samples = 2;
        private readonly ConvolutionShape _shape;
        private readonly SparseConvolution _convolution;
        private readonly PooledGradientList _list;
        private readonly PooledGradientCase[] _samples;
        private readonly GuardedBuffer[] _inputs, _inputGradients;
        private readonly float[] _sums;

        public Gradients(ConvolutionShape shape, Halo extra, int alive, ulong key)
        {
            Halo p = shape.Padding;
            _shape = shape;
            Layout = new Layout(shape.Height, shape.Width, shape.Channels,
                new Halo(p.Top + extra.Top, p.Left + extra.Left, p.Bottom + extra.Bottom, p.Right + extra.Right));
            _convolution = new SparseConvolution(shape, Layout);
            _list = _convolution.CreateList();
            _sums = new float[shape.Filters];
            int length = (shape.Height + Layout.Halo.Top + Layout.Halo.Bottom) * Layout.RowStride;
            ulong[] keys = [.. Enumerable.Range(0, Samples).Select(sample => 10 * key + (ulong)sample)];
            _samples = [.. keys.Select(k => new PooledGradientCase(shape.OutputHeight / 2, shape.OutputWidth / 2, shape.Filters, alive, k))];
            _inputs = [.. keys.Select(k => GuardedBuffer.Random(length, k + 5))];
            _inputGradients = [.. keys.Select(_ => GuardedBuffer.Output(length))];
            Weights = GuardedBuffer.Random(shape.Filters * shape.Depth, key + 1);
            WeightGradient = GuardedBuffer.Output(shape.Filters * shape.Depth);
        }

        public Layout Layout { get; }

        public GuardedBuffer Weights { get; }

        public GuardedBuffer WeightGradient { get; }

        private int FirstTap => Layout.Origin - _shape.Padding.Top * Layout.RowStride - _shape.Padding.Left * Layout.Channels;

        public PooledGradientCase Sample(int index) => _samples[index];

        public GuardedBuffer Input(int sample) => _inputs[sample];

        public GuardedBuffer InputGradient(int sample) => _inputGradients[sample];

        public void Compute()
        {
            WeightGradient.Span.Clear();
            for (int sample = 0; sample < Samples; sample++)
            {
                _inputGradients[sample].Span.Clear();
                _samples[sample].FillList(_list, _sums);
                _convolution.AddWeightGradient(_list, _inputs[sample].Pointer + FirstTap, WeightGradient.Pointer);
                _convolution.AddDataGradient(_list, Weights.Pointer, _inputGradients[sample].Pointer + FirstTap);
            }
        }

        public void AssertClose(string what)
        {
            // The image with its whole halo, and the convolution that starts at the first tap, as a convolution without padding.
            Halo p = _shape.Padding;
            ConvolutionShape padded = _shape with
            {
                Height = _shape.Height + p.Top + p.Bottom, Width = _shape.Width + p.Left + p.Right, Padding = Halo.None,
            };
            int depth = _shape.Depth, filters = _shape.Filters;
            double[] weights = Turn(Weights.Widen(), filters, depth), total = new double[depth * filters];
            for (int sample = 0; sample < Samples; sample++)
            {
                double[] dy = _samples[sample].Spread(_shape.OutputHeight, _shape.OutputWidth), x = Window(_inputs[sample].Widen(), padded);
                double[] dx = new double[x.Length], dw = new double[total.Length];
                ConvolutionReference.WeightGradient<double>(padded, x, dy, dw);
                ConvolutionReference.DataGradient<double>(padded, dy, weights, dx);
                for (int i = 0; i < dw.Length; i++) { total[i] += dw[i]; }
                GuardedBuffer actual = _inputGradients[sample];
                actual.AssertGuards(what);
                float[] window = Array.ConvertAll(Window(actual.Widen(), padded), value => (float)value);
                TorchFixture.AssertClose(Array.ConvertAll(dx, value => (float)value), window, 1e-5, $"dx of {what}");
                Assert.AreEqual(window.Count(value => value != 0), actual.Span.ToArray().Count(value => value != 0), $"outside dx of {what}");
            }

            WeightGradient.AssertClose(Turn(total, depth, filters), $"dw of {what}");
        }

        private double[] Window(double[] image, ConvolutionShape padded)
        {
            double[] window = new double[padded.Height * padded.Width * padded.Channels];
            int row = padded.Width * padded.Channels;
            for (int y = 0; y < padded.Height; y++) { Array.Copy(image, FirstTap + y * Layout.RowStride, window, y * row, row); }
            return window;
        }

        private static double[] Turn(double[] matrix, int rows, int columns) =>
            [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[i % rows * columns + i / rows])];
    }
}
