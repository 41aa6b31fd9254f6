using System.Globalization;
using DigitML.Engine.Augmentation;
using DigitML.Engine.Layers;
using DigitML.Engine.Networks.Normalization;

namespace DigitML.Engine.Networks.Serialization;

/// <summary>
/// A classifier as a safetensors file: a tensor for every parameter, named layer.parameter, and in the metadata the architecture,
/// label names, normalisation, temperature, number of views and provenance.
/// </summary>
/// <remarks>
/// Of an ensemble, tensors, architecture, normalisation and temperature have the network's number before their name: 0.layer.parameter.
/// With ZCA whitening there are also normalization.mean [pixels] and normalization.zca [pixels, pixels], pixels row by row.
/// Tensors are laid out as in Keras: convolution weights [kh, kw, inputs, outputs], dense ones [inputs, outputs], with the inputs of the
/// first dense layer in the order row, column, channel. Any safetensors reader opens the file.
/// </remarks>
internal static class ModelFile
{
    private const string FormatKey = "format";
    private const string FormatName = "digitml-1";
    private const string EnsembleFormatName = "digitml-2";
    private const string CountKey = "networks";
    private const string NetworkKey = "network";
    private const string LabelsKey = "labels";
    private const string MeanKey = "pixelMean";
    private const string DeviationKey = "pixelDeviation";
    private const string TemperatureKey = "temperature";
    private const string ViewsKey = "views";
    private const string WhiteningMeanName = "normalization.mean";
    private const string WhiteningMatrixName = "normalization.zca";
    private const string ProvenancePrefix = "training.";

    /// <summary>Writes a classifier; a file of that name is replaced only when all is written.</summary>
    public static void Write(string path, Ensemble model) => SafetensorsFile.Write(path, Arrays(model), Metadata(model));

    /// <summary>What <see cref="Write"/> writes.</summary>
    public static byte[] ToBytes(Ensemble model) => SafetensorsWriter.ToBytes(Arrays(model), Metadata(model));

    /// <summary>Reads a classifier, checking that everything is there and fits.</summary>
    /// <exception cref="DigitMLException">Something is missing, damaged or unknown.</exception>
    public static Ensemble Read(string path) => Read(SafetensorsFile.Read(path), Path.GetFileName(path));

    /// <summary>Reads a classifier from the stream's position to its end.</summary>
    /// <exception cref="DigitMLException">Something is missing, damaged or unknown.</exception>
    public static Ensemble Read(Stream stream, string name) => Read(SafetensorsFile.Read(stream, name), name);

    private static Dictionary<string, string> Metadata(Ensemble model)
    {
        int count = model.Members.Count;
        var metadata = new Dictionary<string, string>
        {
            [FormatKey] = count == 1 ? FormatName : EnsembleFormatName,
            [LabelsKey] = NetworkJson.WriteStrings(model.LabelNames),
        };
        if (count > 1) { metadata[CountKey] = count.ToString(CultureInfo.InvariantCulture); }
        AddTemperature(metadata, "", model.Temperature);
        if (model.TestTimeAugmentations > 1) { metadata[ViewsKey] = model.TestTimeAugmentations.ToString(CultureInfo.InvariantCulture); }
        foreach ((string prefix, TrainedNetwork member) in Prefixes(count).Zip(model.Members))
        {
            metadata[prefix + NetworkKey] = NetworkJson.Write(member.Architecture);
            metadata[prefix + MeanKey] = member.Normalization.Mean.ToString("R", CultureInfo.InvariantCulture);
            metadata[prefix + DeviationKey] = member.Normalization.StandardDeviation.ToString("R", CultureInfo.InvariantCulture);
            if (count > 1) { AddTemperature(metadata, prefix, member.Temperature); }
        }

        foreach ((string key, string value) in model.Provenance) { metadata[ProvenancePrefix + key] = value; }
        return metadata;
    }

    private static void AddTemperature(Dictionary<string, string> metadata, string prefix, float temperature)
    {
        if (temperature != 1) { metadata[prefix + TemperatureKey] = temperature.ToString("R", CultureInfo.InvariantCulture); }
    }

    private static IEnumerable<SafetensorsArray> Arrays(Ensemble model) => Prefixes(model.Members.Count).Zip(model.Members)
        .SelectMany(part => Arrays(part.Second.Parameters, part.First, model.Precision)
            .Concat(Arrays(part.Second.Normalization.Whitening, part.First)));

