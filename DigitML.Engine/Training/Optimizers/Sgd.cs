using System.Numerics;

namespace DigitML;

/// <summary>
/// Stochastic gradient descent: v = Momentum * v + gradient, w -= rate * v; with Nesterov's momentum w -= rate * (gradient + Momentum * v).
/// </summary>
/// <remarks>Keras puts the rate into v, which differs only when the rate changes.</remarks>
public sealed record Sgd : Optimizer
{
    /// <summary>Stochastic gradient descent with a learning rate of 0.01.</summary>
    public Sgd() => LearningRate = .01f;

    /// <summary>Share of the last step that carries on, 0 up to 1; 0 unless set.</summary>
    public float Momentum { get; init; }

    /// <summary>Whether the momentum looks ahead; false unless set.</summary>
    public bool Nesterov { get; init; }

    internal override int StateCount => 1;

    internal override void Validate()
    {
        base.Validate();
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "from 0 to less than 1");
    }

    internal override void Update(in OptimizerStep step)
    {
        ReadOnlySpan<Vector<float>> gradients = OptimizerStep.Wide(step.Gradients);
        Span<Vector<float>> weights = OptimizerStep.Wide(step.Weights), velocities = OptimizerStep.Wide(step.First);
        for (int i = 0; i < gradients.Length; i++)
        {
            Vector<float> gradient = gradients[i] * step.GradientScale + weights[i] * step.WeightDecay;
            Vector<float> velocity = velocities[i] * Momentum + gradient;
            velocities[i] = velocity;
            weights[i] -= (Nesterov ? gradient + velocity * Momentum : velocity) * step.LearningRate;
        }
    }
}
