namespace DigitML.Evaluation;

/// <summary>Counts images by the confidence of their prediction, in bins of equal width.</summary>
/// <remarks>Bin b, from 0, holds the confidences over b / 15 up to (b + 1) / 15, as in Guo, Pleiss, Sun and Weinberger, 2017,
/// "On calibration of modern neural networks".</remarks>
internal sealed class ReliabilityTally
{
    private const int BinCount = 15;

    private readonly double[] _confidences = new double[BinCount];
    private readonly int[] _right = new int[BinCount];
    private readonly int[] _counts = new int[BinCount];

    /// <summary>The bins, from the least to the greatest confidence.</summary>
    public ReliabilityBin[] Bins => [.. _counts.Select((count, bin) => count == 0
        ? new ReliabilityBin(0, 0, 0)
        : new ReliabilityBin(_confidences[bin] / count, (double)_right[bin] / count, count))];

    /// <summary>Takes in one image.</summary>
    /// <param name="confidence">The probability of the predicted class, 0 to 1.</param>
    /// <param name="isRight">Whether that is the true class.</param>
    public void Add(float confidence, bool isRight)
    {
        int bin = Math.Clamp((int)MathF.Ceiling(confidence * BinCount) - 1, 0, BinCount - 1);
        _confidences[bin] += confidence;
        _counts[bin]++;
        if (isRight) { _right[bin]++; }
    }
}