    private static IEnumerable<SafetensorsArray> Arrays(ParameterSet parameters, string prefix, WeightPrecision precision) =>
        from parameter in parameters.Parameters
        let half = precision == WeightPrecision.Half && TrainedNetwork.IsStoredAsHalf(parameter.Spec)
        select new SafetensorsArray(
            prefix + parameter.Name, parameter.Spec.Shape, parameters[parameter].ToArray(), half ? SafetensorsType.F16 : SafetensorsType.F32);

    private static SafetensorsArray[] Arrays(Whitening? whitening, string prefix) => whitening is null
        ? []
        :
        [
            new SafetensorsArray(prefix + WhiteningMeanName, [whitening.Mean.Length], whitening.Mean),
            new SafetensorsArray(prefix + WhiteningMatrixName, [whitening.Mean.Length, whitening.Mean.Length], whitening.Matrix),
        ];

    // What comes before the names that belong to a network.
    private static string[] Prefixes(int count) =>
        count == 1 ? [""] : [.. Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number}."))];

    private static Ensemble Read(SafetensorsFile file, string name)
    {
        string[] prefixes = Prefixes(Count(file, name));
        Network[] networks = [.. prefixes.Select(prefix => ReadNetwork(file, prefix, name))];
        string[] labels = NetworkJson.ReadStrings(Text(file, LabelsKey, name), name);
        foreach (Network network in networks) { CheckFits(network, networks[0], labels, name); }
        (string Prefix, Network Network)[] parts = [.. prefixes.Zip(networks)];
        RequireNoOther(file, parts.SelectMany(Names), name);
        TrainedNetwork[] members = [.. parts.Select(part => new TrainedNetwork(
            part.Network, ReadParameters(file, part.Network, part.Prefix), ReadNormalization(file, part, name),
            part.Prefix.Length > 0 ? ReadTemperature(file, part.Prefix, name) : 1))];
        return new Ensemble(members, labels, Provenance(file))
        {
            TestTimeAugmentations = ReadCopies(file, name), Temperature = ReadTemperature(file, "", name), Precision = ReadPrecision(file, parts),
        };
    }

    private static int Count(SafetensorsFile file, string name)
    {
        string format = Text(file, FormatKey, name);
        if (format == FormatName) { return 1; }
        if (format != EnsembleFormatName)
        {
            throw new DigitMLException(
                $"{name}: the model's format is \"{format}\"; this version reads \"{FormatName}\" and \"{EnsembleFormatName}\".");
        }

        // Each network has tensors of its own, so that a greater number is damage, which must not be believed.
        string text = Text(file, CountKey, name);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 2 && count <= file.Tensors.Count
            ? count
            : throw new DigitMLException(
                $"{name}: {CountKey} is \"{text}\"; it must be a whole number from 2 to that of the tensors, {file.Tensors.Count}.");
    }

    private static Network ReadNetwork(SafetensorsFile file, string prefix, string name)
    {
        Network network = NetworkJson.Read(Text(file, prefix + NetworkKey, name), name);
        return network.InputShape.Channels == 1 ? network : throw new DigitMLException(
            $"{name}: the model takes images of {network.InputShape.Channels} channels; only grey ones, of 1, can be read.");
    }

    private static void CheckFits(Network network, Network first, string[] labels, string name)
    {
        if (labels.Length != network.ClassCount)
        {
            throw new DigitMLException(
                $"{name}: the model has {labels.Length} label names for {network.ClassCount} outputs; the numbers must be equal.");
        }

        if (network.InputShape != first.InputShape)
        {
            throw new DigitMLException(
                $"{name}: the model's networks take images of {first.InputShape.Height}x{first.InputShape.Width} and " +
                $"{network.InputShape.Height}x{network.InputShape.Width} pixels; they must be equal.");
        }
    }

    private static PixelNormalization ReadNormalization(SafetensorsFile file, (string Prefix, Network Network) part, string name)
    {
        var normalization = new PixelNormalization(
            Number(file, part.Prefix + MeanKey, name), PositiveNumber(file, part.Prefix + DeviationKey, name));
        return normalization with { Whitening = ReadWhitening(file, part.Prefix, part.Network.InputShape.Length, name) };
    }

