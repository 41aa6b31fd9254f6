using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Numerics;
using DigitML.Tests.Engine.Kernels.Reference;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class ProductTests
{
    private const float Unset = 777;

    [TestMethod]
    public void Multiply_ManySizes_AgreesWithPlainLoops()
    {
        for (int number = 0; number < 150; number++)
        {
            var random = new RandomStream(11, (ulong)number);
            Check(new Sizes(
                Rows: 1 + random.Next(number % 4 == 0 ? 3 : 40), Columns: 1 + random.Next(number % 5 == 0 ? 300 : 70),
                Runs: 1 + random.Next(4), RunLength: 1 + random.Next(20),
                RunGap: random.Next(5), RowStep: 1 + random.Next(9),
                FirstWeight: number % 2 * random.Next(9), WeightGap: number % 3 * random.Next(5)), bias: number % 3 > 0, key: (ulong)number);
        }
    }

    [TestMethod]
    public void Multiply_SomePanels_LeavesTheOthersAlone()
    {
        var sizes = new Sizes(Rows: 8, Columns: 3 * Simd.PanelWidth + 1, Runs: 2, RunLength: 3, RunGap: 1, RowStep: 4);
        var whole = new Case(sizes, bias: true, key: 5);
        whole.Multiply(0, whole.Packed.Panels);
        var part = new Case(sizes, bias: true, key: 5);
        part.Multiply(1, 3);
        for (int i = 0; i < part.Output.Length; i++)
        {
            bool computed = i % sizes.Columns / Simd.PanelWidth is 1 or 2;
            Assert.AreEqual(computed ? whole.Output.Span[i] : Unset, part.Output.Span[i], $"output {i}");
        }
    }

    [TestMethod]
    public void PackReversed_OneTap_GivesTheProductWithTheTransposedMatrix()
    {
        const int inputs = 37, outputs = 21;
        GuardedBuffer weights = GuardedBuffer.Random(inputs * outputs, 3), gradient = GuardedBuffer.Random(outputs, 4);
        var packed = new PackedWeights(outputs, inputs);
        for (int panel = 0; panel < packed.Panels; panel++) { packed.PackReversed(panel, weights.Pointer, taps: 1); }
        GuardedBuffer output = GuardedBuffer.Output(inputs);
        RowPairs one = RowPairs.Even(1, 0);
        Product.Multiply(new ProductArguments
        {
            Input = gradient.Pointer, InputPairs = one.Pointer, Pairs = 1, Runs = 1, RunLength = outputs, Slope = 1,
            Panels = packed.Pointer, PanelStride = packed.PanelStride, EndPanel = packed.Panels, Columns = inputs,
            Output = output.Pointer, OutputPairs = one.Pointer,
        });
        GC.KeepAlive((packed, one));
        double[] expected = new double[inputs];
        DenseReference.DataGradient<double>(inputs, gradient.Widen(), weights.Widen(), expected);
        output.AssertClose(expected, "transposed product");
    }

    [TestMethod]
    public void Pack_Panels_HoldBiasThenRowsAndZerosBehindTheLastColumn()
    {
        int width = Simd.PanelWidth, columns = width + 1;
        GuardedBuffer weights = GuardedBuffer.Random(2 * columns, 3), bias = GuardedBuffer.Random(columns, 4);
        var packed = new PackedWeights(depth: 2, columns);
        Assert.AreEqual(2, packed.Panels);
        for (int panel = 0; panel < 2; panel++) { packed.Pack(panel, weights.Pointer, bias.Pointer); }
        var values = new Span<float>(packed.Pointer, 6 * width);
        Assert.IsTrue(values[..width].SequenceEqual(bias.Span[..width]));
        Assert.IsTrue(values.Slice(2 * width, width).SequenceEqual(weights.Span.Slice(columns, width)));
        Assert.AreEqual(bias.Span[width], values[3 * width]);
        Assert.AreEqual(weights.Span[^1], values[5 * width]);
        Assert.AreEqual(-1, values.Slice(5 * width + 1, width - 1).IndexOfAnyExcept(0));
        GC.KeepAlive(packed);
    }

    private static void Check(Sizes sizes, bool bias, ulong key)
    {
        var product = new Case(sizes, bias, key, slope: key % 2 == 0 ? 1 : key % 4 == 1 ? 0 : 0.3f);
        product.Multiply(0, product.Packed.Panels);
        product.Output.AssertClose(product.Expected(), $"{sizes} {(bias ? "with" : "without")} bias");
    }

    private sealed record Sizes(int Rows, int Columns, int Runs, int RunLength, int RunGap, int RowStep, int FirstWeight = 0, int WeightGap = 0)
    {
        public int RunStride => RunLength + RunGap;

        public int Depth => FirstWeight + Runs * (RunLength + WeightGap);
    }

    /// <summary>A product whose rows overlap, as those of a convolution do; the outputs are dense.</summary>
    private sealed class Case
    {
        private readonly Sizes _sizes;
        private readonly float _slope;
        private readonly GuardedBuffer _input, _weights;
        private readonly GuardedBuffer? _bias;

        public Case(Sizes sizes, bool bias, ulong key, float slope = 1)
        {
            (_sizes, _slope) = (sizes, slope);
            _input = GuardedBuffer.Random((sizes.Rows - 1) * sizes.RowStep + (sizes.Runs - 1) * sizes.RunStride + sizes.RunLength, key);
            _weights = GuardedBuffer.Random(sizes.Depth * sizes.Columns, key + 1);
            _bias = bias ? GuardedBuffer.Random(sizes.Columns, key + 2) : null;
            Packed = new PackedWeights(sizes.Depth, sizes.Columns);
            for (int panel = 0; panel < Packed.Panels; panel++)
            {
                Packed.Pack(panel, _weights.Pointer, _bias is null ? null : _bias.Pointer);
            }

            Output = GuardedBuffer.Output(sizes.Rows * sizes.Columns);
            Output.Span.Fill(Unset);
        }

        public PackedWeights Packed { get; }

        public GuardedBuffer Output { get; }

        public void Multiply(int firstPanel, int endPanel)
        {
            RowPairs inputs = RowPairs.Even(_sizes.Rows, _sizes.RowStep), outputs = RowPairs.Even(_sizes.Rows, _sizes.Columns);
            Product.Multiply(new ProductArguments
            {
                Input = _input.Pointer, InputPairs = inputs.Pointer, InputStep = inputs.Step, Pairs = inputs.Count, Slope = _slope,
                Runs = _sizes.Runs, RunLength = _sizes.RunLength, RunStride = _sizes.RunStride,
                FirstWeight = _sizes.FirstWeight, WeightGap = _sizes.WeightGap,
                Panels = Packed.Pointer, PanelStride = Packed.PanelStride, FirstPanel = firstPanel, EndPanel = endPanel, Columns = _sizes.Columns,
                Output = Output.Pointer, OutputPairs = outputs.Pointer, OutputStep = outputs.Step,
            });
            GC.KeepAlive((Packed, inputs, outputs));
        }

        public double[] Expected()
        {
            double[] expected = new double[Output.Length], x = _input.Widen(), w = _weights.Widen();
            for (int i = 0; i < expected.Length; i++)
            {
                int row = i / _sizes.Columns, column = i % _sizes.Columns;
                expected[i] = _bias is null ? 0 : _bias.Span[column];
                for (int d = 0; d < _sizes.Runs * _sizes.RunLength; d++)
                {
                    int run = d / _sizes.RunLength, weight = _sizes.FirstWeight + d + run * _sizes.WeightGap;
                    int from = row * _sizes.RowStep + run * _sizes.RunStride + d % _sizes.RunLength;
                    expected[i] += x[from] * w[weight * _sizes.Columns + column];
                }

                if (expected[i] < 0) { expected[i] *= _slope; }
            }

            return expected;
        }
    }
}
