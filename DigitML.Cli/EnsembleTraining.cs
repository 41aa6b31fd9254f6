using DigitML.Datasets;
using DigitML.Evaluation;
using DigitML.Models;
using DigitML.Training;

namespace DigitML.Cli;

/// <summary>Trains one network, or several that differ by their seeds alone, and makes one classifier of them.</summary>
internal sealed class EnsembleTraining
{
    private const int MostModels = 100;

    private readonly TrainingOptions _options;
    private readonly int _models;
    private readonly IProgress<string> _messages;

    /// <summary>Describes what is to be trained.</summary>
    /// <param name="options">The recipe; the networks' seeds are its own and those that follow.</param>
    /// <param name="models">How many networks, 1 to 100.</param>
    /// <param name="messages">Told which network is being trained, and what callbacks say.</param>
    /// <exception cref="ArgumentException">The number of networks is out of range.</exception>
    public EnsembleTraining(TrainingOptions options, int models, IProgress<string> messages)
    {
        RequireCount(models);
        (_options, _models, _messages) = (options, models, messages);
    }

    /// <summary>Complains when a number of networks is out of range.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    public static void RequireCount(int models)
    {
        if (models is < 1 or > MostModels) { throw new ArgumentException($"--models is {models}; it must be from 1 to {MostModels}."); }
    }

    /// <summary>Trains. All networks leave out the same validation images, so that the ensemble too can be measured and calibrated by them.</summary>
    /// <returns>
    /// What one training came to; of several, the classifier, the sum of the times, the ensemble's validation figures and the history of
    /// the first.
    /// </returns>
    public TrainingResult Run(ImageSet training, ImageSet validation, CancellationToken cancellation)
    {
        var results = new List<TrainingResult>();
        for (int model = 0; model < _models; model++)
        {
            TrainingOptions own = _options with { Seed = _options.Seed + (ulong)model };
            if (_models > 1) { _messages.Report($"Model {model + 1} of {_models}, seed {own.Seed}"); }
            var trainer = new CnnTrainer(own) { Messages = _messages };
            results.Add(trainer.Fit(training, validation, [new TrainingDisplay()], cancellation));
        }

        return _models == 1 ? results[0] : Combine(results, validation, cancellation);
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
        classifier = classifier.Calibrate(validation, _options.Threads, cancellation);
        MulticlassMetrics metrics = classifier.Evaluate(validation, _options.Threads, cancellation);
        return all with { Classifier = classifier, ValidationLoss = metrics.LogLoss, ValidationAccuracy = metrics.MicroAccuracy };
    }
}