    private static Whitening? ReadWhitening(SafetensorsFile file, string prefix, int pixels, string name)
    {
        string meanName = prefix + WhiteningMeanName, matrixName = prefix + WhiteningMatrixName;
        if (!file.Tensors.Any(tensor => tensor.Name == meanName || tensor.Name == matrixName)) { return null; }
        float[] mean = file.GetSingles(meanName, pixels), matrix = file.GetSingles(matrixName, pixels, pixels);
        return mean.Concat(matrix).All(float.IsFinite)
            ? new Whitening(mean, matrix)
            : throw new DigitMLException($"{name}: the whitening has a number that is not finite; train the model again.");
    }

    private static float ReadTemperature(SafetensorsFile file, string prefix, string name) =>
        file.Metadata.ContainsKey(prefix + TemperatureKey) ? PositiveNumber(file, prefix + TemperatureKey, name) : 1;

    private static int ReadCopies(SafetensorsFile file, string name)
    {
        if (!file.Metadata.TryGetValue(ViewsKey, out string? text)) { return 1; }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int copies)
            && copies is >= 1 and <= TestTimeTransforms.MaximumCount
            ? copies
            : throw new DigitMLException($"{name}: {ViewsKey} is \"{text}\"; it must be a whole number from 1 to {TestTimeTransforms.MaximumCount}.");
    }

    // Half only if nothing would be lost by writing it so again.
    private static WeightPrecision ReadPrecision(SafetensorsFile file, IEnumerable<(string Prefix, Network Network)> parts)
    {
        HashSet<string> halves = [.. file.Tensors.Where(tensor => tensor.Type == SafetensorsType.F16).Select(tensor => tensor.Name)];
        return parts.SelectMany(part => Specs(part.Network, part.Prefix))
            .Where(item => TrainedNetwork.IsStoredAsHalf(item.Spec)).All(item => halves.Contains(item.Name))
            ? WeightPrecision.Half
            : WeightPrecision.Full;
    }

    private static IEnumerable<(string Name, ParameterSpec Spec)> Specs(Network network, string prefix) =>
        network.Places.SelectMany(place => place.Specs.Select(spec => (prefix + Parameter.FullName(place.Name, spec), spec)));

    private static IEnumerable<string> Names((string Prefix, Network Network) part) =>
        [.. Specs(part.Network, part.Prefix).Select(item => item.Name), part.Prefix + WhiteningMeanName, part.Prefix + WhiteningMatrixName];

    private static void RequireNoOther(SafetensorsFile file, IEnumerable<string> wanted, string name)
    {
        string? extra = file.Tensors.Select(tensor => tensor.Name).Except(wanted).FirstOrDefault();
        if (extra is not null) { throw new DigitMLException($"{name}: the network has no place for the tensor \"{extra}\"."); }
    }

    private static ParameterSet ReadParameters(SafetensorsFile file, Network network, string prefix)
    {
        // Memory is taken only after the file has proved to hold every tensor in its size.
        float[][] values = [.. Specs(network, prefix).Select(item => file.GetSingles(item.Name, item.Spec.Shape))];
        ParameterSet parameters = network.CreateParameters();
        for (int i = 0; i < values.Length; i++) { values[i].CopyTo(parameters[parameters.Parameters[i]]); }
        return parameters;
    }

    private static Dictionary<string, string> Provenance(SafetensorsFile file) => file.Metadata
        .Where(pair => pair.Key.StartsWith(ProvenancePrefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[ProvenancePrefix.Length..], pair => pair.Value);

    private static string Text(SafetensorsFile file, string key, string name) => file.Metadata.TryGetValue(key, out string? value)
        ? value
        : throw new DigitMLException($"{name}: the metadata has no \"{key}\", so it is no model of DigitML's.");

    private static float Number(SafetensorsFile file, string key, string name)
    {
        string text = Text(file, key, name);
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new DigitMLException($"{name}: {key} is \"{text}\"; it must be a number.");
    }

    private static float PositiveNumber(SafetensorsFile file, string key, string name)
    {
        float value = Number(file, key, name);
        return value > 0 ? value : throw new DigitMLException(
            string.Create(CultureInfo.InvariantCulture, $"{name}: {key} is {value}; it must be more than 0."));
    }
}
