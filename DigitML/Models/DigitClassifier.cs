using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DigitML.Augmentation;
using DigitML.Datasets;
using DigitML.Evaluation;
using DigitML.Evaluation.Robustness;
using DigitML.Imaging;
using DigitML.Kernels;
using DigitML.Layers;

namespace DigitML.Models;

/// <summary>
/// A trained network, or several that vote, with all it needs to read an image: architecture, weights, normalisation and label names.
/// Immutable and thread-safe; there is nothing to dispose.
/// </summary>
public sealed class DigitClassifier
{
    private readonly Committee _committee;

    /// <summary>Puts a classifier together.</summary>
    /// <param name="committee">Its networks.</param>
    /// <param name="labelNames">The classes' names.</param>
    /// <param name="provenance">How it was trained, as text by name.</param>
    internal DigitClassifier(Committee committee, IReadOnlyList<string> labelNames, IReadOnlyDictionary<string, string> provenance) =>
        (_committee, LabelNames, Provenance) = (committee, labelNames, provenance);

    /// <summary>Puts a classifier of one network together.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="parameters">Its numbers, not written to any more.</param>
    /// <param name="normalization">What is done to pixels.</param>
    /// <param name="labelNames">The classes' names.</param>
    /// <param name="provenance">How it was trained, as text by name.</param>
    internal DigitClassifier(
        Network network, ParameterSet parameters, PixelNormalization normalization, IReadOnlyList<string> labelNames,
        IReadOnlyDictionary<string, string> provenance)
        : this(new Committee([new CommitteeMember(new TrainedNetwork(network, parameters, normalization))]), labelNames, provenance)
    {
    }

    /// <summary>The architecture; of an ensemble (<see cref="Combine"/>) the first network's.</summary>
    public Network Network => Networks[0];

    /// <summary>The architectures of all networks: one, or as many as were combined. They may differ.</summary>
    public IReadOnlyList<Network> Networks => field ??= Array.AsReadOnly<Network>([.. Members.Select(member => member.Network.Network)]);

    /// <summary>What is done to pixels before the network sees them; of an ensemble, before the first one does.</summary>
    public PixelNormalization Normalization => Members[0].Network.Normalization;

    /// <summary>What each class is called, as the training images had it; the model's file keeps it.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>
    /// What scores are divided by before they become probabilities, more than 0: found by <see cref="Calibrate"/>, otherwise 1, which
    /// changes nothing. More than 1 tempers a model that is too sure of itself, less encourages one that is too cautious.
    /// </summary>
    public float Temperature { get; internal init; } = 1;

    /// <summary>How the weights are stored by <see cref="Save(string)"/>; full unless the model was read from 16 bits.</summary>
    public WeightPrecision Precision { get; internal init; }

    /// <summary>How many views of an image are looked at: 1, or what the recipe or <see cref="WithTestTimeAugmentation"/> set.</summary>
    public int Views => _committee.Views;

    /// <summary>How the classifier was trained and what it reached: data set, preset, seed, epochs, accuracy and so on.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; }

    /// <summary>The input's rows x columns, for messages.</summary>
    internal string Size => $"{Network.InputShape.Height}x{Network.InputShape.Width}";

    /// <summary>The networks.</summary>
    internal IReadOnlyList<CommitteeMember> Members => _committee.Members;

    /// <summary>The first network's numbers.</summary>
    internal ParameterSet Parameters => Members[0].Network.Parameters;

    /// <summary>Loads the model of a script that is built into the library. It is loaded once; every call returns the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the scripts.</exception>
    public static DigitClassifier Pretrained(Script script) => BuiltInModels.Get(script);

    /// <summary>
    /// Makes one classifier of several, an ensemble: its probabilities are the mean of theirs (Lakshminarayanan et al., 2017). It errs
    /// less than they do and takes as long as all of them.
    /// </summary>
    /// <remarks>
    /// Every network has one vote, so an ensemble among them counts as often as it has networks, and its own <see cref="Temperature"/> is
    /// left out: <see cref="Calibrate"/> the result. Facts of the training that differ are listed in the order of the classifiers. All
    /// networks look at as many <see cref="Views"/> of an image as the classifier that looks at most.
    /// </remarks>
    /// <param name="classifiers">At least one, for images of one size and with the same label names; their networks may differ.</param>
    /// <exception cref="DigitMLException">There is none, or they don't fit together.</exception>
    public static DigitClassifier Combine(IEnumerable<DigitClassifier> classifiers)
    {
        ArgumentNullException.ThrowIfNull(classifiers);
        DigitClassifier[] all = [.. classifiers];
        foreach (DigitClassifier classifier in all) { ArgumentNullException.ThrowIfNull(classifier, nameof(classifiers)); }
        return Ensemble.Of(all);
    }

