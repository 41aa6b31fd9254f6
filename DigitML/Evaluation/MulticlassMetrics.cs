using DigitML.Evaluation;

namespace DigitML;

/// <summary>How well predicted probabilities fit the true labels, with ML.NET's names and formulas. Immutable.</summary>
/// <remarks>
/// The predicted class is the most probable one, among equals the one with the lowest index (as NumPy's argmax). An image whose
/// probabilities hold NaN has no prediction: every accuracy and recall counts it as wrong, and the log-loss and the calibration error
/// become NaN.
/// Formulas: Microsoft.ML.Data, MulticlassClassificationMetrics.
/// </remarks>
public sealed class MulticlassMetrics
{
    private MulticlassMetrics(MulticlassTally tally, int imageCount, IReadOnlyList<string> labelNames)
    {
        int[] classes = [.. Enumerable.Range(0, labelNames.Count)];
        ImageCount = imageCount;
        InvalidImageCount = tally.InvalidCount;
        Support = Array.AsReadOnly(tally.Support);
        ConfusionMatrix = new ConfusionMatrix(tally.Counts, Support, labelNames);
        F1 = Array.AsReadOnly<double>([.. classes.Select(c => HarmonicMean(Precision[c], Recall[c]))]);
        TopKAccuracyForAllK = Array.AsReadOnly(Shares(tally.Ranks, imageCount));
        MacroAccuracy = classes.Where(c => Support[c] > 0).Average(c => Recall[c]);
        LogLoss = tally.LogLossSums.Sum() / imageCount;
        PerClassLogLoss = Array.AsReadOnly<double>([.. classes.Select(c => Support[c] > 0 ? tally.LogLossSums[c] / Support[c] : 0)]);
        double priorLogLoss = Entropy(Support, imageCount);
        LogLossReduction = (priorLogLoss - LogLoss) / priorLogLoss;
        ReliabilityBins = Array.AsReadOnly(tally.Reliability.Bins);
        ExpectedCalibrationError = tally.InvalidCount > 0
            ? double.NaN
            : ReliabilityBins.Sum(bin => Math.Abs(bin.Accuracy - bin.Confidence) * bin.Count) / imageCount;
        ClassificationReport = new ClassificationReport(this);
    }

    /// <summary>Number of images evaluated.</summary>
    public int ImageCount { get; }

    /// <summary>Number of images without a prediction because their probabilities hold NaN; normally 0.</summary>
    public int InvalidImageCount { get; }

    /// <summary>Share of the images whose class was predicted rightly, 0 to 1: what is usually called accuracy.</summary>
    public double MicroAccuracy => TopKAccuracyForAllK[0];

    /// <summary>Mean of <see cref="Recall"/> over the classes that occur, 0 to 1: every class weighs the same.</summary>
    public double MacroAccuracy { get; }

    /// <summary>Mean of -ln(p) over the images, in nats, p being the true class's probability clipped to 1e-15..1; 0 is perfect.</summary>
    public double LogLoss { get; }

    /// <summary>
    /// (H - <see cref="LogLoss"/>) / H, H being the entropy of the evaluated images' classes: the gain over guessing by frequency.
    /// 1 is perfect, 0 as good as guessing, negative worse. Where all images have one class H is 0: the value is negative infinity
    /// then, or NaN for a perfect prediction.
    /// </summary>
    public double LogLossReduction { get; }

    /// <summary>The log-loss of each class's images alone, in nats; 0 for a class without images.</summary>
    public IReadOnlyList<double> PerClassLogLoss { get; }

    /// <summary>
    /// How far confidence is from accuracy, 0 to 1: the mean distance of the two over <see cref="ReliabilityBins"/>, each bin weighing as
    /// many as its images. 0 is perfect: of the images predicted with 90 % confidence, 90 % are right (Guo et al., 2017).
    /// </summary>
    public double ExpectedCalibrationError { get; }

    /// <summary>Confidence and accuracy in 15 bins of equal width, from the least confidence to the greatest: a reliability diagram.</summary>
    public IReadOnlyList<ReliabilityBin> ReliabilityBins { get; }

