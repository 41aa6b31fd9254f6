using BenchmarkDotNet.Attributes;

namespace DigitML.Benchmarks.Kernels;

/// <summary>The gradients of the convolutions below ReLU and 2x2 max-pooling, eight samples on one thread.</summary>
/// <remarks>The multiply-adds are those of the dense sums, so that more than the peak is possible.</remarks>
public class SparseConvolutionBenchmarks : IHasWork
{
    private SparseConvolutionCase? _case;

    /// <summary>The shapes.</summary>
    public static IEnumerable<string> Shapes => SparseConvolutionCase.Names;

    /// <summary>The shape: rows, input channels, filters, kernel, padding.</summary>
    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    /// <summary>Percent of the windows whose output is positive.</summary>
    [Params(100, 60, 35)]
    public int Alive { get; set; }

    /// <summary>Makes the case.</summary>
    [GlobalSetup]
    public void Setup() => _case = new SparseConvolutionCase(Shape, Alive);

    /// <summary>The lists and the bias's gradient.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public void Lists() => _case!.FillLists();

    /// <summary>The weights' gradient.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public void WeightGradient() => _case!.WeightGradient();

    /// <summary>The input's gradient.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public void DataGradient() => _case!.DataGradient();

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => benchmark == nameof(Lists) ? default : ConvolutionCase.WorkOf(Shape);
}