    /// <summary>The same classifier with more facts about its training, which take the place of those of the same name.</summary>
    public DigitClassifier WithProvenance(IEnumerable<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var all = new Dictionary<string, string>(Provenance);
        foreach ((string name, string value) in facts) { all[name] = value; }
        return new DigitClassifier(_committee, LabelNames, all) { Temperature = Temperature, Precision = Precision };
    }

    /// <summary>
    /// The same classifier, but it looks at several views of an image (moved by a 28th, scaled, turned and slanted a little, the same way each
    /// time) and means what it thinks of them: more accurate, and as many times slower. The model's file keeps the number.
    /// </summary>
    /// <param name="views">From 1, the image alone, to 11; odd numbers lean to no side.</param>
    /// <exception cref="DigitMLException">The number is out of range.</exception>
    public DigitClassifier WithTestTimeAugmentation(int views)
    {
        Setting.Require(views is >= 1 and <= ImageViews.Most, "The number of views", views, $"from 1 to {ImageViews.Most}");
        return With(new Committee(Members, views), Temperature, Precision);
    }

    /// <summary>The same classifier with its weights rounded to a precision, as it would be after saving and loading.</summary>
    /// <exception cref="DigitMLException">A weight is beyond the range of the precision.</exception>
    public DigitClassifier WithPrecision(WeightPrecision precision)
    {
        Setting.Require(Enum.IsDefined(precision), "The precision of the weights", precision, "Full or Half");
        if (precision == Precision) { return this; }
        if (precision == WeightPrecision.Full) { return With(_committee, Temperature, precision); }
        var rounded = Members.Select(member => member with { Network = member.Network.RoundToHalf() });
        return With(new Committee([.. rounded], Views), Temperature, precision);
    }

    /// <summary>
    /// The same classifier with the <see cref="Temperature"/> that makes its confidence fit best: of the images that it is 90 % sure of,
    /// it should recognise 90 %. The predicted classes stay the same.
    /// </summary>
    /// <remarks>
    /// One number is fitted, by the log-loss (Guo et al., 2017), for an ensemble to the mean of its networks: a mean of calibrated
    /// networks is too cautious (Rahaman and Thiery, 2021). It is fitted as if one image more had come with a wrong label (Platt, 1999),
    /// because no number of images shows that a classifier never errs. A classifier that gives NaN gets a temperature of 1.
    /// </remarks>
    /// <param name="validation">
    /// At least one image that the networks were not trained on, as for <see cref="Evaluate(ImageSet, int, CancellationToken)"/>.
    /// </param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DigitMLException">The set is empty, or its images or classes don't fit the model.</exception>
    public DigitClassifier Calibrate(ImageSet validation, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(validation);
        CheckSize(validation);
        validation = AlignLabels(validation);
        if (validation.Count == 0) { throw new DigitMLException("There are no images to calibrate with; give at least one."); }
        float[] scores = _committee.Run(validation, WorkerTeam.OfSetting(threads), cancellation);
        return With(_committee, TemperatureScaling.Fit(scores, validation.Labels, LabelNames.Count), Precision);
    }

    /// <summary>The class of a name: its place in <see cref="LabelNames"/>; -1 if no class has it.</summary>
    public int IndexOf(string labelName)
    {
        ArgumentNullException.ThrowIfNull(labelName);
        for (int i = 0; i < LabelNames.Count; i++)
        {
            if (LabelNames[i] == labelName) { return i; }
        }

        return -1;
    }

    /// <summary>
    /// The images of a set with the model's label names: found by name, whatever their order; where both sets of names are numbers in the
    /// digits of any script, by number (1 is ೧). A set may lack classes of the model. Whatever measures the model does this first.
    /// </summary>
    /// <param name="images">Images of any size.</param>
    /// <returns>The set itself if its label names are the model's.</returns>
    /// <exception cref="DigitMLException">The set has images of a class that the model doesn't know; the message lists them.</exception>
    public ImageSet AlignLabels(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return LabelAlignment.Align(images, LabelNames, "data set", "model");
    }

