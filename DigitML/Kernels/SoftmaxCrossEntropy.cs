using System.Numerics;

namespace DigitML.Kernels;

/// <summary>Softmax and the cross-entropy of its result, for one sample: small (a number a class), so in plain loops of any precision.</summary>
internal static class SoftmaxCrossEntropy
{
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
    /// The loss -sum of target * ln(softmax(logits)) and its gradient by the logits, times <paramref name="scale"/>. The target is
    /// 1 - smoothing for the label plus smoothing / classes for every class, as PyTorch and Keras define label smoothing.
    /// </summary>
    /// <param name="logits">The network's outputs, one a class.</param>
    /// <param name="label">The true class.</param>
    /// <param name="smoothing">Label smoothing, 0 to 1.</param>
    /// <param name="scale">What the gradient is multiplied by: 1 / batch size for a mean loss.</param>
    /// <param name="gradient">softmax - target, times scale; empty when it isn't wanted.</param>
    /// <returns>The loss, natural logarithm.</returns>
    public static T Loss<T>(ReadOnlySpan<T> logits, int label, T smoothing, T scale, Span<T> gradient)
        where T : struct, IFloatingPointIeee754<T>
    {
        T largest = Largest(logits), sum = T.Zero, share = smoothing / T.CreateChecked(logits.Length), loss = T.Zero;
        foreach (T logit in logits) { sum += T.Exp(logit - largest); }
        T logSum = T.Log(sum);
        for (int i = 0; i < logits.Length; i++)
        {
            T target = share + (i == label ? T.One - smoothing : T.Zero);
            T logProbability = logits[i] - largest - logSum;
            if (target != T.Zero) { loss -= target * logProbability; }
            if (!gradient.IsEmpty) { gradient[i] = (T.Exp(logProbability) - target) * scale; }
        }

        return loss;
    }

    private static T Largest<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T>
    {
        T largest = values[0];
        foreach (T value in values[1..]) { largest = T.Max(largest, value); }
        return largest;
    }
}
