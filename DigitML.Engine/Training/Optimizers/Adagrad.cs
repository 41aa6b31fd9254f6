using System.Numerics;

namespace DigitML;

/// <summary>Adagrad (Duchi et al., 2011): w -= rate * gradient / (sqrt(v) + Epsilon), with v the sum of all squared gradients so far.</summary>
/// <remarks>Keras takes the root of v + Epsilon.</remarks>
public sealed record Adagrad : Optimizer
{
    /// <summary>What the sum starts with, 0 or more; 0.1 unless set, as in Keras.</summary>
    public float InitialAccumulator { get; init; } = .1f;

    /// <summary>Keeps the division safe, more than 0; 1e-7 unless set.</summary>
    public float Epsilon { get; init; } = 1e-7f;

    internal override int StateCount => 1;

    internal override float InitialState => InitialAccumulator;

    internal override void Validate()
    {
        base.Validate();
        Require(InitialAccumulator >= 0, "initial accumulator", InitialAccumulator, "0 or more");
        Require(Epsilon > 0, "epsilon", Epsilon, "more than 0");
    }

    internal override void Update(in OptimizerStep step)
    {
        ReadOnlySpan<Vector<float>> gradients = OptimizerStep.Wide(step.Gradients);
        Span<Vector<float>> weights = OptimizerStep.Wide(step.Weights), squares = OptimizerStep.Wide(step.First);
        for (int i = 0; i < gradients.Length; i++)
        {
            Vector<float> gradient = gradients[i] * step.GradientScale + weights[i] * step.WeightDecay;
            squares[i] += gradient * gradient;
            weights[i] -= gradient * step.LearningRate / (Vector.SquareRoot(squares[i]) + new Vector<float>(Epsilon));
        }
    }
}
