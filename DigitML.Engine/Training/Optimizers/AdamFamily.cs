using System.Numerics;
using System.Runtime.CompilerServices;

namespace DigitML;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: all but the way of weight decay.</summary>
public abstract record AdamFamily : Optimizer
{
    private protected AdamFamily()
    {
    }

    /// <summary>Share of the old value that the gradient's running mean keeps, 0 up to 1; 0.9 unless set.</summary>
    public float Beta1 { get; init; } = .9f;

    /// <summary>Share of the old value that the squared gradient's running mean keeps, 0 up to 1; 0.999 unless set.</summary>
    public float Beta2 { get; init; } = .999f;

    /// <summary>Keeps the division safe, more than 0; 1e-7 unless set.</summary>
    public float Epsilon { get; init; } = 1e-7f;

    internal override int StateCount => 2;

    /// <summary>Whether the decay acts on the weight itself instead of through the gradient.</summary>
    internal abstract bool DecoupledDecay { get; }

    internal override void Validate()
    {
        base.Validate();
        Require(Beta1 is >= 0 and < 1, "beta 1", Beta1, "from 0 to less than 1");
        Require(Beta2 is >= 0 and < 1, "beta 2", Beta2, "from 0 to less than 1");
        Require(Epsilon > 0, "epsilon", Epsilon, "more than 0");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(in OptimizerStep step)
    {
        float rate = (float)(step.LearningRate / (1 - Math.Pow(Beta1, step.Number)));
        float correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step.Number)));
        float decay = DecoupledDecay ? 0 : step.WeightDecay, keep = DecoupledDecay ? 1 - step.LearningRate * step.WeightDecay : 1;
        ReadOnlySpan<Vector<float>> gradients = OptimizerStep.Wide(step.Gradients);
        Span<Vector<float>> weights = OptimizerStep.Wide(step.Weights)[..gradients.Length];
        Span<Vector<float>> means = OptimizerStep.Wide(step.First)[..gradients.Length];
        Span<Vector<float>> squares = OptimizerStep.Wide(step.Second)[..gradients.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            Vector<float> gradient = gradients[i] * step.GradientScale + weights[i] * decay;
            Vector<float> mean = means[i] * Beta1 + gradient * (1 - Beta1);
            Vector<float> square = squares[i] * Beta2 + gradient * gradient * (1 - Beta2);
            means[i] = mean;
            squares[i] = square;
            weights[i] = weights[i] * keep - mean * rate / (Vector.SquareRoot(square) * correction + new Vector<float>(Epsilon));
        }
    }
}
