using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Packing weights, once a step, on one thread.</summary>
public unsafe class PackedWeightsBenchmarks : IHasWork
{
    private PackedWeights _forward = new(1, 1), _backward = new(1, 1);
    private AlignedBuffer _weights = new(0), _bias = new(0);

    /// <summary>The shape: taps of the kernel (1 for a dense layer), inputs, outputs. Those of the networks keras and mieczmik.</summary>
    [Params("9-32-64", "25-32-32", "1-9216-128", "1-3136-256")]
    public string Shape { get; set; } = "";

    private int[] Sizes => [.. Shape.Split('-').Select(int.Parse)];

    /// <summary>Makes the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int taps = Sizes[0], inputs = Sizes[1], outputs = Sizes[2];
        (_forward, _backward) = (new PackedWeights(taps * inputs, outputs), new PackedWeights(taps * outputs, inputs));
        (_weights, _bias) = (ConvolutionCase.Random(taps * inputs * outputs), ConvolutionCase.Random(outputs));
    }

    /// <summary>All panels for the forward pass.</summary>
    [Benchmark]
    public void Pack()
    {
        for (int panel = 0; panel < _forward.Panels; panel++) { _forward.Pack(panel, _weights.Pointer, _bias.Pointer); }
    }

    /// <summary>All panels for the input's gradient.</summary>
    [Benchmark]
    public void PackReversed()
    {
        int taps = Sizes[0];
        for (int panel = 0; panel < _backward.Panels; panel++) { _backward.PackReversed(panel, _weights.Pointer, taps); }
    }

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => new(Bytes: 2.0 * sizeof(float) * Sizes.Aggregate((left, right) => left * right));
}
