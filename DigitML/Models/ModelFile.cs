using System.Globalization;
using DigitML.Layers;

namespace DigitML.Models;

/// <summary>
/// A classifier as a safetensors file: a tensor for every parameter, named layer.parameter, and in the metadata the architecture,
/// label names, normalisation and provenance.
/// </summary>
/// <remarks>
/// With ZCA whitening there are also normalization.mean [pixels] and normalization.zca [pixels, pixels], pixels row by row.
/// Tensors are laid out as in Keras: convolution weights [kh, kw, inputs, outputs], dense ones [inputs, outputs], with the inputs of the
/// first dense layer in the order row, column, channel. Any safetensors reader opens the file.
/// </remarks>
internal static class ModelFile
{
    private const string FormatKey = "format";
    private const string FormatName = "digitml-1";
    private const string NetworkKey = "network";
    private const string LabelsKey = "labels";
    private const string MeanKey = "pixelMean";
    private const string DeviationKey = "pixelDeviation";
    private const string WhiteningMeanName = "normalization.mean";
    private const string WhiteningMatrixName = "normalization.zca";
    private const string ProvenancePrefix = "training.";

    /// <summary>Writes a classifier; a file of that name is replaced only when all is written.</summary>
    public static void Write(string path, DigitClassifier classifier)
    {
        var metadata = new Dictionary<string, string>
        {
            [FormatKey] = FormatName,
            [NetworkKey] = NetworkJson.Write(classifier.Network),
            [LabelsKey] = NetworkJson.WriteStrings(classifier.LabelNames),
            [MeanKey] = classifier.Normalization.Mean.ToString("R", CultureInfo.InvariantCulture),
            [DeviationKey] = classifier.Normalization.Deviation.ToString("R", CultureInfo.InvariantCulture),
        };
        foreach ((string key, string value) in classifier.Provenance) { metadata[ProvenancePrefix + key] = value; }
        ParameterSet parameters = classifier.Parameters;
        SafetensorsFile.Write(path, parameters.Parameters.Select(parameter =>
            new SafetensorsArray(parameter.Name, parameter.Spec.Shape, parameters[parameter].ToArray()))
            .Concat(Arrays(classifier.Normalization.Whitening)), metadata);
    }

    private static SafetensorsArray[] Arrays(Whitening? whitening) => whitening is null
        ? []
        :
        [
            new SafetensorsArray(WhiteningMeanName, [whitening.Mean.Length], whitening.Mean),
            new SafetensorsArray(WhiteningMatrixName, [whitening.Mean.Length, whitening.Mean.Length], whitening.Matrix),
        ];

    /// <summary>Reads a classifier, checking that everything is there and fits.</summary>
    /// <exception cref="InvalidDataException">Something is missing, damaged or unknown.</exception>
    public static DigitClassifier Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        string name = Path.GetFileName(path), format = Text(file, FormatKey, name);
        if (format != FormatName)
        {
            throw new InvalidDataException($"{name}: the model's format is \"{format}\"; this version reads \"{FormatName}\".");
        }

        Network network = NetworkJson.Read(Text(file, NetworkKey, name), name);
        if (network.InputShape.Channels != 1)
        {
            throw new InvalidDataException(
                $"{name}: the model takes images of {network.InputShape.Channels} channels; only grey ones, of 1, can be read.");
        }

        string[] labels = NetworkJson.ReadStrings(Text(file, LabelsKey, name), name);
        if (labels.Length != network.Classes)
        {
            throw new InvalidDataException(
                $"{name}: the model has {labels.Length} label names for {network.Classes} outputs; the numbers must be equal.");
        }

        var normalization = new PixelNormalization(Number(file, MeanKey, name), Number(file, DeviationKey, name));
        if (normalization.Deviation <= 0)
        {
            throw new InvalidDataException($"{name}: {DeviationKey} is {normalization.Deviation}; it must be more than 0.");
        }

        normalization = normalization with { Whitening = ReadWhitening(file, network.InputShape.Length, name) };
        return new DigitClassifier(network, ReadParameters(file, network, name), normalization, labels, Provenance(file));
    }

    private static Whitening? ReadWhitening(SafetensorsFile file, int pixels, string name)
    {
        if (!file.Tensors.Any(tensor => tensor.Name is WhiteningMeanName or WhiteningMatrixName)) { return null; }
        float[] mean = file.GetSingles(WhiteningMeanName, pixels), matrix = file.GetSingles(WhiteningMatrixName, pixels, pixels);
        return mean.Concat(matrix).All(float.IsFinite)
            ? new Whitening(mean, matrix)
            : throw new InvalidDataException($"{name}: the whitening has a number that is not finite; train the model again.");
    }

    private static ParameterSet ReadParameters(SafetensorsFile file, Network network, string name)
    {
        (string Name, ParameterSpec Spec)[] wanted =
            [.. network.Places.SelectMany(place => place.Specs.Select(spec => (Parameter.FullName(place.Name, spec), spec)))];
        string? extra = file.Tensors.Select(tensor => tensor.Name)
            .Except([.. wanted.Select(item => item.Name), WhiteningMeanName, WhiteningMatrixName]).FirstOrDefault();
        if (extra is not null) { throw new InvalidDataException($"{name}: the network has no place for the tensor \"{extra}\"."); }

        // Memory is taken only after the file has proved to hold every tensor in its size.
        float[][] values = [.. wanted.Select(item => file.GetSingles(item.Name, item.Spec.Shape))];
        ParameterSet parameters = network.CreateParameters();
        for (int i = 0; i < values.Length; i++) { values[i].CopyTo(parameters[parameters.Parameters[i]]); }
        return parameters;
    }

    private static Dictionary<string, string> Provenance(SafetensorsFile file) => file.Metadata
        .Where(pair => pair.Key.StartsWith(ProvenancePrefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[ProvenancePrefix.Length..], pair => pair.Value);

    private static string Text(SafetensorsFile file, string key, string name) => file.Metadata.TryGetValue(key, out string? value)
        ? value
        : throw new InvalidDataException($"{name}: the metadata has no \"{key}\", so it is no model of DigitML's.");

    private static float Number(SafetensorsFile file, string key, string name)
    {
        string text = Text(file, key, name);
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new InvalidDataException($"{name}: {key} is \"{text}\"; it must be a number.");
    }
}
