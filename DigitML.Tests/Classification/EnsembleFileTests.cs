using DigitML.Engine.Networks.Serialization;
using DigitML.Tests.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

/// <summary>An ensemble saved and loaded again, and every complaint about a file with a part that is no good.</summary>
[TestClass]
public sealed class EnsembleFileTests : IDisposable
{
    private static readonly ImageSet Images = SyntheticDigits.Make(30, size: 12);
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder["model.safetensors"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_SavedEnsemble_IsTheSameToTheBit()
    {
        DigitClassifier saved = Save();

        DigitClassifier loaded = DigitClassifier.Load(FilePath);

        Assert.AreSequenceEqual(saved.PredictProbabilities(Images), loaded.PredictProbabilities(Images));
        Assert.AreEqual(saved.WeightsSha256(), loaded.WeightsSha256());
        Assert.AreEqual(1.25f, loaded.Temperature);
        Assert.AreSequenceEqual(new[] { .5f, 1, 1 }, loaded.Ensemble.Members.Select(member => member.Temperature));
        Assert.AreSequenceEqual(
            saved.Ensemble.Members.Select(member => member.Normalization), loaded.Ensemble.Members.Select(member => member.Normalization));
        Assert.AreEquivalent(saved.Provenance.ToDictionary(), loaded.Provenance.ToDictionary());
    }

    [TestMethod]
    public void Load_EnsembleWithWhitening_IsTheSameToTheBit()
    {
        DigitClassifier plain = DigitClassifierFactory.MakeSeveral()[0];
        PixelNormalization zca = PixelNormalization.Measure(Images, NormalizationKind.Zca);
        var whitened = new DigitClassifier(plain.Network, plain.Parameters, zca, plain.LabelNames, plain.Provenance);
        DigitClassifier saved = DigitClassifier.Combine([plain, whitened]);
        saved.Save(FilePath);

        DigitClassifier loaded = DigitClassifier.Load(FilePath);

        Assert.AreSequenceEqual(saved.PredictProbabilities(Images), loaded.PredictProbabilities(Images));
        Assert.AreSequenceEqual(
            new[] { NormalizationKind.Standardize, NormalizationKind.Zca },
            loaded.Ensemble.Members.Select(member => member.Normalization.Kind));
    }

    [TestMethod]
    public void Save_LoadedEnsemble_WritesTheSameBytes()
    {
        Save();

        DigitClassifier.Load(FilePath).Save(_folder["again"]);

        Assert.AreSequenceEqual(File.ReadAllBytes(FilePath), File.ReadAllBytes(_folder["again"]));
    }

    [TestMethod]
    public void Save_Tensors_AreNamedByTheirNetwork()
    {
        Save();

        string[] names = [.. SafetensorsFile.Read(FilePath).Tensors.Select(tensor => tensor.Name)];

        Assert.Contains("0.conv2d.weight", names);
        Assert.Contains("1.conv2d.weight", names);
        Assert.Contains("2.dense.bias", names);
    }

    // What a single network's file holds is what earlier versions read.
    [TestMethod]
    public void Save_OneNetwork_KeepsTheFormatOfEarlierVersions()
    {
        DigitClassifierFactory.Make(DigitClassifierFactory.Plain).Save(FilePath);

        SafetensorsFile file = SafetensorsFile.Read(FilePath);

        Assert.AreSequenceEqual(new[] { "dense.bias", "dense.weight" }, file.Tensors.Select(tensor => tensor.Name));
        Assert.AreSequenceEqual(new[] { "format", "labels", "network", "pixelDeviation", "pixelMean" }, file.Metadata.Keys);
        Assert.AreEqual("digitml-1", file.Metadata["format"]);
    }

    [TestMethod]
    [DataRow("networks", "model.safetensors: the metadata has no \"networks\", so it is no model of DigitML's.")]
    [DataRow("1.network", "model.safetensors: the metadata has no \"1.network\", so it is no model of DigitML's.")]
    [DataRow("2.pixelMean", "model.safetensors: the metadata has no \"2.pixelMean\", so it is no model of DigitML's.")]
    public void Load_MetadataMissing_SaysWhich(string key, string sentence) => AssertRefused(sentence, (metadata, _) => metadata.Remove(key));

    [TestMethod]
    [DataRow("networks", "3.5", "model.safetensors: networks is \"3.5\"; it must be a whole number from 2 to that of the tensors, 24.")]
    [DataRow("networks", "1", "model.safetensors: networks is \"1\"; it must be a whole number from 2 to that of the tensors, 24.")]
    [DataRow("networks", "-3", "model.safetensors: networks is \"-3\"; it must be a whole number from 2 to that of the tensors, 24.")]
    [DataRow("networks", "2000000000", "networks is \"2000000000\"; it must be a whole number from 2 to that of the tensors, 24.")]
    [DataRow("networks", "4", "model.safetensors: the metadata has no \"3.network\", so it is no model of DigitML's.")]
    [DataRow("networks", "2", "model.safetensors: the network has no place for the tensor \"2.conv2d.bias\".")]
    [DataRow("temperature", "NaN", "model.safetensors: temperature is \"NaN\"; it must be a number.")]
    [DataRow("0.temperature", "0", "model.safetensors: 0.temperature is 0; it must be more than 0.")]
    [DataRow("1.temperature", "-1", "model.safetensors: 1.temperature is -1; it must be more than 0.")]
    [DataRow("2.pixelDeviation", "0", "model.safetensors: 2.pixelDeviation is 0; it must be more than 0.")]
    [DataRow("labels", "[\"0\"]", "model.safetensors: the model has 1 label names for 10 outputs; the numbers must be equal.")]
    public void Load_MetadataWrong_SaysWhatIsWanted(string key, string value, string sentence) =>
        AssertRefused(sentence, (metadata, _) => metadata[key] = value);

    [TestMethod]
    public void Load_NetworksOfDifferentSizes_SaysBoth() => AssertRefused(
        "model.safetensors: the model's networks take images of 12x12 and 14x12 pixels; they must be equal.",
        (metadata, _) => metadata["2.network"] = metadata["2.network"].Replace("[12,12,1]", "[14,12,1]", StringComparison.Ordinal));

    [TestMethod]
    public void Load_TensorOfOneNetworkMissing_SaysWhich() => AssertRefused(
        "has no tensor '1.conv2d.weight'", (_, tensors) => tensors.RemoveAll(tensor => tensor.Name == "1.conv2d.weight"));

    [TestMethod]
    public void Load_TensorOfAnotherShape_SaysWhichIsNeeded() => AssertRefused(
        "tensor '2.dense.bias' has shape [5, 2], but [10] is needed: was it saved from another network?",
        (_, tensors) =>
        {
            int index = tensors.FindIndex(tensor => tensor.Name == "2.dense.bias");
            tensors[index] = tensors[index] with { Shape = [5, 2] };
        });

    private DigitClassifier Save()
    {
        DigitClassifier[] parts = DigitClassifierFactory.MakeSeveral();
        parts[0] = DigitClassifierFactory.WithTemperature(parts[0], .5f);
        DigitClassifier saved = DigitClassifierFactory.WithTemperature(DigitClassifier.Combine(parts), 1.25f);
        saved.Save(FilePath);
        return saved;
    }

    private void AssertRefused(string sentence, Action<Dictionary<string, string>, List<SafetensorsArray>> damage)
    {
        Save();
        Assert.Contains(sentence, DamagedModel.Refusal(FilePath, damage));
    }
}
