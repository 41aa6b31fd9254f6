using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Benchmarks.Kernels;

/// <summary>Probabilities, and the loss with its gradient, of samples of ten classes on one thread. The times are those of one sample.</summary>
public class SoftmaxCrossEntropyBenchmarks
{
    private const int Samples = 128, Classes = 10;
    private readonly AlignedBuffer _logits = ConvolutionCase.Random(Samples * Classes), _results = new(Samples * Classes);

    /// <summary>The probabilities.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public void Softmax()
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            SoftmaxCrossEntropy.Softmax<float>(Row(_logits, sample), Row(_results, sample));
        }
    }

    /// <summary>The loss and its gradient.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public float Loss()
    {
        float sum = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            sum += SoftmaxCrossEntropy.Loss<float>(Row(_logits, sample), sample % Classes, 0, 1f / Samples, Row(_results, sample));
        }

        return sum;
    }

    private static Span<float> Row(AlignedBuffer buffer, int sample) => buffer.Span.Slice(sample * Classes, Classes);
}
