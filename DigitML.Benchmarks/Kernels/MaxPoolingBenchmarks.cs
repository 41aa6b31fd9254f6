using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Max-pooling of any windows, here 2x2, eight samples on one thread.</summary>
public unsafe class MaxPoolingBenchmarks : IHasWork
{
    private PoolingCase? _case;
    private int[] _winners = [];

    /// <summary>The shapes.</summary>
    public static IEnumerable<string> Shapes => PoolingCase.Names;

    /// <summary>The shape: rows, channels.</summary>
    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    /// <summary>Makes the case and finds its winners.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _case = new PoolingCase(Shape);
        _winners = new int[_case.Windows * _case.Channels];
        Forward();
    }

    /// <summary>The largest numbers and the winners.</summary>
    [Benchmark(OperationsPerInvoke = PoolingCase.Samples)]
    public void Forward()
    {
        for (int window = 0; window < _case!.Windows; window++)
        {
            MaxPooling.Forward(_case.Window(window), _case.Taps, _case.Pooled(window), Winners(window));
        }
    }

    /// <summary>The gradient of the images.</summary>
    [Benchmark(OperationsPerInvoke = PoolingCase.Samples)]
    public void Backward()
    {
        for (int window = 0; window < _case!.Windows; window++)
        {
            MaxPooling.Backward(_case.Window(window), _case.Taps, _case.Pooled(window), Winners(window), add: false);
        }
    }

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => ImageSize.Of(Shape).Moved(1 + 1 / 4.0 + 1 / 4.0);

    private Span<int> Winners(int window) => _winners.AsSpan(window * _case!.Channels, _case.Channels);
}
