using System.Numerics;

namespace DigitML;

/// <summary>RMSprop (Hinton, 2012): w -= rate * gradient / (sqrt(v) + Epsilon), with v the running mean of the squared gradient.</summary>
/// <remarks>Keras takes the root of v + Epsilon.</remarks>
public sealed record RmsProp : Optimizer
{
    /// <summary>Share of the old value that the running mean keeps, 0 up to 1; 0.9 unless set, as in Keras.</summary>
    public float Rho { get; init; } = .9f;

    /// <summary>Share of the last step that carries on, 0 up to 1; 0 unless set.</summary>
    public float Momentum { get; init; }

    /// <summary>Keeps the division safe, more than 0; 1e-7 unless set.</summary>
    public float Epsilon { get; init; } = 1e-7f;

    internal override int StateCount => 2;

    internal override void Validate()
    {
        base.Validate();
        Require(Rho is >= 0 and < 1, "rho", Rho, "from 0 to less than 1");
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "from 0 to less than 1");
        Require(Epsilon > 0, "epsilon", Epsilon, "more than 0");
    }

    internal override void Update(in OptimizerStep step)
    {
        ReadOnlySpan<Vector<float>> gradients = OptimizerStep.Wide(step.Gradients);
        Span<Vector<float>> weights = OptimizerStep.Wide(step.Weights);
        Span<Vector<float>> squares = OptimizerStep.Wide(step.First), velocities = OptimizerStep.Wide(step.Second);
        for (int i = 0; i < gradients.Length; i++)
        {
            Vector<float> gradient = gradients[i] * step.GradientScale + weights[i] * step.WeightDecay;
            squares[i] = squares[i] * Rho + gradient * gradient * (1 - Rho);
            velocities[i] = velocities[i] * Momentum + gradient / (Vector.SquareRoot(squares[i]) + new Vector<float>(Epsilon));
            weights[i] -= velocities[i] * step.LearningRate;
        }
    }
}
