using System.Diagnostics.CodeAnalysis;
using DigitML.Classification;
using DigitML.Engine.Layers;

namespace DigitML;

/// <summary>
/// Classifies pictures of single digits: a trained network, or an ensemble of several, with the normalization and the label names that it needs.
/// Immutable and thread-safe; there is nothing to dispose.
/// </summary>
public sealed class DigitClassifier
{
    /// <summary>Initializes a classifier.</summary>
    /// <param name="ensemble">The network or networks, from training or <see cref="Ensemble.Load(string)"/>.</param>
    public DigitClassifier(Ensemble ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        Ensemble = ensemble;
    }

    /// <summary>Initializes a classifier of one network.</summary>
    internal DigitClassifier(
        Network network, ParameterSet parameters, PixelNormalization normalization, IReadOnlyList<string> labelNames,
        IReadOnlyDictionary<string, string> provenance)
        : this(new Ensemble(network, parameters, normalization, labelNames, provenance))
    {
    }

    /// <summary>The network or networks with everything that inference on pixels takes.</summary>
    public Ensemble Ensemble { get; }

    /// <summary>The architecture; of an ensemble (<see cref="Combine"/>), the first network's.</summary>
    public Network Network => Networks[0];

    /// <summary>The architectures of all networks, which may differ.</summary>
    public IReadOnlyList<Network> Networks => Ensemble.Networks;

    /// <summary>The normalization of pixels before inference; of an ensemble, the first network's.</summary>
    public PixelNormalization Normalization => Ensemble.Members[0].Normalization;

    /// <inheritdoc cref="Ensemble.LabelNames"/>
    public IReadOnlyList<string> LabelNames => Ensemble.LabelNames;

    /// <inheritdoc cref="Ensemble.Temperature"/>
    public float Temperature => Ensemble.Temperature;

    /// <inheritdoc cref="Ensemble.Precision"/>
    public WeightPrecision Precision => Ensemble.Precision;

    /// <inheritdoc cref="Ensemble.TestTimeAugmentations"/>
    public int TestTimeAugmentations => Ensemble.TestTimeAugmentations;

    /// <inheritdoc cref="Ensemble.Provenance"/>
    public IReadOnlyDictionary<string, string> Provenance => Ensemble.Provenance;

    /// <summary>The size of the images as rows x columns, for messages.</summary>
    internal string Size => Ensemble.Size;

    /// <summary>The first network's parameters and running statistics.</summary>
    internal ParameterSet Parameters => Ensemble.Parameters;

    /// <summary>Loads the built-in model of a numeral system. It is loaded once; every call returns the same instance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a numeral system.</exception>
    public static DigitClassifier Pretrained(NumeralSystem script) => BuiltInModels.Get(script);

    /// <summary>Converts to the engine's type, which teachers and base models are given as.</summary>
    [return: NotNullIfNotNull(nameof(classifier))]
    public static implicit operator Ensemble?(DigitClassifier? classifier) => classifier?.Ensemble;

    /// <summary>
    /// Combines classifiers to an ensemble: its probabilities are the average of theirs (Lakshminarayanan et al., 2017). It makes fewer errors,
    /// and inference takes as long as for all of them together.
    /// </summary>
    /// <inheritdoc cref="Ensemble.Combine" path="/remarks"/>
    /// <param name="classifiers">At least one, for images of one size and with the same label names; their networks may differ.</param>
    /// <exception cref="DigitMLException">The list is empty, or the classifiers do not fit together.</exception>
    public static DigitClassifier Combine(IEnumerable<DigitClassifier> classifiers)
    {
        ArgumentNullException.ThrowIfNull(classifiers);
        DigitClassifier[] all = [.. classifiers];
        foreach (DigitClassifier classifier in all) { ArgumentNullException.ThrowIfNull(classifier, nameof(classifiers)); }
        return all is [DigitClassifier single] ? single : new DigitClassifier(Ensemble.Combine([.. all.Select(classifier => classifier.Ensemble)]));
    }

    /// <summary>Returns the same classifier with more facts about its training; they replace those of the same name.</summary>
    public DigitClassifier WithProvenance(IEnumerable<KeyValuePair<string, string>> facts) => new(Ensemble.WithProvenance(facts));

    /// <inheritdoc cref="Ensemble.WithTestTimeAugmentation"/>
    public DigitClassifier WithTestTimeAugmentation(int copies) => new(Ensemble.WithTestTimeAugmentation(copies));

    /// <inheritdoc cref="Ensemble.WithPrecision"/>
    public DigitClassifier WithPrecision(WeightPrecision precision) => precision == Precision ? this : new(Ensemble.WithPrecision(precision));

    /// <inheritdoc cref="Ensemble.Calibrate"/>
    public DigitClassifier Calibrate(ImageSet validation, int threads = 0, CancellationToken cancellationToken = default) =>
        new(Ensemble.Calibrate(validation, threads, cancellationToken));

    /// <summary>The class of a name: its index in <see cref="LabelNames"/>; -1 if no class has it.</summary>
    public int IndexOf(string labelName)
    {
        ArgumentNullException.ThrowIfNull(labelName);
        for (int i = 0; i < LabelNames.Count; i++)
        {
            if (LabelNames[i] == labelName) { return i; }
        }

        return -1;
    }

