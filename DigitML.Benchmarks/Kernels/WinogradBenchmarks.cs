using BenchmarkDotNet.Attributes;

namespace DigitML.Benchmarks.Kernels;

/// <summary>The convolutions' forward pass by Winograd's minimal filtering, eight samples on one thread.</summary>
/// <remarks>The multiply-adds are those of the plain sums, so that more than the peak is possible.</remarks>
public class WinogradBenchmarks : IHasWork
{
    private ConvolutionCase? _case;

    /// <summary>The shapes: those with many input channels.</summary>
    public static IEnumerable<string> Shapes => ConvolutionCase.Names.Where(name => !name.Contains("-1-", StringComparison.Ordinal));

    /// <summary>The shape: rows, input channels, filters, kernel, padding.</summary>
    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    /// <summary>Makes the case.</summary>
    [GlobalSetup]
    public void Setup() => _case = ConvolutionCase.Of(Shape);

    /// <summary>Eight samples.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public void Forward() => _case!.WinogradForward();

    /// <summary>The weights, once a step.</summary>
    [Benchmark]
    public void Weights() => _case!.WinogradTransform();

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => benchmark == nameof(Forward) ? ConvolutionCase.WorkOf(Shape) : default;
}
