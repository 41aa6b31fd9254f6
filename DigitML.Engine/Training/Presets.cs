
namespace DigitML;

/// <summary>
/// Ready recipes for 28x28 images of ten classes. Vary them with <c>with</c>: <c>Presets.Fast with { Seed = 2 }</c>; fit them to images of
/// another size or other classes with <see cref="TrainingOptions.AdaptTo"/>: <c>Presets.Fast.For(data.Train)</c>.
/// With few images those of
/// our own, <see cref="Fast"/> to <see cref="Robust"/>, still take 500 steps (<see cref="TrainingOptions.MinimumSteps"/>).
/// </summary>
public static class Presets
{
    private static readonly AugmentationOptions Mild = new() { Rotation = 10, Zoom = .1f, Shift = .1f, Shear = .1f };

    /// <summary>
    /// A small network (144,298 learnt numbers) and four epochs along one cycle of the learning rate: the most accuracy in half a minute.
    /// </summary>
    public static TrainingOptions Fast { get; } = new()
    {
        Name = "fast",
        Network = PooledNetwork(32, dropout: .3f),
        Optimizer = new Adam { LearningRate = 1e-2f },
        Schedule = new OneCycleSchedule(),
        Epochs = 4,
        MinimumSteps = 500,
        LabelSmoothing = .05f,
        Augmentation = Mild,
    };

    // What looks like another writer's hand. One network learns less from it; beside others it errs at other places.
    private static readonly AugmentationOptions Strong = new()
    {
        Rotation = 20, Zoom = .35f, Shift = .175f, Shear = .3f, StrokeWidth = 1, Blur = 1.2f, Probability = .2f,
    };

    // As accurate as Balanced, in half the time, and wrong at other places.
    private static readonly TrainingOptions Balanced5x5 = Fast with
    {
        Name = "balanced-5x5",
        Network = new Network(
        [
            new Conv2D(32, 5) { Padding = Padding.Same }, new Relu(), new MaxPool2D(2), new BatchNorm(),
            new Conv2D(64, 5) { Padding = Padding.Same }, new Relu(), new MaxPool2D(2), new BatchNorm(),
            new Conv2D(128, 3) { UseBias = false }, new BatchNorm(), new Relu(), new Flatten(), new Dropout(.3f), new Dense(10),
        ]),
        Optimizer = new Adam { LearningRate = 8e-3f },
        Epochs = 14,
    };

    // Half as wide again (320,122 learnt numbers), with the moving average of the weights.
    private static readonly TrainingOptions Wide = Fast with
    {
        Network = PooledNetwork(48, dropout: .3f),
        Optimizer = new Adam { LearningRate = 7e-3f },
        EmaDecay = .998f,
    };

    private static readonly TrainingOptions BalancedWide = Wide with
    {
        Name = "balanced-wide",
        Network = PooledNetwork(48, dropout: .4f),
        Epochs = 24,
    };

    /// <summary>
    /// The network of <see cref="Fast"/> with more epochs: a few minutes. An ensemble of it takes turns with 5x5 kernels and with the network of
    /// <see cref="Best"/>, with stronger augmentation and without (<see cref="TrainingOptions.EnsembleMembers"/>).
    /// </summary>
    public static TrainingOptions Balanced { get; } = Fast with
    {
        Name = "balanced",
        Epochs = 28,
        EnsembleMembers = [Balanced5x5, BalancedWide with { Name = "balanced-wide-strong", Augmentation = Strong }, BalancedWide],
    };

    /// <summary>
    /// A network half as wide again (320,122 learnt numbers), its weights averaged, which looks at an image seven times, moved by a pixel each way
    /// and a little smaller and larger (<see cref="TrainingOptions.TestTimeAugmentations"/>): an answer takes seven times as long.
    /// </summary>
    public static TrainingOptions Best { get; } = Wide with
        { Name = "best", Network = PooledNetwork(48, dropout: .4f), Epochs = 28, TestTimeAugmentations = 7 };

    /// <summary>
    /// For digits that don't look like the training set's: a network twice as wide as that of <see cref="Fast"/>, on strokes of any width,
    /// hollow, scratched, painted over, badly lit, blurred and noisy. The built-in model is trained by it.
    /// </summary>
    public static TrainingOptions Robust { get; } = Fast with
    {
        Name = "robust",
        Network = PooledNetwork(64, dropout: .2f),
        Optimizer = new Adam { LearningRate = 5e-3f },
        Epochs = 24,
        Augmentation = new AugmentationOptions
        {
            Rotation = 15, Zoom = .15f, Shift = .1f, Shear = .1f, Elastic = .05f, StrokeWidth = 1, Outline = 1, Lines = 3, Erasing = .35f,
            Contrast = .6f, Background = .6f, Blur = 1.2f, Noise = .2f, ImpulseNoise = .15f, Probability = .2f,
        },
    };

    /// <summary>
    /// For the numerals of other scripts and of writers who are not in the training set: the network of <see cref="Best"/>, its weights averaged,
    /// on strokes of any width, turned, widened, moved and slanted as far as held-out writers allow.
    /// </summary>
    public static TrainingOptions Kannada { get; } = Wide with
    {
        Name = "kannada",
        Epochs = 24,
        // Whether a stroke closes or ends sets numerals apart: nothing is hollowed, scratched or erased.
        Augmentation = Strong,
    };

