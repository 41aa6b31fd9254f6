using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Numerics;

namespace DigitML.Benchmarks.Kernels;

/// <summary>The most probable class of samples of ten classes on one thread. The times are those of one sample.</summary>
public class ArgMaxBenchmarks
{
    private const int Samples = 128, Classes = 10;
    private readonly AlignedBuffer _logits = ConvolutionCase.Random(Samples * Classes);

    /// <summary>The index of the largest number.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public int Of()
    {
        int sum = 0;
        for (int sample = 0; sample < Samples; sample++) { sum += ArgMax.IndexOf(_logits.Span.Slice(sample * Classes, Classes)); }
        return sum;
    }
}
