using DigitML.Engine.Augmentation;
using DigitML.Engine.Networks.Normalization;

namespace DigitML;

/// <summary>
/// Everything that decides a training's result: with the same options and data, the same machine learns the same weights to the bit.
/// </summary>
/// <remarks><see cref="Presets"/> has ready ones; vary them with <c>with</c>.</remarks>
public sealed record TrainingOptions
{
    private const int MostModels = 100;

    /// <summary>What the recipe is called in reports; "custom" unless set.</summary>
    public string Name { get; init; } = "custom";

    /// <summary>
    /// The architecture. Its last layer must have one output for each class: see <see cref="AdaptTo"/>. With <see cref="Transfer"/> the
    /// source's is taken instead.
    /// </summary>
    public required Network Network { get; init; }

    /// <summary>The model to start from; null, the default, starts from random weights.</summary>
    public TransferOptions? Transfer { get; init; }

    /// <summary>Who teaches beside the labels; null, the default, nobody.</summary>
    public Distillation? Distillation { get; init; }

    /// <summary>
    /// Presets that further networks of an ensemble use in turn (<see cref="CreateEnsemble"/>), of another architecture or with other
    /// augmentation, so that their errors differ. Default: empty, each network is trained like the first.
    /// </summary>
    public IReadOnlyList<TrainingOptions> EnsembleMembers { get; init; } = [];

    /// <summary>How weights follow their gradients; Adam with its defaults unless set.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>How the learning rate goes over the training; constant unless set.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>After how many epochs the training ends, at least 1; 10 unless set. In an epoch every training image is seen once.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// How many steps a training has at least, 0 to 1,000,000; 0 unless set. With so few images that <see cref="Epochs"/> have fewer steps,
    /// each epoch goes over the images several times.
    /// </summary>
    public int MinimumSteps { get; init; }

    /// <summary>Images in a step, at least 1; 128 unless set. An epoch's last step takes what is left.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How images are varied each time they are seen; not at all unless set.</summary>
    public AugmentationOptions Augmentation { get; init; } = AugmentationOptions.None;

    /// <summary>Share of the target that is spread evenly over all classes, 0 up to 1; 0 unless set (Szegedy et al., 2015).</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// How much the classes count, for sets in which some are rare: null, the default, for every image the same, or
    /// <see cref="ClassWeights.Balanced"/>, or weights of your own. They weigh the loss of the training images, not the validation's.
    /// </summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>
    /// Share of the old value that the weights' exponential moving average keeps each step, 0 up to 1. With 0, the default, there is no
    /// average; otherwise the average is what is validated and kept. Step n keeps n / (n + 9) at most, so that the start is soon forgotten
    /// (as TensorFlow's ExponentialMovingAverage with num_updates).
    /// </summary>
    public float EmaDecay { get; init; }

    /// <summary>
    /// What is done to pixels before the network sees them, measured on the training images before augmentation;
    /// <see cref="NormalizationKind.Standardize"/> unless set. With <see cref="Transfer"/> it is as the source has it.
    /// </summary>
    public NormalizationKind Normalization { get; init; }

    /// <summary>
    /// What <see cref="NormalizationKind.Zca"/> adds to each variance of pixels from 0 to 1, more than 0; 0.1 unless set. The smaller, the more
    /// directions of little variance are blown up, noise among them (Keras' zca_epsilon has 1e-6 as its default).
    /// </summary>
    public float ZcaEpsilon { get; init; } = .1f;

    /// <summary>
    /// At how many views of an image the trained classifier looks (<see cref="Ensemble.WithTestTimeAugmentation"/>), 1 to 11; 1, the image
    /// alone, unless set. The training takes as long, an answer as many times longer.
    /// </summary>
    public int TestTimeAugmentations { get; init; } = 1;

    /// <summary>Decides the first weights, the order of the images, dropout and augmentation; 1 unless set.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads to use, 1 to 1,024; 0, the default, takes one for each processor. The result doesn't depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// The presets of an ensemble for <see cref="EnsembleTrainer"/>: this one and its <see cref="EnsembleMembers"/> in turn, with consecutive
    /// seeds.
    /// </summary>
    /// <param name="models">How many, 1 to 100.</param>
    /// <exception cref="DigitMLException">The number is out of range.</exception>
    public IReadOnlyList<TrainingOptions> CreateEnsemble(int models)
    {
        Setting.Require(models is >= 1 and <= MostModels, "The number of models", models, $"from 1 to {MostModels}");
        TrainingOptions[] kinds = [this, .. EnsembleMembers];
        return [.. Enumerable.Range(0, models).Select(model => kinds[model % kinds.Length].AsPartOf(this, Seed + (ulong)model))];
    }

