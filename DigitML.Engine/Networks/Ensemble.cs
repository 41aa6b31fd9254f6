using DigitML.Engine.Networks;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DigitML.Engine.Augmentation;
using DigitML.Engine.Layers;
using DigitML.Engine.Networks.Serialization;

namespace DigitML;

/// <summary>
/// One or more trained networks whose probabilities are averaged, with everything that classifying an image takes: architectures, weights,
/// normalization, label names, temperature and test-time augmentation. Immutable and thread-safe; there is nothing to dispose.
/// </summary>
public sealed partial class Ensemble
{
    private readonly TestTimeTransforms _transforms;

    /// <summary>Initializes an ensemble.</summary>
    /// <param name="members">At least one network; all take images of one size and have the same classes.</param>
    /// <param name="labelNames">The names of the classes.</param>
    /// <param name="provenance">How it was trained, as text by name.</param>
    internal Ensemble(IReadOnlyList<TrainedNetwork> members, IReadOnlyList<string> labelNames, IReadOnlyDictionary<string, string> provenance)
    {
        (Members, LabelNames, Provenance) = (members, labelNames, provenance);
        _transforms = new TestTimeTransforms(InputShape.Height, InputShape.Width);
    }

    /// <summary>Initializes a model of one network.</summary>
    internal Ensemble(
        Network architecture, ParameterSet parameters, PixelNormalization normalization, IReadOnlyList<string> labelNames,
        IReadOnlyDictionary<string, string> provenance)
        : this([new TrainedNetwork(architecture, parameters, normalization)], labelNames, provenance)
    {
    }

    /// <summary>The architectures of the members, which may differ.</summary>
    public IReadOnlyList<Network> Networks => field ??= Array.AsReadOnly<Network>([.. Members.Select(member => member.Architecture)]);

    /// <summary>The name of each class, from the training images; the model file stores them.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>How the model was trained and what it reached: data set, preset, seed, epochs, accuracy and so on.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; }

    /// <summary>The number that logits are divided by before softmax, more than 0. Default: 1; <see cref="Calibrate"/> fits it.</summary>
    public float Temperature { get; internal init; } = 1;

    /// <summary>
    /// The precision in which <see cref="Save(string)"/> stores the weights. Default: full, unless the model was read from 16 bits.
    /// </summary>
    public WeightPrecision Precision { get; internal init; }

    /// <summary>The number of transformed copies of an image that predictions are averaged over. Default: 1, the image alone.</summary>
    public int TestTimeAugmentations { get; internal init; } = 1;

    /// <summary>The size of the images that the networks take.</summary>
    internal TensorShape InputShape => Members[0].Architecture.InputShape;

    /// <summary>The size of the images as rows x columns, for messages.</summary>
    internal string Size => $"{InputShape.Height}x{InputShape.Width}";

    /// <summary>The networks.</summary>
    internal IReadOnlyList<TrainedNetwork> Members { get; }

    /// <summary>The first network's parameters and running statistics.</summary>
    internal ParameterSet Parameters => Members[0].Parameters;

    private int Classes => Members[0].Architecture.ClassCount;

