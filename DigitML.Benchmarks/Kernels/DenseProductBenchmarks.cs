using BenchmarkDotNet.Attributes;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Dense layers, a batch of 128 samples on one thread, with packing; and one sample, which waits for the weights.</summary>
public class DenseProductBenchmarks : IHasWork
{
    private DenseCase? _case;

    /// <summary>The shapes.</summary>
    public static IEnumerable<string> Shapes => DenseCase.Names;

    /// <summary>The shape: inputs, units.</summary>
    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    /// <summary>Makes the case.</summary>
    [GlobalSetup]
    public void Setup() => _case = DenseCase.Of(Shape);

    /// <summary>The forward pass.</summary>
    [Benchmark]
    public void Forward() => _case!.Forward();

    /// <summary>The input's gradient.</summary>
    [Benchmark]
    public void DataGradient() => _case!.DataGradient();

    /// <summary>The weights' gradient.</summary>
    [Benchmark]
    public void WeightGradient() => _case!.WeightGradient();

    /// <summary>The forward pass of one sample.</summary>
    [Benchmark]
    public void OneRow() => _case!.OneRow();

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => DenseCase.WorkOf(Shape, oneRow: benchmark == nameof(OneRow));
}
