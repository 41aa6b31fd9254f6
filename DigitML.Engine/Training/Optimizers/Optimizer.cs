using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitML;

/// <summary>How weights follow their gradients. The formulas are PyTorch's; where Keras differs, the remarks say so.</summary>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The base learning rate, more than 0; the schedule and callbacks vary it.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>
    /// Pulls weights, not biases, towards zero; 0 (off) unless set. It is added to the gradient as WeightDecay * weight (L2), but
    /// <see cref="AdamW"/> takes it from the weight directly.
    /// </summary>
    public float WeightDecay { get; init; }

    /// <summary>The largest length (L2 norm) that all gradients together may have; longer ones are scaled down to it. 0 (off) unless set.</summary>
    public float ClipNorm { get; init; }

    /// <summary>How many numbers the optimizer remembers for each weight.</summary>
    internal abstract int StateCount { get; }

    /// <summary>What the remembered numbers start with.</summary>
    internal virtual float InitialState => 0;

    /// <summary>Moves a run of weights by one step.</summary>
    internal abstract void Update(in OptimizerStep step);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="DigitMLException">One is out of range.</exception>
    internal virtual void Validate()
    {
        Require(float.IsFinite(LearningRate) && LearningRate > 0, "learning rate", LearningRate, "more than 0");
        Require(float.IsFinite(WeightDecay) && WeightDecay >= 0, "weight decay", WeightDecay, "0 or more");
        Require(float.IsFinite(ClipNorm) && ClipNorm >= 0, "clip norm", ClipNorm, "0 (off) or more");
    }

    /// <summary>Complains about a setting.</summary>
    private protected void Require(bool condition, string what, float value, string wanted) =>
        Setting.Require(condition, $"{GetType().Name}: the {what}", value, wanted);
}

/// <summary>A run of weights, their gradients and what the optimizer remembers of them. Lengths are multiples of 16.</summary>
internal readonly ref struct OptimizerStep
{
    /// <summary>The weights, changed in place.</summary>
    public Span<float> Weights { get; init; }

    /// <summary>The loss's gradient by the weights, of the whole batch.</summary>
    public ReadOnlySpan<float> Gradients { get; init; }

    /// <summary>What is remembered, the first number of each weight.</summary>
    public Span<float> First { get; init; }

    /// <summary>What is remembered, the second number of each weight.</summary>
    public Span<float> Second { get; init; }

    /// <summary>This step's learning rate.</summary>
    public float LearningRate { get; init; }

    /// <summary>This run's weight decay: the optimizer's own for weights, 0 for biases.</summary>
    public float WeightDecay { get; init; }

    /// <summary>What the gradients are multiplied by, to clip them.</summary>
    public float GradientScale { get; init; }

    /// <summary>Number of this step, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Numbers in registers' size, to work on.</summary>
    public static Span<Vector<float>> Wide(Span<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);

    /// <summary>Numbers in registers' size, to read.</summary>
    public static ReadOnlySpan<Vector<float>> Wide(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);
}
