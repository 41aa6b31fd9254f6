using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Engine.Networks;

/// <summary>
/// Confidence that can be believed: scores are divided by one number, the temperature, before they become probabilities. The order of
/// the classes stays as it is.
/// </summary>
/// <remarks>Guo, Pleiss, Sun and Weinberger, 2017, "On calibration of modern neural networks".</remarks>
internal static class TemperatureScaling
{
    /// <summary>The lowest and highest temperature that is found.</summary>
    public const float Lowest = .01f, Highest = 100;

    // Each step of the search leaves 0.618 of the interval: 40 bring it to 4e-8 of an order of magnitude.
    private const int SearchSteps = 40;
    private const double GoldenRatio = .6180339887498949;

    /// <summary>Turns scores into probabilities, in place: softmax(score / temperature) in each row.</summary>
    /// <param name="scores">[rows, classes]: logits, or logarithms of probabilities.</param>
    /// <param name="classes">Length of a row.</param>
    /// <param name="temperature">More than 0; 1 changes nothing, more makes less sure, less makes surer.</param>
    public static void Apply(Span<float> scores, int classes, float temperature)
    {
        for (int start = 0; start < scores.Length; start += classes)
        {
            Span<float> row = scores.Slice(start, classes);
            foreach (ref float score in row) { score /= temperature; }
            SoftmaxCrossEntropy.Softmax<float>(row, row);
        }
    }

    /// <summary>The temperature with the least mean loss, from <see cref="Lowest"/> to <see cref="Highest"/>; 1 where scores are NaN.</summary>
    /// <remarks>
    /// The loss is the log-loss as if one image more had come with a wrong label (targets as in Platt, 1999, "Probabilistic outputs for
    /// support vector machines"): otherwise a model that makes no mistake on few images would be certain of everything. As a function of
    /// 1 / temperature it is convex, so that it has one minimum, which the golden-section search finds.
    /// </remarks>
    /// <param name="scores">[images, classes].</param>
    /// <param name="labels">The true classes, [images]; at least one.</param>
    /// <param name="classes">How many classes there are; with one there is nothing to find.</param>
    public static float Fit(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, int classes)
    {
        if (classes < 2) { return 1; }
        double low = Math.Log(Lowest), high = Math.Log(Highest);
        for (int step = 0; step < SearchSteps; step++)
        {
            double third = high - GoldenRatio * (high - low), twoThirds = low + GoldenRatio * (high - low);
            double left = Loss(scores, labels, classes, Math.Exp(third)), right = Loss(scores, labels, classes, Math.Exp(twoThirds));
            if (!double.IsFinite(left) || !double.IsFinite(right)) { return 1; }
            if (left < right) { high = twoThirds; }
            else { low = third; }
        }

        return (float)Math.Exp((low + high) / 2);
    }

    private static double Loss(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, int classes, double temperature)
    {
        double smoothing = classes / (classes - 1.0) / (labels.Length + 2), sum = 0;
        Span<double> row = classes <= 64 ? stackalloc double[classes] : new double[classes];
        for (int image = 0; image < labels.Length; image++)
        {
            for (int i = 0; i < classes; i++) { row[i] = scores[image * classes + i] / temperature; }
            sum += SoftmaxCrossEntropy.Loss<double>(row, labels[image], smoothing, 1, []);
        }

        return sum / labels.Length;
    }
}