    /// <inheritdoc cref="Ensemble.AlignLabels"/>
    public ImageSet AlignLabels(ImageSet images) => Ensemble.AlignLabels(images);

    /// <inheritdoc cref="Ensemble.WeightsSha256"/>
    public string WeightsSha256() => Ensemble.WeightsSha256();

    /// <summary>
    /// Classifies a picture of one digit: any size, either polarity. It is first brought to MNIST's form in the network's input size
    /// (<see cref="DigitNormalizer.Normalize(GrayImage, int, int)"/>).
    /// </summary>
    public Prediction Predict(GrayImage image) =>
        PredictPixels(DigitNormalizer.Normalize(image, Network.InputShape.Height, Network.InputShape.Width).Pixels);

    /// <summary>Classifies an image as it is: of the network's input size, in the polarity of the training data (MNIST: white on black).</summary>
    /// <param name="pixels">[H, W], row by row, 0 to 255.</param>
    /// <exception cref="DigitMLException">The number of pixels is not the network's.</exception>
    public Prediction PredictPixels(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != Network.InputShape.Length)
        {
            throw new DigitMLException(
                $"The image has {pixels.Length} pixels; the model wants {Size} = {Network.InputShape.Length}.");
        }

        var scores = new float[Network.ClassCount];
        Ensemble.Run(pixels, scores);
        return Prediction.FromLogits(scores, LabelNames, Temperature);
    }

    /// <inheritdoc cref="Ensemble.PredictProbabilities"/>
    public float[] PredictProbabilities(ImageSet images, int threads = 0, CancellationToken cancellationToken = default) =>
        Ensemble.PredictProbabilities(images, threads, cancellationToken);

    /// <summary>Evaluates the classifier on a set. The metrics cover the model's classes, those without images included.</summary>
    /// <param name="images">At least one image, of the network's input size; labels are matched by name (<see cref="AlignLabels"/>).</param>
    /// <param name="threads">Number of threads. Default: 0, one per processor.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    /// <exception cref="DigitMLException">The set is empty, or its images or classes do not fit the model.</exception>
    public MulticlassMetrics Evaluate(ImageSet images, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        Ensemble.CheckSize(images);
        images = AlignLabels(images);
        return Evaluate(images, PredictProbabilities(images, threads, cancellationToken));
    }

    /// <summary>Evaluates predictions made before, so that inference need not run again.</summary>
    /// <param name="images">At least one image; labels are matched by name (<see cref="AlignLabels"/>).</param>
    /// <param name="probabilities">The result of <see cref="PredictProbabilities"/> for them: [images, classes].</param>
    /// <exception cref="DigitMLException">
    /// The set is empty, or its classes do not fit the model, or the number of probabilities does not fit both.
    /// </exception>
    public MulticlassMetrics Evaluate(ImageSet images, float[] probabilities) =>
        MulticlassMetrics.Compute(AlignLabels(images).Labels, probabilities, LabelNames);

    /// <summary>Evaluates the classifier on images with the fifteen corruptions of MNIST-C.</summary>
    /// <param name="images">
    /// At least one image as for <see cref="Evaluate(ImageSet, int, CancellationToken)"/>, white on black; best those of a test set.
    /// </param>
    /// <param name="seed">The seed of the corruptions' random numbers. Default: 1.</param>
    /// <param name="threads">Number of threads. Default: 0, one per processor.</param>
    /// <param name="progress">Receives each corruption before it is measured. Default: none.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    /// <exception cref="DigitMLException">The set is empty, or its images or classes do not fit the model.</exception>
    public RobustnessMetrics EvaluateRobustness(
        ImageSet images, ulong seed = 1, int threads = 0, IProgress<Corruption>? progress = null, CancellationToken cancellationToken = default) =>
        RobustnessMetrics.Measure(part => Evaluate(part, threads, cancellationToken).MicroAccuracy, images, seed, threads,
            progress, cancellationToken);

    /// <inheritdoc cref="Ensemble.Save(string)"/>
    public void Save(string path) => Ensemble.Save(path);

    /// <summary>Writes the classifier with its weights in another precision.</summary>
    /// <exception cref="DigitMLException">A weight is beyond the range of the precision.</exception>
    public void Save(string path, WeightPrecision precision) => WithPrecision(precision).Save(path);

    /// <inheritdoc cref="Ensemble.Save(Stream)"/>
    public void Save(Stream stream) => Ensemble.Save(stream);

    /// <summary>Reads a classifier that <see cref="Save(string)"/> wrote.</summary>
    /// <exception cref="DigitMLException">The file is damaged or not a DigitML model; the message gives the place and the reason.</exception>
    public static DigitClassifier Load(string path) => new(Ensemble.Load(path));

    /// <summary>Reads a classifier from the stream's position to its end.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <param name="name">The name of the model in messages.</param>
    /// <exception cref="DigitMLException">The content is damaged or not a DigitML model; the message gives the place and the reason.</exception>
    public static DigitClassifier Load(Stream stream, string name = "model") => new(Ensemble.Load(stream, name));
}
