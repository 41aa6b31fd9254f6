using System.Numerics;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>Softmax and the cross-entropy of its result, for one sample: small (a number a class), so in plain loops of any precision.</summary>
internal static class SoftmaxCrossEntropy
{
    // Classes whose target doesn't need memory of its own.
    private const int MostOnStack = 64;

    /// <summary>
    /// probabilities = softmax(logits), computed relative to the largest logit, so that no exponential overflows.
    /// A NaN among the logits makes all probabilities NaN.
    /// </summary>
    public static void Softmax<T>(ReadOnlySpan<T> logits, Span<T> probabilities)
        where T : struct, IFloatingPointIeee754<T>
    {
        T largest = Largest(logits), sum = T.Zero;
        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = T.Exp(logits[i] - largest);
            sum += probabilities[i];
        }

        for (int i = 0; i < logits.Length; i++) { probabilities[i] /= sum; }
    }

    /// <summary>
    /// The target of a label: 1 - smoothing for it plus smoothing / classes for every class, as PyTorch and Keras define label smoothing.
    /// </summary>
    /// <param name="label">The true class.</param>
    /// <param name="smoothing">Label smoothing, 0 to 1.</param>
    /// <param name="target">A number a class.</param>
    public static void FillTarget<T>(int label, T smoothing, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        target.Fill(smoothing / T.CreateChecked(target.Length));
        target[label] += T.One - smoothing;
    }

    /// <summary>The loss -sum of target * ln(softmax(logits)) and its gradient by the logits, times <paramref name="scale"/>.</summary>
    /// <param name="logits">The network's outputs, one a class.</param>
    /// <param name="target">What softmax should be: probabilities, whose sum is 1.</param>
    /// <param name="scale">What the gradient is multiplied by: 1 / batch size for a mean loss.</param>
    /// <param name="gradient">softmax - target, times scale; empty when it isn't wanted.</param>
    /// <returns>The loss, natural logarithm.</returns>
    public static T Loss<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> target, T scale, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = Largest(logits), sum = T.Zero, loss = T.Zero;
        foreach (T logit in logits) { sum += T.Exp(logit - largest); }
        T logSum = T.Log(sum);
        for (int i = 0; i < logits.Length; i++)
        {
            T logProbability = logits[i] - largest - logSum;
            if (target[i] != T.Zero) { loss -= target[i] * logProbability; }
            if (!gradient.IsEmpty) { gradient[i] = (T.Exp(logProbability) - target[i]) * scale; }
        }

        return loss;
    }

    /// <summary>The loss of a label and its gradient.</summary>
    /// <param name="logits">The network's outputs, one a class.</param>
    /// <param name="label">The true class.</param>
    /// <param name="smoothing">Label smoothing, 0 to 1.</param>
    /// <param name="scale">What the gradient is multiplied by.</param>
    /// <param name="gradient">softmax - target, times scale; empty when it isn't wanted.</param>
    /// <returns>The loss, natural logarithm.</returns>
    public static T Loss<T>(ReadOnlySpan<T> logits, int label, T smoothing, T scale, Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> target = logits.Length <= MostOnStack ? stackalloc T[logits.Length] : new T[logits.Length];
        FillTarget(label, smoothing, target);
        return Loss(logits, target, scale, gradient);
    }

    private static T Largest<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T>
    {
        T largest = values[0];
        foreach (T value in values[1..]) { largest = T.Max(largest, value); }
        return largest;
    }
}
