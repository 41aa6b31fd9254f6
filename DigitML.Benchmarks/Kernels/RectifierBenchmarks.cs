using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Benchmarks.Kernels;

/// <summary>ReLU by itself, in place, eight samples on one thread.</summary>
/// <remarks>Not the leaky one: the same numbers again and again times its slope would become denormal, which is slow.</remarks>
public class RectifierBenchmarks : IHasWork
{
    private const int Samples = 8;
    private AlignedBuffer _values = new(0), _gradients = new(0);

    /// <summary>The shape: rows, channels. Those of the network fast.</summary>
    [Params("26-32", "10-64")]
    public string Shape { get; set; } = "";

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _values = ConvolutionCase.Random(Samples * ImageSize.Of(Shape).Length);
        _gradients = ConvolutionCase.Random(_values.Length);
    }

    /// <summary>The outputs.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void Forward() => Rectifier.Forward(_values.Span, slope: 0);

    /// <summary>The input's gradient.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void Backward() => Rectifier.Backward(_values.Span, _gradients.Span, slope: 0);

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => ImageSize.Of(Shape).Moved(benchmark == nameof(Forward) ? 2 : 3);
}