    /// <summary>
    /// SHA-256 of all learnt and gathered numbers in the order of the networks and layers, in lower-case hexadecimal: equal models have
    /// equal sums. The temperature is not among them.
    /// </summary>
    public string WeightsSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ParameterSet parameters in Members.Select(member => member.Network.Parameters))
        {
            foreach (Parameter parameter in parameters.Parameters) { hash.AppendData(MemoryMarshal.AsBytes(parameters[parameter])); }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Reads a picture of one digit: any size, either polarity. It is brought to MNIST's form in the network's input size first
    /// (<see cref="DigitNormalizer.Normalize(GrayImage, int, int)"/>).
    /// </summary>
    public Prediction Predict(GrayImage image) =>
        PredictPixels(DigitNormalizer.Normalize(image, Network.InputShape.Height, Network.InputShape.Width).Pixels);

    /// <summary>Reads an image as it is: the network's input size, in the polarity of the training data (MNIST: white on black).</summary>
    /// <param name="pixels">[H, W], row by row, 0 to 255.</param>
    /// <exception cref="DigitMLException">The number of pixels is not the network's.</exception>
    public Prediction PredictPixels(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != Network.InputShape.Length)
        {
            throw new DigitMLException(
                $"The image has {pixels.Length} pixels; the model wants {Size} = {Network.InputShape.Length}.");
        }

        var scores = new float[Network.Classes];
        _committee.Run(pixels, scores);
        return Prediction.FromLogits(scores, LabelNames, Temperature);
    }

    /// <summary>The probability of every class for every image of a set, [images, classes] row by row.</summary>
    /// <param name="images">Images of the network's input size, as stored.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="cancellation">Stops the work.</param>
    public float[] PredictProbabilities(ImageSet images, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        CheckSize(images);
        float[] scores = _committee.Run(images, WorkerTeam.OfSetting(threads), cancellation);
        TemperatureScaling.Apply(scores, Network.Classes, Temperature);
        return scores;
    }

    /// <summary>Measures the classifier on a set. The metrics are about the model's classes, those without images included.</summary>
    /// <param name="images">At least one image, of the network's input size; its labels go by name (<see cref="AlignLabels"/>).</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DigitMLException">The set is empty, or its images or classes don't fit the model.</exception>
    public MulticlassMetrics Evaluate(ImageSet images, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        CheckSize(images);
        images = AlignLabels(images);
        return Evaluate(images, PredictProbabilities(images, threads, cancellation));
    }

    /// <summary>Measures what the classifier said of a set before, so that it need not read the images again.</summary>
    /// <param name="images">At least one image; their labels go by name (<see cref="AlignLabels"/>).</param>
    /// <param name="probabilities">What <see cref="PredictProbabilities"/> gave for them: [images, classes].</param>
    /// <exception cref="DigitMLException">
    /// The set is empty, or its classes don't fit the model, or the number of probabilities doesn't fit both.
    /// </exception>
    public MulticlassMetrics Evaluate(ImageSet images, float[] probabilities) =>
        MulticlassMetrics.Compute(AlignLabels(images).Labels, probabilities, LabelNames);

    /// <summary>Measures how the classifier copes with images spoilt in the fifteen ways of MNIST-C.</summary>
    /// <param name="images">
    /// At least one image as for <see cref="Evaluate(ImageSet, int, CancellationToken)"/>, white on black; best those of a test set.
    /// </param>
    /// <param name="seed">Decides what the corruptions draw; 1 by default.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="progress">Told which corruption is about to be measured.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DigitMLException">The set is empty, or its images or classes don't fit the model.</exception>
    public RobustnessReport EvaluateRobustness(
        ImageSet images, ulong seed = 1, int threads = 0, IProgress<Corruption>? progress = null, CancellationToken cancellation = default) =>
        RobustnessReport.Measure(part => Evaluate(part, threads, cancellation).MicroAccuracy, images, seed, threads, progress, cancellation);

    /// <summary>
    /// Writes the classifier to one file, in the safetensors format and the classifier's <see cref="Precision"/>. A file of that name is
    /// replaced only when all is written.
    /// </summary>
    public void Save(string path) => ModelFile.Write(path, this);

    /// <summary>Writes the classifier with its weights in another precision.</summary>
    /// <exception cref="DigitMLException">A weight is beyond the range of the precision.</exception>
    public void Save(string path, WeightPrecision precision) => WithPrecision(precision).Save(path);

    /// <summary>Writes what a file would hold to a stream, which is left open.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelFile.ToBytes(this));
    }

    /// <summary>Reads a classifier that <see cref="Save(string)"/> wrote.</summary>
    /// <exception cref="DigitMLException">The file is damaged or no model of DigitML's; the message says where and why.</exception>
    public static DigitClassifier Load(string path) => ModelFile.Read(path);

    /// <summary>Reads a classifier from the stream's position to its end.</summary>
    /// <param name="stream">Where to read; left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="DigitMLException">The content is damaged or no model of DigitML's; the message says where and why.</exception>
    public static DigitClassifier Load(Stream stream, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ModelFile.Read(stream, name);
    }

    private DigitClassifier With(Committee committee, float temperature, WeightPrecision precision) =>
        new(committee, LabelNames, Provenance) { Temperature = temperature, Precision = precision };

    private void CheckSize(ImageSet images)
    {
        if (images.Height != Network.InputShape.Height || images.Width != Network.InputShape.Width)
        {
            throw new DigitMLException(
                $"The data set's images are {images.Height}x{images.Width} and the model takes {Size}: they must be equal.");
        }
    }
}
