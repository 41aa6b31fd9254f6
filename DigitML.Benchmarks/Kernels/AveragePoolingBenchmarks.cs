using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Average-pooling of any windows, here 2x2, eight samples on one thread.</summary>
public unsafe class AveragePoolingBenchmarks : IHasWork
{
    private PoolingCase? _case;

    /// <summary>The shapes.</summary>
    public static IEnumerable<string> Shapes => PoolingCase.Names;

    /// <summary>The shape: rows, channels.</summary>
    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    /// <summary>Makes the case.</summary>
    [GlobalSetup]
    public void Setup() => _case = new PoolingCase(Shape);

    /// <summary>The means.</summary>
    [Benchmark(OperationsPerInvoke = PoolingCase.Samples)]
    public void Forward()
    {
        for (int window = 0; window < _case!.Windows; window++)
        {
            AveragePooling.Forward(_case.Window(window), _case.Taps, _case.Pooled(window));
        }
    }

    /// <summary>The gradient of the images.</summary>
    [Benchmark(OperationsPerInvoke = PoolingCase.Samples)]
    public void Backward()
    {
        for (int window = 0; window < _case!.Windows; window++)
        {
            AveragePooling.Backward(_case.Window(window), _case.Taps, _case.Pooled(window), add: false);
        }
    }

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => ImageSize.Of(Shape).Moved(1 + 1 / 4.0);
}
