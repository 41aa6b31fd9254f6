using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Turning matrices round, on one thread: a convolution's weights for the sparse gradients, and the panels of a dense layer.</summary>
public unsafe class TranspositionBenchmarks : IHasWork
{
    private AlignedBuffer _source = new(0), _target = new(0);
    private int _rows, _columns;

    /// <summary>The shape: rows, columns. Those of the networks keras and mieczmik.</summary>
    [Params("64-288", "64-576", "32-800", "32-128")]
    public string Shape { get; set; } = "";

    /// <summary>Makes the matrix.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string[] parts = Shape.Split('-');
        (_rows, _columns) = (int.Parse(parts[0]), int.Parse(parts[1]));
        (_source, _target) = (ConvolutionCase.Random(_rows * _columns), new AlignedBuffer(_rows * _columns));
    }

    /// <summary>Copies all of it.</summary>
    [Benchmark]
    public void Copy() => Transposition.Copy(_source.Pointer, _columns, _rows, _columns, _target.Pointer, _rows);

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) =>
        new(Bytes: 2.0 * sizeof(float) * Shape.Split('-').Select(int.Parse).Aggregate((rows, columns) => rows * columns));
}
