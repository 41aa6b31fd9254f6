using BenchmarkDotNet.Attributes;

namespace DigitML.Benchmarks.Kernels;

/// <summary>The convolutions' forward pass, eight samples on one thread.</summary>
public class ProductBenchmarks : IHasWork
{
    private ConvolutionCase? _case;

    /// <summary>The shapes.</summary>
    public static IEnumerable<string> Shapes => ConvolutionCase.Names;

    /// <summary>The shape: rows, input channels, filters, kernel, padding.</summary>
    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    /// <summary>Makes the case.</summary>
    [GlobalSetup]
    public void Setup() => _case = ConvolutionCase.Of(Shape);

    /// <summary>Eight samples.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public void Forward() => _case!.Forward();

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => ConvolutionCase.WorkOf(Shape);
}