    /// <summary>
    /// Share of the images whose class is among the k most probable; k = 1 is at index 0. Equal probabilities rank by class index, as in
    /// ML.NET's stable sort, so k = 1 is <see cref="MicroAccuracy"/>.
    /// </summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }

    /// <summary>Per class: of the images taken for it, the share that belongs to it; 0 where it was never predicted.</summary>
    public IReadOnlyList<double> Precision => ConfusionMatrix.PerClassPrecision;

    /// <summary>Per class: of its images, the share taken for it; 0 where it has no images.</summary>
    public IReadOnlyList<double> Recall => ConfusionMatrix.PerClassRecall;

    /// <summary>Per class: the harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>; 0 where both are 0.</summary>
    public IReadOnlyList<double> F1 { get; }

    /// <summary>Per class: its number of images.</summary>
    public IReadOnlyList<int> Support { get; }

    /// <summary>Which classes were taken for which.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }

    /// <summary>Precision, recall and F1 by class with their averages, as scikit-learn prints them.</summary>
    public ClassificationReport ClassificationReport { get; }

    /// <summary>Computes every metric in one pass over the images.</summary>
    /// <param name="labels">The true class of each image, 0 to K - 1: [N].</param>
    /// <param name="probabilities">The predicted probabilities, 0 to 1, row after row: [N, K].</param>
    /// <param name="labelNames">The names of the K classes, in the order of the columns.</param>
    /// <exception cref="ArgumentNullException"><paramref name="labelNames"/> or one of the names is null.</exception>
    /// <exception cref="DigitMLException">There are no images or classes, or the number of probabilities is not N x K.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not 0 to K - 1.</exception>
    public static MulticlassMetrics Compute(
        ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, IReadOnlyList<string> labelNames)
    {
        ArgumentNullException.ThrowIfNull(labelNames);
        string[] names = [.. labelNames];
        RequireMatchingLengths(labels.Length, probabilities.Length, names);
        var tally = new MulticlassTally(names.Length);
        for (int image = 0; image < labels.Length; image++)
        {
            if (labels[image] < 0 || labels[image] >= names.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels),
                    $"The label of image {image} is {labels[image]}, but with {names.Length} classes labels go from 0 to {names.Length - 1}.");
            }

            tally.Add(labels[image], probabilities.Slice(image * names.Length, names.Length));
        }

        return new MulticlassMetrics(tally, labels.Length, Array.AsReadOnly(names));
    }

    /// <summary>Share of the images whose class is among the <paramref name="k"/> most probable, 0 to 1.</summary>
    /// <param name="k">1 to the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is outside that range.</exception>
    public double TopKAccuracy(int k) => k >= 1 && k <= TopKAccuracyForAllK.Count
        ? TopKAccuracyForAllK[k - 1]
        : throw new ArgumentOutOfRangeException(
            nameof(k),
            $"Top-{k} accuracy was asked for, but with {TopKAccuracyForAllK.Count} classes k goes from 1 to {TopKAccuracyForAllK.Count}.");

    private static void RequireMatchingLengths(int imageCount, int probabilityCount, string[] names)
    {
        foreach (string name in names)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(names));
        }

        if (imageCount == 0 || names.Length == 0)
        {
            throw new DigitMLException(
                $"There are {imageCount} images and {names.Length} class names to evaluate: give at least one of each.");
        }

        if (probabilityCount != (long)imageCount * names.Length)
        {
            throw new DigitMLException($"There are {probabilityCount} probabilities, but {imageCount} labels and {names.Length} classes " +
                $"need {(long)imageCount * names.Length}: give one row of {names.Length} for each label.");
        }
    }

    private static double[] Shares(int[] ranks, int imageCount)
    {
        var shares = new double[ranks.Length];
        int right = 0;
        for (int k = 0; k < ranks.Length; k++)
        {
            right += ranks[k];
            shares[k] = (double)right / imageCount;
        }

        return shares;
    }

    private static double HarmonicMean(double a, double b) => a + b > 0 ? 2 * a * b / (a + b) : 0;

    private static double Entropy(IReadOnlyList<int> support, int imageCount) =>
        support.Where(count => count > 0).Sum(count => (double)count / imageCount * Math.Log((double)imageCount / count));
}