    /// <summary>
    /// For digits that were cut out of a page whose paper is removed already: the network of <see cref="Best"/>, its weights averaged, on
    /// strokes of any width, bent, slanted and a little blurred, but neither scratched nor badly lit. With shapes that are no digits
    /// it makes the classifier that tells digits from other shapes on pages.
    /// </summary>
    public static TrainingOptions Pages { get; } = Wide with
    {
        Name = "pages",
        Epochs = 16,
        Augmentation = new AugmentationOptions
        {
            Rotation = 10, Zoom = .1f, Shift = .05f, Shear = .2f, Elastic = .03f, StrokeWidth = 1, Blur = .8f, Noise = .05f, Probability = .3f,
        },
    };

    /// <summary>Keras' own example for MNIST: two convolutions, dropout and Adadelta's successor Adam, pixels from 0 to 1, no augmentation.</summary>
    public static TrainingOptions Keras { get; } = new()
    {
        Name = "keras",
        Network = new Network(
        [
            new Conv2D(32, 3) { Initializer = Initializer.GlorotUniform }, new Relu(),
            new Conv2D(64, 3) { Initializer = Initializer.GlorotUniform }, new Relu(),
            new MaxPool2D(2), new Dropout(.25f), new Flatten(),
            new Dense(128) { Initializer = Initializer.GlorotUniform }, new Relu(), new Dropout(.5f),
            new Dense(10) { Initializer = Initializer.GlorotUniform },
        ]),
        Epochs = 12,
        Normalization = NormalizationKind.UnitRange,
    };

    /// <summary>A five-layer network of a well-known tutorial, with its augmentation: 5x5 and 3x3 convolutions, then a wide dense layer.</summary>
    public static TrainingOptions Mieczmik { get; } = new()
    {
        Name = "mieczmik",
        Network = new Network(
        [
            new Conv2D(32, 5) { Padding = Padding.Same }, new Relu(), new Conv2D(32, 5) { Padding = Padding.Same }, new Relu(),
            new MaxPool2D(2), new Dropout(.25f),
            new Conv2D(64, 3) { Padding = Padding.Same }, new Relu(), new Conv2D(64, 3) { Padding = Padding.Same }, new Relu(),
            new MaxPool2D(2), new Dropout(.25f),
            new Flatten(), new Dense(256), new Relu(), new Dropout(.5f), new Dense(10),
        ]),
        Epochs = 30,
        Augmentation = Mild,
        Normalization = NormalizationKind.UnitRange,
    };

    /// <summary>
    /// Chris Deotte's network, for comparison: strided 5x5 convolutions instead of pooling, ReLU before batch normalisation, 45 epochs (its 326,410
    /// learnt numbers and 832 statistics are the 327,242 of Keras' summary; github.com/cdeotte/MNIST-CNN-99.75, where 15 of them vote).
    /// </summary>
    public static TrainingOptions Deotte { get; } = new()
    {
        Name = "deotte",
        Network = new Network(
        [
            .. KerasBlock(32, 3), .. KerasBlock(32, 3), .. KerasBlock(32, 5, stride: 2), new Dropout(.4f),
            .. KerasBlock(64, 3), .. KerasBlock(64, 3), .. KerasBlock(64, 5, stride: 2), new Dropout(.4f),
            .. KerasBlock(128, 4), new Flatten(), new Dropout(.4f), new Dense(10) { Initializer = Initializer.GlorotUniform },
        ]),
        Schedule = new ExponentialSchedule(),
        Epochs = 45,
        BatchSize = 64,
        Augmentation = new AugmentationOptions { Rotation = 10, Zoom = .1f, Shift = .1f },
        Normalization = NormalizationKind.UnitRange,
    };

    /// <summary>All recipes.</summary>
    public static IReadOnlyList<TrainingOptions> All { get; } = [Fast, Balanced, Best, Robust, Kannada, Pages, Keras, Mieczmik, Deotte];

    /// <summary>The recipe of a name, in any case of letters; null when there is none.</summary>
    public static TrainingOptions? Find(string name) =>
        All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The recipe of a name, in any case of letters.</summary>
    /// <exception cref="DigitMLException">There is none; the message lists the names and suggests the nearest.</exception>
    public static TrainingOptions Get(string name) => Find(name) ?? throw new DigitMLException(
        $"There is no preset '{name}'. The presets are {string.Join(", ", All.Select(preset => preset.Name))}." +
        Suggestion.For(name, All.Select(preset => preset.Name)));

    /// <summary>Five convolutions; those that cost most lie right under ReLU and pooling, where their gradients are sparse and so quick.</summary>
    private static Network PooledNetwork(int filters, float dropout) => new(
    [
        new Conv2D(filters, 3), new Relu(), new Conv2D(filters, 3), new Relu(), new MaxPool2D(2), new BatchNorm(),
        new Conv2D(2 * filters, 3), new Relu(), new Conv2D(2 * filters, 3), new Relu(), new MaxPool2D(2), new BatchNorm(),
        new Conv2D(4 * filters, 3) { UseBias = false }, new BatchNorm(), new Relu(), new Flatten(), new Dropout(dropout), new Dense(10),
    ]);

    // With Keras' defaults. A stride goes with padding that halves the size exactly.
    private static Layer[] KerasBlock(int filters, int kernel, int stride = 1) =>
    [
        new Conv2D(filters, kernel)
        {
            Stride = stride, Padding = stride > 1 ? Padding.Same : Padding.Valid, Initializer = Initializer.GlorotUniform,
        },
        new Relu(), new BatchNorm { Epsilon = 1e-3f, Momentum = .99f },
    ];
}
