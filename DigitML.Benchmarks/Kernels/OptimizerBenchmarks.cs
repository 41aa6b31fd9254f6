using BenchmarkDotNet.Attributes;
using DigitML.Engine.Kernels;

namespace DigitML.Benchmarks.Kernels;

/// <summary>A step of all 1,199,882 weights of the network keras, in the pieces that training cuts them into, on one thread.</summary>
public class OptimizerBenchmarks : IHasWork
{
    // Rounded up to whole registers, as training lays the weights.
    private const int Length = (1_199_882 + 15) / 16 * 16, Piece = 16384;
    private readonly Optimizer _adam = new Adam(), _sgd = new Sgd { Momentum = .9f };
    private AlignedBuffer _weights = new(0), _gradients = new(0), _first = new(0), _second = new(0);

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_weights, _gradients) = (ConvolutionCase.Random(Length), ConvolutionCase.Random(Length));
        (_first, _second) = (new AlignedBuffer(Length), new AlignedBuffer(Length));
    }

    /// <summary>Adam: four numbers a weight read, three written.</summary>
    [Benchmark]
    public void Adam() => Update(_adam);

    /// <summary>Stochastic gradient descent with momentum: three numbers a weight read, two written.</summary>
    [Benchmark]
    public void SgdMomentum() => Update(_sgd);

    /// <inheritdoc/>
    Work IHasWork.WorkOf(string benchmark) => new(Bytes: (benchmark == nameof(Adam) ? 7.0 : 5.0) * Length * sizeof(float));

    private void Update(Optimizer optimizer)
    {
        for (int start = 0; start < Length; start += Piece)
        {
            int count = Math.Min(Piece, Length - start);
            optimizer.Update(new OptimizerStep
            {
                Weights = _weights.Span.Slice(start, count), Gradients = _gradients.Span.Slice(start, count),
                First = _first.Span.Slice(start, count), Second = _second.Span.Slice(start, count),
                LearningRate = optimizer.LearningRate, GradientScale = 1, Number = 1,
            });
        }
    }
}
