using System.Diagnostics;
using DigitML.Engine.Data;
using DigitML.Engine.Training;

namespace DigitML;

/// <summary>Trains a convolutional network on images with labels.</summary>
/// <param name="options">The recipe; see <see cref="Presets"/>.</param>
/// <example><code>
/// DigitDataset data = DigitDataset.Load("mnist");
/// TrainingResult result = new CnnTrainer(Presets.Fast).Fit(data.Train, data.Validation, new EarlyStopping { Patience = 3 });
/// result.Classifier.Save("mnist.safetensors");
/// </code></example>
public sealed class CnnTrainer(TrainingOptions options)
{
    /// <summary>The recipe.</summary>
    public TrainingOptions Options { get; } = options;

    /// <summary>Where callbacks' messages go; nowhere unless set.</summary>
    public IProgress<string>? Messages { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="training">
    /// At least one image, of the network's input size, with as many classes as the network has outputs;
    /// <see cref="TrainingOptions.AdaptTo"/> makes a recipe fit.
    /// </param>
    /// <param name="validation">
    /// Images that measure, after each epoch, and calibrate the classifier at the end (<see cref="Ensemble.Calibrate"/>); null or
    /// empty for none. Their labels go by name (<see cref="Ensemble.AlignLabels"/>); classes may be missing among them.
    /// </param>
    /// <param name="callbacks">Are told what happens, in this order.</param>
    /// <exception cref="DigitMLException">An option is out of range, or the images don't fit the network.</exception>
    public TrainingResult Fit(ImageSet training, ImageSet? validation = null, params TrainingCallback[] callbacks) =>
        Fit(training, validation, callbacks, CancellationToken.None);

    /// <summary>Trains until the end or until it is cancelled.</summary>
    /// <param name="training">
    /// At least one image, of the network's input size, with as many classes as the network has outputs;
    /// <see cref="TrainingOptions.AdaptTo"/> makes a recipe fit.
    /// </param>
    /// <param name="validation">
    /// Images that measure, after each epoch, and calibrate the classifier at the end (<see cref="Ensemble.Calibrate"/>); null or
    /// empty for none. Their labels go by name (<see cref="Ensemble.AlignLabels"/>); classes may be missing among them.
    /// </param>
    /// <param name="callbacks">Are told what happens, in this order.</param>
    /// <param name="cancellationToken">Ends the training within a step; nothing is kept, but what callbacks saved stays.</param>
    /// <exception cref="DigitMLException">An option is out of range, or the images don't fit the network.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public TrainingResult Fit(
        ImageSet training, ImageSet? validation, IReadOnlyList<TrainingCallback> callbacks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(callbacks);
        (TrainingOptions options, validation) = Check(training, validation);
        var watch = Stopwatch.StartNew();
        if (options.Distillation is { } distillation)
        {
            options = options with { Distillation = distillation.WithTeacher(options, training, validation, callbacks, cancellationToken) };
        }

        var learner = new Learner(options, training);
        var context = new TrainingContext(learner, Messages);
        var loop = new TrainingLoop(learner, context, validation, callbacks, cancellationToken);
        foreach (TrainingCallback callback in callbacks) { callback.OnTrainBegin(context); }
        for (int epoch = 0; epoch < Options.Epochs && !context.IsStopping; epoch++) { loop.RunEpoch(epoch); }
        bool stoppedEarly = loop.ImagesSeen < (long)Options.Epochs * learner.PassesPerEpoch * training.Count;
        foreach (TrainingCallback callback in callbacks) { callback.OnTrainEnd(context); }
        (double? loss, double? accuracy) = loop.FinalValidation();
        Ensemble model = context.CreateEnsemble();
        // Labels are smoothed and weights averaged, so the confidence is not calibrated yet.
        if (validation is not null) { model = model.Calibrate(validation, Options.Threads, cancellationToken); }
        // The validation during training is without test-time augmentation.
        if (validation is not null && model.TestTimeAugmentations > 1)
        {
            accuracy = model.Measure(validation, Options.Threads, cancellationToken).Accuracy;
        }

        return new TrainingResult(
            model, context.History, watch.Elapsed.TotalSeconds, loop.ImagesPerSecond, loss, accuracy, stoppedEarly)
        {
            Steps = loop.Steps,
        };
    }

    /// <summary>Finds out, before any work, what would stop a training.</summary>
    /// <returns>
    /// The options with the network of the model to start from, and the validation images with the training's labels, if there are any.
    /// </returns>
    /// <exception cref="DigitMLException">An option is out of range, or the images don't fit the network.</exception>
    internal (TrainingOptions Options, ImageSet? Validation) Check(ImageSet training, ImageSet? validation)
    {
        ArgumentNullException.ThrowIfNull(Options);
        ArgumentNullException.ThrowIfNull(training);
        Options.Validate();
        TrainingOptions options = Options.Transfer is { } transfer ? Options with { Network = transfer.CreateNetwork(training.LabelNames) } : Options;
        if (training.Count == 0) { throw new DigitMLException("The training set has no images; it needs at least one."); }
        CheckSize(training, "training", options.Network);
        CheckClasses(training, options.Network);
        if (validation is not { Count: > 0 }) { return (options, null); }
        CheckSize(validation, "validation", options.Network);
        return (options, LabelAlignment.Align(validation, training.LabelNames, "validation set", "training set"));
    }

    private static void CheckSize(ImageSet images, string what, Network network)
    {
        (int height, int width, int channels) = network.InputShape;
        if (images.Height != height || images.Width != width || channels != 1)
        {
            throw new DigitMLException(
                $"The {what} images are {images.Height}x{images.Width}x1 and the network takes {height}x{width}x{channels}: they must be equal " +
                "(TrainingOptions.For fits a network to images).");
        }
    }

    private static void CheckClasses(ImageSet images, Network network)
    {
        if (images.LabelNames.Count != network.ClassCount)
        {
            throw new DigitMLException(
                $"The training set has {images.LabelNames.Count} classes and the network {network.ClassCount} outputs: they must be equal " +
                "(TrainingOptions.For fits a network to images).");
        }
    }
}
