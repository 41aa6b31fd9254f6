using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Sums by column, on one thread: what the gradient of a bias takes.</summary>
public class ColumnSumsBenchmarks : IHasWork
{
    private AlignedBuffer _rows = new(0), _sums = new(0);

    /// <summary>The shape: rows, columns. Pixels of a sample or samples of a batch, in the networks keras and mieczmik.</summary>
    [Params("576-64", "784-32", "128-256", "128-10")]
    public string Shape { get; set; } = "";

    private (int Rows, int Columns) Size => (int.Parse(Shape.Split('-')[0]), int.Parse(Shape.Split('-')[1]));

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup() => (_rows, _sums) = (ConvolutionCase.Random(Size.Rows * Size.Columns), new AlignedBuffer(Size.Columns));

    /// <summary>Adds all rows.</summary>
    [Benchmark]
    public void Add() => ColumnSums.Add(_rows.Span, _sums.Span);

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => new(Bytes: (double)Size.Rows * Size.Columns * sizeof(float));
}
