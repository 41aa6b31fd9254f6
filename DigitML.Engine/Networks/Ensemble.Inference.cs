using System.Buffers;
using DigitML.Engine.Data;
using DigitML.Engine.Networks;
using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;

namespace DigitML;

/// <content>
/// Inference. The scores of an ensemble are numbers whose softmax is its probabilities: the logits of a single network without test-time
/// augmentation, which lose nothing on the way, otherwise the natural logarithms of the average probabilities.
/// </content>
public sealed partial class Ensemble
{
    // The logarithm of a probability that a float cannot distinguish from 0 stays finite.
    private const float LeastProbability = 1e-38f;

    // The log-loss of an image is finite even if its class has probability 0.
    private const double SmallestProbability = 1e-15;

    /// <summary>
    /// Returns the same model with the <see cref="Temperature"/> that fits its confidence to a validation set: of the images it is 90 % sure of, it
    /// should classify 90 % correctly. The predicted classes stay the same.
    /// </summary>
    /// <remarks>
    /// One number is fitted, by the log-loss (Guo et al., 2017), for an ensemble to the average of its networks, because an average of calibrated
    /// networks is under-confident (Rahaman and Thiery, 2021). The fit counts one more image with a wrong label (Platt, 1999), because no
    /// number of images shows that a classifier never errs. A model that returns NaN gets a temperature of 1.
    /// </remarks>
    /// <param name="validation">At least one image that the networks were not trained on.</param>
    /// <param name="threads">Number of threads. Default: 0, one per processor.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    /// <exception cref="DigitMLException">The set is empty, or its images or classes do not fit the model.</exception>
    public Ensemble Calibrate(ImageSet validation, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(validation);
        CheckSize(validation);
        validation = AlignLabels(validation);
        if (validation.Count == 0) { throw new DigitMLException("There are no images to calibrate with; give at least one."); }
        float[] scores = Run(validation, WorkerTeam.FromSetting(threads), cancellationToken);
        float temperature = TemperatureScaling.Fit(scores, validation.Labels, LabelNames.Count);
        return WithTemperature(temperature);
    }

    /// <summary>
    /// Maps the labels of a set to the model's: by name, in any order; where both sets of names are numbers in the digits of any script, by
    /// number (1 is ೧). A set may lack classes of the model.
    /// </summary>
    /// <param name="images">Images of any size.</param>
    /// <returns>The set itself if its label names are the model's.</returns>
    /// <exception cref="DigitMLException">The set has images of a class that the model does not know; the message lists the classes.</exception>
    public ImageSet AlignLabels(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return LabelAlignment.Align(images, LabelNames, "data set", "model");
    }

    /// <summary>The probability of every class for every image of a set, [images, classes] row by row.</summary>
    /// <param name="images">Images of the networks' input size, as stored.</param>
    /// <param name="threads">Number of threads. Default: 0, one per processor.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    public float[] PredictProbabilities(ImageSet images, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        CheckSize(images);
        float[] scores = Run(images, WorkerTeam.FromSetting(threads), cancellationToken);
        TemperatureScaling.Apply(scores, Classes, Temperature);
        return scores;
    }

    /// <summary>Throws unless the images have the networks' input size.</summary>
    internal void CheckSize(ImageSet images)
    {
        if (images.Height != InputShape.Height || images.Width != InputShape.Width)
        {
            throw new DigitMLException(
                $"The data set's images are {images.Height}x{images.Width} and the model takes {Size}: they must be equal.");
        }
    }

    /// <summary>Mean log-loss and accuracy over a set, as <c>MulticlassMetrics</c> defines them.</summary>
    internal (double LogLoss, double Accuracy) Measure(ImageSet images, int threads, CancellationToken cancellationToken)
    {
        CheckSize(images);
        images = AlignLabels(images);
        float[] probabilities = PredictProbabilities(images, threads, cancellationToken);
        var sums = new double[Classes];
        int correct = 0;
        for (int image = 0; image < images.Count; image++)
        {
            ReadOnlySpan<float> row = probabilities.AsSpan(image * Classes, Classes);
            int label = images.Label(image);
            bool isValid = !ContainsNaN(row);
            sums[label] += isValid ? -Math.Log(Math.Clamp((double)row[label], SmallestProbability, 1)) : double.NaN;
            if (isValid && ArgMax.IndexOf(row) == label) { correct++; }
        }

        return (sums.Sum() / images.Count, (double)correct / images.Count);
    }

    /// <summary>Computes the scores [classes] of one image, on the caller's thread.</summary>
    internal void Run(ReadOnlySpan<byte> pixels, Span<float> scores)
    {
        if (Members.Count * TestTimeAugmentations == 1)
        {
            Members[0].Run(pixels, scores);
            Divide(scores, Members[0].Temperature);
            return;
        }

        float[] logits = ArrayPool<float>.Shared.Rent(Classes);
        byte[] rented = ArrayPool<byte>.Shared.Rent(pixels.Length);
        scores.Clear();
        for (int number = 0; number < TestTimeAugmentations; number++)
        {
            Span<byte> copy = rented.AsSpan(0, pixels.Length);
            _transforms.Draw(number, pixels, copy);
            foreach (TrainedNetwork member in Members)
            {
                member.Run(copy, logits.AsSpan(0, Classes));
                AddProbabilities(logits.AsSpan(0, Classes), member.Temperature, scores);
            }
        }

        ArrayPool<byte>.Shared.Return(rented);
        ArrayPool<float>.Shared.Return(logits);
        TakeLogarithms(scores);
    }

    /// <summary>Computes the scores [images, classes] of a set.</summary>
    private float[] Run(ImageSet images, WorkerTeam team, CancellationToken cancellationToken)
    {
        var scores = new float[images.Count * Classes];
        if (Members.Count * TestTimeAugmentations == 1)
        {
            Members[0].Run(images, team, scores, cancellationToken);
            Divide(scores, Members[0].Temperature);
            return scores;
        }

        var logits = new float[scores.Length];
        for (int number = 0; number < TestTimeAugmentations; number++)
        {
            ImageSet copies = _transforms.Draw(number, images);
            foreach (TrainedNetwork member in Members)
            {
                member.Run(copies, team, logits, cancellationToken);
                AddProbabilities(logits, member.Temperature, scores);
            }
        }

        TakeLogarithms(scores);
        return scores;
    }

    private static bool ContainsNaN(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (float.IsNaN(value)) { return true; }
        }

        return false;
    }

    private static void Divide(Span<float> scores, float temperature)
    {
        foreach (ref float score in scores) { score /= temperature; }
    }

    private static void TakeLogarithms(Span<float> scores)
    {
        foreach (ref float score in scores) { score = MathF.Log(MathF.Max(score, LeastProbability)); }
    }

    private void AddProbabilities(Span<float> logits, float temperature, Span<float> sums)
    {
        TemperatureScaling.Apply(logits, Classes, temperature);
        float weight = 1f / (Members.Count * TestTimeAugmentations);
        for (int i = 0; i < sums.Length; i++) { sums[i] += weight * logits[i]; }
    }
}
