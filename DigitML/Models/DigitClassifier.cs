using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DigitML.Datasets;
using DigitML.Evaluation;
using DigitML.Evaluation.Robustness;
using DigitML.Imaging;
using DigitML.Kernels;
using DigitML.Layers;

namespace DigitML.Models;

/// <summary>
/// A trained network with all it needs to read an image: architecture, weights, normalisation and label names. Immutable and
/// thread-safe; there is nothing to dispose.
/// </summary>
public sealed class DigitClassifier
{
    private const int BatchSize = 128;

    // Its packed weights are everybody's.
    private readonly Lazy<InferenceSession> _first;
    private readonly ConcurrentBag<InferenceSession> _singles = [];
    private readonly ConcurrentBag<InferenceSession> _batches = [];

    /// <summary>Puts a classifier together.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="parameters">Its numbers, not written to any more.</param>
    /// <param name="normalization">What is done to pixels.</param>
    /// <param name="labelNames">The classes' names.</param>
    /// <param name="provenance">How it was trained, as text by name.</param>
    internal DigitClassifier(
        Network network, ParameterSet parameters, PixelNormalization normalization, IReadOnlyList<string> labelNames,
        IReadOnlyDictionary<string, string> provenance)
    {
        (Network, Parameters, Normalization, LabelNames, Provenance) = (network, parameters, normalization, labelNames, provenance);
        _first = new Lazy<InferenceSession>(() => new InferenceSession(network, parameters, normalization, capacity: 1));
    }

    /// <summary>The architecture.</summary>
    public Network Network { get; }

    /// <summary>What is done to pixels before the network sees them.</summary>
    public PixelNormalization Normalization { get; }

    /// <summary>What each class is called.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>How the classifier was trained and what it reached: data set, preset, seed, epochs, accuracy and so on.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; }

    private string Size => $"{Network.InputShape.Height}x{Network.InputShape.Width}";

    /// <summary>The network's numbers.</summary>
    internal ParameterSet Parameters { get; }

    /// <summary>The same classifier with more facts about its training, which take the place of those of the same name.</summary>
    public DigitClassifier WithProvenance(IEnumerable<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var all = new Dictionary<string, string>(Provenance);
        foreach ((string name, string value) in facts) { all[name] = value; }
        return new DigitClassifier(Network, Parameters, Normalization, LabelNames, all);
    }

    /// <summary>
    /// SHA-256 of all learnt and gathered numbers in the order of the layers, in lower-case hexadecimal: equal models have equal sums.
    /// </summary>
    public string WeightsSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in Parameters.Parameters) { hash.AppendData(MemoryMarshal.AsBytes(Parameters[parameter])); }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Reads a picture of one digit: any size, either polarity. It is brought to MNIST's form first (<see cref="DigitNormalizer"/>).
    /// </summary>
    /// <exception cref="InvalidOperationException">The network takes images of another size than 28x28.</exception>
    public Prediction Predict(GrayImage image)
    {
        GrayImage digit = DigitNormalizer.Normalize(image);
        if (digit.Height != Network.InputShape.Height || digit.Width != Network.InputShape.Width)
        {
            throw new InvalidOperationException(
                $"The model takes images of {Size} pixels, not {digit.Height}x{digit.Width}: " +
                "scale the image and pass its pixels to PredictPixels.");
        }

        return PredictPixels(digit.Pixels);
    }

    /// <summary>Reads an image as it is: the network's input size, in the polarity of the training data (MNIST: white on black).</summary>
    /// <param name="pixels">[H, W], row by row, 0 to 255.</param>
    /// <exception cref="ArgumentException">The number of pixels is not the network's.</exception>
    public Prediction PredictPixels(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != Network.InputShape.Length)
        {
            throw new ArgumentException(
                $"The image has {pixels.Length} pixels; the model wants {Size} = {Network.InputShape.Length}.");
        }

        if (!_singles.TryTake(out InferenceSession? session))
        {
            session = CreateSession(1);
        }

        var logits = new float[Network.Classes];
        session.Run(pixels, logits);
        _singles.Add(session);
        return Prediction.FromLogits(logits, LabelNames);
    }

    /// <summary>The probability of every class for every image of a set, [images, classes] row by row.</summary>
    /// <param name="images">Images of the network's input size, as stored.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="cancellation">Stops the work.</param>
    public float[] PredictProbabilities(ImageSet images, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        CheckSize(images);
        if (!_batches.TryTake(out InferenceSession? session))
        {
            session = CreateSession(BatchSize);
        }

        var results = new float[images.Count * Network.Classes];
        session.Run(images, WorkerTeam.OfSetting(threads), results, cancellation);
        _batches.Add(session);
        for (int start = 0; start < results.Length; start += Network.Classes)
        {
            Span<float> row = results.AsSpan(start, Network.Classes);
            SoftmaxCrossEntropy.Softmax(row, row);
        }

        return results;
    }

    /// <summary>Measures the classifier on a set.</summary>
    /// <param name="images">At least one image, of the network's input size, with as many classes as the network.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The set is empty, or its images or classes don't fit the model.</exception>
    public MulticlassMetrics Evaluate(ImageSet images, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        CheckSize(images);
        if (images.LabelNames.Count != LabelNames.Count)
        {
            throw new ArgumentException(
                $"The data set has {images.LabelNames.Count} classes and the model {LabelNames.Count}: " +
                "evaluate it on data with the classes it was trained for.");
        }

        return MulticlassMetrics.Compute(images.Labels, PredictProbabilities(images, threads, cancellation), LabelNames);
    }

    /// <summary>Measures how the classifier copes with images spoilt in the fifteen ways of MNIST-C.</summary>
    /// <param name="images">At least one image as for <see cref="Evaluate"/>, white on black; best those of a test set.</param>
    /// <param name="seed">Decides what the corruptions draw; 1 by default.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="progress">Told which corruption is about to be measured.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The set is empty, or its images or classes don't fit the model.</exception>
    public RobustnessReport EvaluateRobustness(
        ImageSet images, ulong seed = 1, int threads = 0, IProgress<Corruption>? progress = null, CancellationToken cancellation = default) =>
        RobustnessReport.Measure(part => Evaluate(part, threads, cancellation).MicroAccuracy, images, seed, threads, progress, cancellation);

    /// <summary>Writes the classifier to one file, in the safetensors format. A file of that name is replaced only when all is written.</summary>
    public void Save(string path) => ModelFile.Write(path, this);

    /// <summary>Reads a classifier that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or no model of DigitML's; the message says where and why.</exception>
    public static DigitClassifier Load(string path) => ModelFile.Read(path);

    private InferenceSession CreateSession(int capacity) => new(Network, Parameters, Normalization, capacity, weightsOf: _first.Value);

    private void CheckSize(ImageSet images)
    {
        if (images.Height != Network.InputShape.Height || images.Width != Network.InputShape.Width)
        {
            throw new ArgumentException(
                $"The data set's images are {images.Height}x{images.Width} and the model takes {Size}: they must be equal.");
        }
    }
}
