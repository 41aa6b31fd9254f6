using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Sparse;
using DigitML.Engine.Numerics;
using DigitML.Tests.Engine.Kernels.Reference;

namespace DigitML.Tests.Engine.Kernels;

/// <summary>One sample's gradient above a 2x2 max-pooling and ReLU, made by a formula: some windows dead, some gradients zero.</summary>
internal sealed unsafe class PooledGradientCase
{
    private const int Gap = 5;
    private readonly int _rowStride;
    private readonly GuardedBuffer _gradient;
    private readonly byte[] _winners;

    /// <summary>A gradient [height, width, filters] of which about <paramref name="alive"/> percent isn't lost.</summary>
    public PooledGradientCase(int height, int width, int filters, int alive, ulong key)
    {
        (Height, Width, Filters, _rowStride) = (height, width, filters, width * filters + Gap);
        // The rows have a gap between them, NaN inside.
        _gradient = GuardedBuffer.Random(height * _rowStride, key);
        _winners = GC.AllocateArray<byte>(height * width * filters, pinned: true);
        var random = new RandomStream(21, key);
        for (int row = 0; row < height; row++) { _gradient.Span.Slice((row + 1) * _rowStride - Gap, Gap).Fill(float.NaN); }
        for (int i = 0; i < _winners.Length; i++)
        {
            _winners[i] = random.Next(100) < alive ? (byte)random.Next(4) : RectifiedPooling.Dead;
            if (random.Next(8) == 0) { Gradient(i) = random.Next(2) == 0 ? 0 : -0f; }
        }
    }

    /// <summary>Rows of windows.</summary>
    public int Height { get; }

    /// <summary>Columns of windows.</summary>
    public int Width { get; }

    /// <summary>Number of filters.</summary>
    public int Filters { get; }

    /// <summary>The winners [height, width, filters].</summary>
    public byte[] Winners => _winners;

    /// <summary>The gradient of a window and filter, counted as the winners are.</summary>
    public ref float Gradient(int index) => ref _gradient.Span[index / (Width * Filters) * _rowStride + index % (Width * Filters)];

    /// <summary>Makes the lists and adds to the sums.</summary>
    public void FillList(PooledGradientList list, Span<float> sums)
    {
        fixed (byte* winners = _winners)
        fixed (float* target = sums)
        {
            list.Fill(_gradient.Pointer, _rowStride, winners, target);
        }
    }

    /// <summary>The gradient of the pixels [outputHeight, outputWidth, filters], most of it zero.</summary>
    public double[] Spread(int outputHeight, int outputWidth)
    {
        var pooling = new ConvolutionShape(outputHeight, outputWidth, Filters, Filters, 2, 2, 2, Halo.None);
        double[] spread = new double[outputHeight * outputWidth * Filters];
        double[] gradient = [.. Enumerable.Range(0, _winners.Length).Select(i => (double)Gradient(i))];
        PoolingReference.WinnersBackward<double>(pooling, _winners, gradient, spread);
        return spread;
    }
}
