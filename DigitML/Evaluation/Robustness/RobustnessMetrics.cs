using System.Globalization;
using System.Text;

namespace DigitML;

/// <summary>How a classifier copes with the fifteen corruptions of MNIST-C: the accuracy on each and their mean.</summary>
public sealed class RobustnessMetrics
{
    private const int NameWidth = 14;

    private RobustnessMetrics(double cleanAccuracy, CorruptionAccuracy[] corruptions, int imageCount, ulong seed)
    {
        (CleanAccuracy, Corruptions, ImageCount, Seed) = (cleanAccuracy, Array.AsReadOnly(corruptions), imageCount, seed);
        MeanCorruptionAccuracy = corruptions.Average(row => row.Accuracy);
    }

    /// <summary>Share of the images read rightly as they are, 0 to 1.</summary>
    public double CleanAccuracy { get; }

    /// <summary>The accuracy on every corruption, in the order of the benchmark.</summary>
    public IReadOnlyList<CorruptionAccuracy> Corruptions { get; }

    /// <summary>The plain mean of the accuracies on the fifteen corruptions, 0 to 1; the images as they are don't count.</summary>
    public double MeanCorruptionAccuracy { get; }

    /// <summary>Number of images, each measured sixteen times.</summary>
    public int ImageCount { get; }

    /// <summary>The seed of the corruptions.</summary>
    public ulong Seed { get; }

    /// <summary>Measures anything that reads images. For a classifier, its method EvaluateRobustness does.</summary>
    /// <param name="accuracy">The share of a set's images that is read rightly, 0 to 1.</param>
    /// <param name="images">At least one image, white on black.</param>
    /// <param name="seed">Decides what the corruptions draw; 1 by default.</param>
    /// <param name="threads">Threads to spoil images with; 0, the default, takes one for each processor.</param>
    /// <param name="progress">Told which corruption is about to be measured.</param>
    /// <param name="cancellationToken">Stops the work before the next corruption.</param>
    /// <exception cref="DigitMLException">The set is empty.</exception>
    public static RobustnessMetrics Measure(
        Func<ImageSet, double> accuracy, ImageSet images, ulong seed = 1, int threads = 0, IProgress<Corruption>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accuracy);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0) { throw new DigitMLException("There are no images to measure robustness with: give at least one."); }
        double clean = accuracy(images);
        var rows = new List<CorruptionAccuracy>();
        foreach (Corruption corruption in ImageCorruption.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(corruption);
            rows.Add(new CorruptionAccuracy(corruption, accuracy(ImageCorruption.Apply(images, corruption, seed, threads))));
        }

        return new RobustnessMetrics(clean, [.. rows], images.Count, seed);
    }

    /// <summary>The accuracy on one corruption, 0 to 1.</summary>
    /// <param name="corruption">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such corruption.</exception>
    public double Accuracy(Corruption corruption) => (uint)corruption < (uint)Corruptions.Count
        ? Corruptions[(int)corruption].Accuracy
        : throw new ArgumentOutOfRangeException(
            nameof(corruption), $"There is no corruption {(int)corruption}; the report has {Corruptions.Count}, from 0 on.");

    /// <summary>A text table: one line a corruption, then their mean and the accuracy on the images as they are, each ended by a line feed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("corruption".PadRight(NameWidth)).Append("  accuracy\n");
        foreach (CorruptionAccuracy row in Corruptions) { AppendRow(text, ImageCorruption.Name(row.Corruption), row.Accuracy); }
        text.Append('\n');
        AppendRow(text, "mean of all", MeanCorruptionAccuracy);
        AppendRow(text, "uncorrupted", CleanAccuracy);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string name, double accuracy) =>
        text.Append(name.PadRight(NameWidth)).Append("    ").Append(accuracy.ToString("F4", CultureInfo.InvariantCulture)).Append('\n');
}
