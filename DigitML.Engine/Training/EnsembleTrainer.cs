namespace DigitML;

/// <summary>
/// Trains several networks, one after the other, and makes one classifier of them (<see cref="Ensemble.Combine"/>): it errs less than they
/// do, and takes as long as all of them.
/// </summary>
/// <param name="members">A recipe for each network, at least one; <see cref="TrainingOptions.CreateEnsemble"/> makes them of one recipe.</param>
/// <example><code>
/// TrainingResult result = new EnsembleTrainer(Presets.Balanced.Ensemble(4)).Fit(data.Train, data.Validation);
/// </code></example>
public sealed class EnsembleTrainer(IReadOnlyList<TrainingOptions> members)
{
    /// <summary>A recipe for each network.</summary>
    public IReadOnlyList<TrainingOptions> Members { get; } = members;

    /// <summary>Where it is told which network is next, and callbacks' messages go; nowhere unless set.</summary>
    public IProgress<string>? Messages { get; init; }

    /// <summary>Trains them all.</summary>
    /// <param name="training">What each network learns from.</param>
    /// <param name="validation">What measures and calibrates the networks and the ensemble; null or empty for none.</param>
    /// <param name="callbacks">Are told what happens in one training after the other, in this order.</param>
    /// <returns>See <see cref="Fit(ImageSet, ImageSet, IReadOnlyList{TrainingCallback}, CancellationToken)"/>.</returns>
    /// <exception cref="DigitMLException">There is no recipe, an option is out of range, or the images don't fit a network.</exception>
    public TrainingResult Fit(ImageSet training, ImageSet? validation = null, params TrainingCallback[] callbacks) =>
        Fit(training, validation, callbacks, CancellationToken.None);

    /// <summary>Trains them all, or until it is cancelled.</summary>
    /// <param name="training">What each network learns from.</param>
    /// <param name="validation">What measures and calibrates the networks and the ensemble; null or empty for none.</param>
    /// <param name="callbacks">Are told what happens in one training after the other, in this order.</param>
    /// <param name="cancellationToken">Ends it within a step.</param>
    /// <returns>
    /// The ensemble, the sum of the times, the mean of the speeds, the ensemble's validation figures (the loss without label smoothing), and the
    /// history of the first network; of a single recipe what <see cref="CnnTrainer"/> returns.
    /// </returns>
    /// <exception cref="DigitMLException">There is no recipe, an option is out of range, or the images don't fit a network.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public TrainingResult Fit(
        ImageSet training, ImageSet? validation, IReadOnlyList<TrainingCallback> callbacks, CancellationToken cancellationToken)
    {
        List<TrainingResult> results = TrainEach(training, validation, callbacks, cancellationToken);
        if (results.Count == 1) { return results[0]; }
        TrainingResult all = results[0] with
        {
            Ensemble = Ensemble.Combine([.. results.Select(result => result.Ensemble)]),
            Seconds = results.Sum(result => result.Seconds), ImagesPerSecond = results.Average(result => result.ImagesPerSecond),
            ValidationLoss = null, ValidationAccuracy = null, StoppedEarly = results.Exists(result => result.StoppedEarly),
        };
        return validation is { Count: > 0 } ? Measure(all, validation, Members[0].Threads, cancellationToken) : all;
    }

    /// <summary>Trains them all and leaves them apart.</summary>
    internal List<TrainingResult> TrainEach(
        ImageSet training, ImageSet? validation, IReadOnlyList<TrainingCallback> callbacks, CancellationToken cancellationToken)
    {
        if (Members is not { Count: > 0 }) { throw new DigitMLException("There is no recipe to train an ensemble by; give at least one."); }
        CnnTrainer[] trainers = [.. Members.Select(recipe => new CnnTrainer(recipe) { Messages = Messages })];
        // All of them first: the last one's mistake shall not show after the others' work.
        foreach (CnnTrainer trainer in trainers) { trainer.Check(training, validation); }
        var results = new List<TrainingResult>();
        foreach (CnnTrainer trainer in trainers)
        {
            (string name, ulong seed) = (trainer.Options.Name, trainer.Options.Seed);
            if (trainers.Length > 1) { Messages?.Report($"Model {results.Count + 1} of {trainers.Length}: {name}, seed {seed}"); }
            results.Add(trainer.Fit(training, validation, callbacks, cancellationToken));
        }

        return results;
    }

    private static TrainingResult Measure(TrainingResult all, ImageSet validation, int threads, CancellationToken cancellationToken)
    {
        Ensemble model = all.Ensemble.Calibrate(validation, threads, cancellationToken);
        (double loss, double accuracy) = model.Measure(validation, threads, cancellationToken);
        return all with { Ensemble = model, ValidationLoss = loss, ValidationAccuracy = accuracy };
    }
}
