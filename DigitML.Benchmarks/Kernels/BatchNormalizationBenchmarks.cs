using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Benchmarks.Kernels;

/// <summary>The passes of batch normalisation in training, line by line, eight samples on one thread.</summary>
public class BatchNormalizationBenchmarks : IHasWork
{
    private const int Samples = 8;
    private AlignedBuffer _values = new(0), _gradients = new(0), _results = new(0);
    private float[] _first = [], _second = [], _third = [], _sums = [], _productSums = [];
    private int _rowLength;

    /// <summary>The shape: rows, channels. Those of the network fast.</summary>
    [Params("26-32", "10-64", "2-128")]
    public string Shape { get; set; } = "";

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ImageSize size = ImageSize.Of(Shape);
        _rowLength = size.RowLength;
        _values = ConvolutionCase.Random(Samples * size.Length);
        _gradients = ConvolutionCase.Random(_values.Length);
        _results = new AlignedBuffer(_values.Length);
        (_first, _second, _third) = (Factors(.5f), Factors(.25f), Factors(.125f));
        (_sums, _productSums) = (Factors(0), Factors(0));

        float[] Factors(float value) => [.. Enumerable.Repeat(value, size.Channels)];
    }

    /// <summary>The mean and, in a second pass, the squared differences from it.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void Statistics()
    {
        for (int start = 0; start < _values.Length; start += _rowLength) { ColumnSums.Add(Row(_values, start), _sums); }
        for (int start = 0; start < _values.Length; start += _rowLength)
        {
            BatchNormalization.AddSquaredDifferences(Row(_values, start), _first, _productSums);
        }
    }

    /// <summary>The outputs.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void Transform()
    {
        for (int start = 0; start < _values.Length; start += _rowLength)
        {
            BatchNormalization.Transform(Row(_values, start), _first, _second, 0, Row(_results, start));
        }
    }

    /// <summary>The sums from which the gradients of scale and shift come.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void GradientSums()
    {
        for (int start = 0; start < _values.Length; start += _rowLength)
        {
            BatchNormalization.AddGradientSums(Row(_values, start), Row(_gradients, start), _first, _sums, _productSums);
        }
    }

    /// <summary>The input's gradient.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void DataGradient()
    {
        for (int start = 0; start < _values.Length; start += _rowLength)
        {
            BatchNormalization.DataGradient(Row(_values, start), Row(_gradients, start), _first, _second, _third, Row(_results, start));
        }
    }

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => ImageSize.Of(Shape).Moved(benchmark == nameof(DataGradient) ? 3 : 2);

    private Span<float> Row(AlignedBuffer buffer, int start) => buffer.Span.Slice(start, _rowLength);
}
