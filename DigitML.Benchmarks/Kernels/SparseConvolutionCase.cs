using System.Runtime.CompilerServices;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Sparse;
using DigitML.Engine.Numerics;

namespace DigitML.Benchmarks.Kernels;

/// <summary>A convolution below ReLU and 2x2 max-pooling, with gradients for a few samples.</summary>
internal sealed unsafe class SparseConvolutionCase
{
    private const int Samples = 8;
    private readonly Layout _input;
    private readonly SparseConvolution _convolution;
    private readonly PooledGradientList[] _lists;
    private readonly AlignedBuffer _inputs, _inputGradients, _weights, _weightGradient, _biasGradient, _gradients;
    private readonly byte[] _winners;
    private readonly int _gradientRow, _gradientSample;

    /// <summary>Makes the case of a convolution's name (<see cref="ConvolutionCase"/>), some percent of the windows alive.</summary>
    public SparseConvolutionCase(string name, int alive)
    {
        ConvolutionShape shape = ConvolutionCase.ShapeOf(name);
        _input = new Layout(shape.Height, shape.Width, shape.Channels, shape.Padding);
        _convolution = new SparseConvolution(shape, _input);
        _lists = [.. Enumerable.Range(0, Samples).Select(_ => _convolution.CreateList())];
        _inputs = ConvolutionCase.Random(Samples * _input.SampleStride);
        _inputGradients = new AlignedBuffer(Samples * _input.SampleStride);
        _weights = ConvolutionCase.Random(shape.Depth * shape.Filters);
        _weightGradient = new AlignedBuffer(shape.Depth * shape.Filters);
        _biasGradient = new AlignedBuffer(shape.Filters);
        _gradientRow = shape.OutputWidth / 2 * shape.Filters;
        _gradientSample = shape.OutputHeight / 2 * _gradientRow;
        _gradients = ConvolutionCase.Random(Samples * _gradientSample);
        _winners = GC.AllocateArray<byte>(Samples * _gradientSample, pinned: true);
        var random = new RandomStream(2);
        foreach (ref byte winner in _winners.AsSpan())
        {
            winner = random.Next(100) < alive ? (byte)random.Next(4) : RectifiedPooling.Dead;
        }

        FillLists();
    }

    /// <summary>The convolutions below pooling of the networks keras and mieczmik.</summary>
    public static IEnumerable<string> Names { get; } = ["26-32-64-3-valid", "28-32-32-5-same", "14-64-64-3-same"];

    /// <summary>Makes the lists of all samples.</summary>
    public void FillLists()
    {
        byte* winners = (byte*)Unsafe.AsPointer(ref _winners[0]);
        for (int sample = 0; sample < Samples; sample++)
        {
            int start = sample * _gradientSample;
            _lists[sample].Fill(_gradients.Pointer + start, _gradientRow, winners + start, _biasGradient.Pointer);
        }
    }

    /// <summary>The weights' gradient from the lists of all samples.</summary>
    public void WeightGradient()
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            _convolution.AddWeightGradient(_lists[sample], _inputs.Pointer + sample * _input.SampleStride, _weightGradient.Pointer);
        }
    }

    /// <summary>The input's gradient from the lists of all samples.</summary>
    public void DataGradient()
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            _convolution.AddDataGradient(_lists[sample], _weights.Pointer, _inputGradients.Pointer + sample * _input.SampleStride);
        }
    }
}
