using DigitML.Datasets;
using DigitML.Evaluation;
using DigitML.Models;
using DigitML.Training;

namespace DigitML.Cli;

/// <summary>Trains one network, or several that differ by their seeds alone, and makes one classifier of them.</summary>
/// <param name="options">The recipe; the networks' seeds are its own and those that follow.</param>
/// <param name="models">How many networks, 1 to <see cref="Most"/>.</param>
/// <param name="messages">Told which network is being trained, and what callbacks say.</param>
internal sealed class EnsembleTraining(TrainingOptions options, int models, IProgress<string> messages)
{
    /// <summary>The most networks.</summary>
    public const int Most = 100;

    /// <summary>Trains. All networks leave out the same validation images, so that the ensemble too can be measured and calibrated by them.</summary>
    /// <returns>
    /// What one training came to; of several, the classifier, the sum of the times, the ensemble's validation figures and the history of
    /// the first.
    /// </returns>
    public TrainingResult Run(ImageSet training, ImageSet validation, CancellationToken cancellation)
    {
        var results = new List<TrainingResult>();
        for (int model = 0; model < models; model++)
        {
            TrainingOptions own = options with { Seed = options.Seed + (ulong)model };
            if (models > 1) { messages.Report($"Model {model + 1} of {models}, seed {own.Seed}"); }
            var trainer = new CnnTrainer(own) { Messages = messages };
            results.Add(trainer.Fit(training, validation, [new TrainingDisplay()], cancellation));
        }

        return models == 1 ? results[0] : Combine(results, validation, cancellation);
    }

    private TrainingResult Combine(List<TrainingResult> results, ImageSet validation, CancellationToken cancellation)
    {
        DigitClassifier classifier = DigitClassifier.Combine(results.Select(result => result.Classifier));
        TrainingResult all = results[0] with
        {
            Seconds = results.Sum(result => result.Seconds), ImagesPerSecond = results.Average(result => result.ImagesPerSecond),
            ValidationLoss = null, ValidationAccuracy = null, StoppedEarly = results.Exists(result => result.StoppedEarly),
        };
        if (validation.Count == 0) { return all with { Classifier = classifier }; }
        classifier = classifier.Calibrate(validation, options.Threads, cancellation);
        MulticlassMetrics metrics = classifier.Evaluate(validation, options.Threads, cancellation);
        return all with { Classifier = classifier, ValidationLoss = metrics.LogLoss, ValidationAccuracy = metrics.MicroAccuracy };
    }
}