    /// <summary>
    /// Combines models: the probabilities of the result are the average of theirs (Lakshminarayanan et al., 2017, "Deep ensembles").
    /// </summary>
    /// <remarks>
    /// Every network has one vote. The <see cref="Temperature"/> of a model of several networks is dropped: <see cref="Calibrate"/> the result.
    /// Facts about the training that differ are listed in the order of the models. The result uses as many
    /// <see cref="TestTimeAugmentations"/> as the model with the most.
    /// </remarks>
    /// <param name="models">At least one, for images of one size and with the same label names.</param>
    /// <exception cref="DigitMLException">The list is empty, or the models do not fit together.</exception>
    public static Ensemble Combine(IReadOnlyList<Ensemble> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0) { throw new DigitMLException("There is no classifier to combine; give at least one."); }
        for (int i = 1; i < models.Count; i++) { CheckFits(models[0], models[i], i + 1); }
        if (models.Count == 1) { return models[0]; }
        return new Ensemble([.. models.SelectMany(CalibratedMembers)], models[0].LabelNames, CombineProvenance(models))
        {
            TestTimeAugmentations = models.Max(model => model.TestTimeAugmentations),
            Precision = models.All(model => model.Precision == WeightPrecision.Half) ? WeightPrecision.Half : WeightPrecision.Full,
        };
    }

    /// <summary>Returns the same model with more facts about its training; they replace those of the same name.</summary>
    public Ensemble WithProvenance(IEnumerable<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var all = new Dictionary<string, string>(Provenance);
        foreach ((string name, string value) in facts) { all[name] = value; }
        return With(Members, all, Temperature, Precision, TestTimeAugmentations);
    }

    /// <summary>
    /// Returns the same model with test-time augmentation: it averages the predictions for shifted, scaled, rotated and slanted copies of an
    /// image. More accurate, but inference takes <paramref name="copies"/> times as long. The model file stores the number.
    /// </summary>
    /// <param name="copies">From 1, the image alone, to 11; odd numbers are symmetric.</param>
    /// <exception cref="DigitMLException">The number is out of range.</exception>
    public Ensemble WithTestTimeAugmentation(int copies)
    {
        Setting.Require(
            copies is >= 1 and <= TestTimeTransforms.MaximumCount, "The number of test-time augmentations", copies,
            $"from 1 to {TestTimeTransforms.MaximumCount}");
        return With(Members, Provenance, Temperature, Precision, copies);
    }

    /// <summary>Returns the same model with its weights rounded to a precision, as it would be after saving and loading.</summary>
    /// <exception cref="DigitMLException">A weight is beyond the range of the precision.</exception>
    public Ensemble WithPrecision(WeightPrecision precision)
    {
        Setting.Require(Enum.IsDefined(precision), "The precision of the weights", precision, "Full or Half");
        if (precision == Precision) { return this; }
        IReadOnlyList<TrainedNetwork> members = precision == WeightPrecision.Full ? Members : [.. Members.Select(member => member.RoundToHalf())];
        return With(members, Provenance, Temperature, precision, TestTimeAugmentations);
    }

    /// <summary>
    /// SHA-256 of all parameters and running statistics in the order of the networks and layers, in lower-case hexadecimal. Equal models have
    /// equal hashes; the temperature is not included.
    /// </summary>
    public string WeightsSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ParameterSet parameters in Members.Select(member => member.Parameters))
        {
            foreach (Parameter parameter in parameters.Parameters) { hash.AppendData(MemoryMarshal.AsBytes(parameters[parameter])); }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Writes the model to one file, in the safetensors format and the model's <see cref="Precision"/>. An existing file is replaced only when
    /// everything is written.
    /// </summary>
    public void Save(string path) => ModelFile.Write(path, this);

    /// <summary>Writes the same bytes to a stream, which is left open.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelFile.ToBytes(this));
    }

    /// <summary>Reads a model that <see cref="Save(string)"/> wrote.</summary>
    /// <exception cref="DigitMLException">The file is damaged or not a DigitML model; the message gives the place and the reason.</exception>
    public static Ensemble Load(string path) => ModelFile.Read(path);

    /// <summary>Reads a model from the stream's position to its end.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <param name="name">The name of the model in messages.</param>
    /// <exception cref="DigitMLException">The content is damaged or not a DigitML model; the message gives the place and the reason.</exception>
    public static Ensemble Load(Stream stream, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ModelFile.Read(stream, name);
    }

    /// <summary>Returns the same model with another temperature.</summary>
    internal Ensemble WithTemperature(float temperature) => With(Members, Provenance, temperature, Precision, TestTimeAugmentations);

    private Ensemble With(
        IReadOnlyList<TrainedNetwork> members, IReadOnlyDictionary<string, string> provenance, float temperature, WeightPrecision precision,
        int copies) => new(members, LabelNames, provenance)
        {
            Temperature = temperature, Precision = precision, TestTimeAugmentations = copies,
        };

    // The temperature of a single network belongs to it; that of several was fitted to their average, which changes.
    private static IEnumerable<TrainedNetwork> CalibratedMembers(Ensemble model) => model.Members is [TrainedNetwork single]
        ? [single.WithTemperature(single.Temperature * model.Temperature)]
        : model.Members;

    private static void CheckFits(Ensemble first, Ensemble other, int number)
    {
        if (other.InputShape != first.InputShape)
        {
            throw new DigitMLException(
                $"Classifier {number} takes images of {other.Size} pixels and the first of {first.Size}: they must be equal to be combined.");
        }

        if (!other.LabelNames.SequenceEqual(first.LabelNames))
        {
            throw new DigitMLException(
                $"Classifier {number} has the labels {string.Join(' ', other.LabelNames)} and the first {string.Join(' ', first.LabelNames)}: " +
                "they must be equal to be combined.");
        }
    }

    private static Dictionary<string, string> CombineProvenance(IReadOnlyList<Ensemble> models) => models
        .SelectMany(model => model.Provenance)
        .GroupBy(fact => fact.Key, fact => fact.Value)
        .ToDictionary(facts => facts.Key, facts => facts.Distinct().Count() == 1 ? facts.First() : string.Join("; ", facts));
}
