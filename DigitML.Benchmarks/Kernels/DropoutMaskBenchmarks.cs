using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Dropout of one sample on one thread: the mask's random numbers are what takes the time.</summary>
public class DropoutMaskBenchmarks : IHasWork
{
    private AlignedBuffer _values = new(0);

    /// <summary>Numbers of a sample: dropout layers of the networks keras and mieczmik.</summary>
    [Params(9216, 6272, 128)]
    public int Length { get; set; }

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup() => _values = ConvolutionCase.Random(Length);

    /// <summary>A quarter becomes 0. The others grow each time and are infinite in the end, which takes no longer.</summary>
    [Benchmark]
    public void Apply() => DropoutMask.Apply(_values.Span, rate: .25f, key: 1, start: 0);

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => new(Bytes: 2.0 * Length * sizeof(float));
}
