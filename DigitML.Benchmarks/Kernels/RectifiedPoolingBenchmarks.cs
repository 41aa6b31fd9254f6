using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Max-pooling of rectified 2x2 windows, one sample on one thread: in the second-level cache, as the convolution leaves it.</summary>
public unsafe class RectifiedPoolingBenchmarks : IHasWork
{
    private AlignedBuffer _image = new(0), _pooled = new(0);
    private byte[] _winners = [];

    /// <summary>The shape: rows, channels. Those of the networks keras and mieczmik.</summary>
    [Params("24-64", "28-32", "14-64")]
    public string Shape { get; set; } = "";

    private ImageSize Size => ImageSize.Of(Shape);

    /// <summary>Makes an image and finds its winners.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _image = ConvolutionCase.Random(Size.Length);
        Rectifier.Forward(_image.Span, slope: 0);
        _pooled = new AlignedBuffer(Size.Length / 4);
        _winners = GC.AllocateArray<byte>(Size.Length / 4, pinned: true);
        Forward();
    }

    /// <summary>The largest numbers and the winners.</summary>
    [Benchmark]
    public void Forward()
    {
        ImageSize size = Size;
        for (int line = 0; line < size.Rows / 2; line++)
        {
            float* top = _image.Pointer + 2 * line * size.RowLength;
            int start = line * size.RowLength / 2;
            RectifiedPooling.Forward(top, top + size.RowLength, _pooled.Pointer + start, Winners + start, size.Rows / 2, size.Channels);
        }
    }

    /// <summary>The gradient of the image.</summary>
    [Benchmark]
    public void Backward()
    {
        ImageSize size = Size;
        for (int line = 0; line < size.Rows / 2; line++)
        {
            float* top = _image.Pointer + 2 * line * size.RowLength;
            int start = line * size.RowLength / 2;
            RectifiedPooling.Backward(_pooled.Pointer + start, Winners + start, top, top + size.RowLength, size.Rows / 2, size.Channels);
        }
    }

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => Size.Moved(1 + 1 / 4.0 + 1 / 16.0);

    private byte* Winners => (byte*)Unsafe.AsPointer(ref _winners[0]);
}
