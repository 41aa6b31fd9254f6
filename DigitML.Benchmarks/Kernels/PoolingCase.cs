using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Eight samples and their 2x2 windows side by side, for the kernels that pool one window at a time.</summary>
internal sealed unsafe class PoolingCase
{
    /// <summary>Number of samples.</summary>
    public const int Samples = 8;

    private readonly ImageSize _size;
    private readonly Layout _layout;
    private readonly AlignedBuffer _images, _pooled;

    /// <summary>Makes the case of a shape's name (<see cref="ImageSize"/>).</summary>
    public PoolingCase(string name)
    {
        _size = ImageSize.Of(name);
        _layout = new Layout(_size.Rows, _size.Rows, _size.Channels, Halo.None);
        _images = ConvolutionCase.Random(Samples * _layout.SampleStride);
        _pooled = ConvolutionCase.Random(Samples * _size.Length / 4);
        Taps = OffsetTable.Grid(2, 2, _size.RowLength, _size.Channels, 0);
    }

    /// <summary>The shapes before pooling in the networks keras and mieczmik.</summary>
    public static IEnumerable<string> Names { get; } = ["24-64", "28-32", "14-64"];

    /// <summary>The pixels of a window.</summary>
    public OffsetTable Taps { get; }

    /// <summary>Windows of all samples.</summary>
    public int Windows => Samples * _size.Rows * _size.Rows / 4;

    /// <summary>Channels.</summary>
    public int Channels => _size.Channels;

    /// <summary>The first pixel of a window.</summary>
    public float* Window(int index)
    {
        int cells = _size.Rows / 2, sample = index / (cells * cells), cell = index % (cells * cells);
        return _images.Pointer + sample * _layout.SampleStride + cell / cells * 2 * _size.RowLength + cell % cells * 2 * _size.Channels;
    }

    /// <summary>What a window's result, or its gradient, is, a number a channel.</summary>
    public Span<float> Pooled(int index) => _pooled.Span.Slice(index * _size.Channels, _size.Channels);
}