    /// <summary>The same recipe for a training that is a part of another's: with its threads, class weights and model to start from.</summary>
    internal TrainingOptions AsPartOf(TrainingOptions whole, ulong seed) => this with
    {
        Seed = seed, Threads = whole.Threads, ClassWeights = whole.ClassWeights, Transfer = whole.Transfer,
    };

    /// <summary>
    /// The same recipe with its network fitted to a set's image size and number of classes (<see cref="Network.AdaptTo"/>); the recipe
    /// itself where it fits already.
    /// </summary>
    /// <param name="images">What is to be learnt: of any size, with two classes or more.</param>
    /// <exception cref="DigitMLException">The set has a single class, or its images are too small for the network.</exception>
    /// <example><code>
    /// TrainingResult result = new CnnTrainer(Presets.Fast.For(data.Train)).Fit(data.Train, data.Validation);
    /// </code></example>
    public TrainingOptions AdaptTo(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (Network is null) { throw new DigitMLException("The training options have no network; set Network."); }
        if (images.LabelNames.Count < 2)
        {
            throw new DigitMLException(
                $"The set has the one class {images.LabelNames[0]}, so that there is nothing to tell apart: give two classes or more.");
        }

        // The network comes with the model to start from.
        if (Transfer is not null) { return this; }
        Network fitted = Network.AdaptTo(images.Height, images.Width, images.LabelNames.Count);
        if (fitted == Network && Distillation is null && EnsembleMembers.Count == 0) { return this; }
        return this with
        {
            Network = fitted, Distillation = Distillation?.AdaptTo(images),
            EnsembleMembers = [.. EnsembleMembers.Select(recipe => recipe.AdaptTo(images))],
        };
    }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="DigitMLException">One is out of range; the message says which and what is wanted.</exception>
    public void Validate()
    {
        if (Network is null) { throw new DigitMLException("The training options have no network; set Network."); }
        if (Optimizer is null) { throw new DigitMLException("The training options have no optimizer; set Optimizer."); }
        if (Schedule is null) { throw new DigitMLException("The training options have no schedule; set Schedule."); }
        if (Augmentation is null) { throw new DigitMLException("The training options have no augmentation; set Augmentation."); }
        Setting.Require(Epochs >= 1, "The number of epochs", Epochs, "at least 1");
        Setting.Require(MinimumSteps is >= 0 and <= 1_000_000, "The least number of steps", MinimumSteps, "from 0 to 1000000");
        Setting.Require(BatchSize is >= 1 and <= 65536, "The batch size", BatchSize, "from 1 to 65536");
        Setting.Require(LabelSmoothing is >= 0 and < 1, "The label smoothing", LabelSmoothing, "from 0 to less than 1");
        Setting.Require(EmaDecay is >= 0 and < 1, "The average's decay", EmaDecay, "from 0 to less than 1");
        Setting.Require(
            TestTimeAugmentations is >= 1 and <= TestTimeTransforms.MaximumCount, "The number of test-time augmentations", TestTimeAugmentations,
            $"from 1 to {TestTimeTransforms.MaximumCount}");
        Setting.Require(Enum.IsDefined(Normalization), "The normalization", Normalization, "Standardize, UnitRange or Zca");
        Whitening.RequireEpsilon(ZcaEpsilon);
        Setting.Require(Threads is >= 0 and <= 1024, "The number of threads", Threads, "from 1 to 1024, or 0 for one a processor");
        Transfer?.Validate();
        Distillation?.Validate();
        if (EnsembleMembers is null) { throw new DigitMLException("The training options have no list of companions; it may be empty."); }
        foreach (TrainingOptions companion in EnsembleMembers) { companion.Validate(); }
        Optimizer.Validate();
        Schedule.Validate();
        Augmentation.Validate();
    }
}
