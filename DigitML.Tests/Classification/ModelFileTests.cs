using DigitML.Engine.Networks.Serialization;
using DigitML.Tests.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

/// <summary>A classifier saved and loaded again, and every complaint about a file that is no good.</summary>
[TestClass]
public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_SavedClassifier_IsTheSameToTheBit()
    {
        string path = _folder["models", "every.safetensors"];
        var provenance = new Dictionary<string, string> { ["preset"] = "mine", ["note"] = "ೱ \"x\"\n" };
        string[] labels = ["೦", "೧", "೨", "೩", "೪", "೫", "೬", "೭", "೮", "೯"];
        DigitClassifier saved = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer, 1, labels, provenance);
        ImageSet images = SyntheticDigits.Make(50, size: 12);

        saved.Save(path);
        DigitClassifier loaded = DigitClassifier.Load(path);

        Assert.AreSequenceEqual(saved.PredictProbabilities(images), loaded.PredictProbabilities(images));
        Assert.AreEqual(saved.WeightsSha256(), loaded.WeightsSha256());
        Assert.AreEqual(saved.Normalization, loaded.Normalization);
        Assert.AreSequenceEqual(labels, loaded.LabelNames);
        Assert.AreSequenceEqual(saved.Network.Layers, loaded.Network.Layers);
        Assert.AreEquivalent(provenance, loaded.Provenance.ToDictionary());
    }

    [TestMethod]
    public void Load_WhitenedClassifier_IsTheSameToTheBit()
    {
        string path = SaveWhitened();
        ImageSet images = SyntheticDigits.Make(50, size: 6);

        DigitClassifier loaded = DigitClassifier.Load(path), again = DigitClassifier.Load(path);

        Assert.AreEqual(NormalizationKind.Zca, loaded.Normalization.Kind);
        Assert.AreEqual(Whitened().Normalization, loaded.Normalization);
        float[] probabilities = Whitened().PredictProbabilities(images);
        Assert.AreSequenceEqual(probabilities, loaded.PredictProbabilities(images));
        for (int image = 0; image < images.Count; image++)
        {
            Prediction single = again.PredictPixels(images.Pixels(image));
            Assert.AreEqual(probabilities[image * 10 + single.LabelIndex], single.Confidence, 1e-5);
        }
    }

    [TestMethod]
    [DataRow("normalization.mean")]
    [DataRow("normalization.zca")]
    public void Load_HalfAWhitening_SaysWhatIsMissing(string name) => AssertRefused(
        SaveWhitened(), $"{_folder["model.safetensors"]} has no tensor '{name}': it has " +
        $"'dense.bias', 'dense.weight', '{(name.EndsWith("mean", StringComparison.Ordinal) ? "normalization.zca" : "normalization.mean")}'.",
        (_, tensors) => tensors.RemoveAll(tensor => tensor.Name == name));

    [TestMethod]
    public void Load_WhiteningOfAnotherSize_SaysWhichIsNeeded() => AssertRefused(
        SaveWhitened(), $"{_folder["model.safetensors"]}: tensor 'normalization.zca' has shape [18, 72], but [36, 36] is needed: " +
        "was it saved from another network?",
        (_, tensors) =>
        {
            int index = tensors.FindIndex(tensor => tensor.Name == "normalization.zca");
            tensors[index] = tensors[index] with { Shape = [18, 72] };
        });

    [TestMethod]
    [DataRow("normalization.mean")]
    [DataRow("normalization.zca")]
    public void Load_WhiteningNotFinite_IsRefused(string name) => AssertRefused(
        SaveWhitened(), "model.safetensors: the whitening has a number that is not finite; train the model again.",
        (_, tensors) =>
        {
            int index = tensors.FindIndex(tensor => tensor.Name == name);
            tensors[index] = tensors[index] with { Values = Enumerable.Repeat(float.NaN, tensors[index].Values.Length).ToArray() };
        });

    [TestMethod]
    public void Save_SameClassifier_WritesTheSameBytes()
    {
        DigitClassifier classifier = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer);

        classifier.Save(_folder["one"]);
        classifier.Save(_folder["two"]);
        DigitClassifier.Load(_folder["one"]).Save(_folder["three"]);

        byte[] expected = File.ReadAllBytes(_folder["one"]);
        Assert.AreSequenceEqual(expected, File.ReadAllBytes(_folder["two"]));
        Assert.AreSequenceEqual(expected, File.ReadAllBytes(_folder["three"]));
    }

    [TestMethod]
    public void Save_OverAnOlderModel_ReplacesIt()
    {
        string path = _folder["model.safetensors"];
        DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer).Save(path);
        DigitClassifier newer = DigitClassifierFactory.Make(DigitClassifierFactory.Plain, seed: 2);

        newer.Save(path);

        Assert.AreEqual(newer.WeightsSha256(), DigitClassifier.Load(path).WeightsSha256());
    }

    [TestMethod]
    [DataRow("format")]
    [DataRow("network")]
    [DataRow("labels")]
    [DataRow("pixelMean")]
    [DataRow("pixelDeviation")]
    public void Load_MetadataMissing_SaysWhich(string key) => AssertRefused(
        $"model.safetensors: the metadata has no \"{key}\", so it is no model of DigitML's.", (metadata, _) => metadata.Remove(key));

    [TestMethod]
    [DataRow("format", "digitml-9", "model.safetensors: the model's format is \"digitml-9\"; this version reads \"digitml-1\" and \"digitml-2\".")]
    [DataRow("labels", "[\"0\",\"1\"]", "model.safetensors: the model has 2 label names for 10 outputs; the numbers must be equal.")]
    [DataRow("pixelDeviation", "0", "model.safetensors: pixelDeviation is 0; it must be more than 0.")]
    [DataRow("pixelDeviation", "-1", "model.safetensors: pixelDeviation is -1; it must be more than 0.")]
    [DataRow("pixelDeviation", "NaN", "model.safetensors: pixelDeviation is \"NaN\"; it must be a number.")]
    [DataRow("pixelDeviation", "", "model.safetensors: pixelDeviation is \"\"; it must be a number.")]
    [DataRow("views", "0", "model.safetensors: views is \"0\"; it must be a whole number from 1 to 11.")]
    [DataRow("views", "12", "model.safetensors: views is \"12\"; it must be a whole number from 1 to 11.")]
    [DataRow("views", "five", "model.safetensors: views is \"five\"; it must be a whole number from 1 to 11.")]
    [DataRow("temperature", "NaN", "model.safetensors: temperature is \"NaN\"; it must be a number.")]
    [DataRow("temperature", "", "model.safetensors: temperature is \"\"; it must be a number.")]
    [DataRow("temperature", "0", "model.safetensors: temperature is 0; it must be more than 0.")]
    [DataRow("temperature", "-0.5", "model.safetensors: temperature is -0.5; it must be more than 0.")]
    [DataRow("pixelMean", "half", "model.safetensors: pixelMean is \"half\"; it must be a number.")]
    [DataRow("pixelMean", "1e99", "model.safetensors: pixelMean is \"1e99\"; it must be a number.")]
    public void Load_MetadataWrong_SaysWhatIsWanted(string key, string value, string sentence) =>
        AssertRefused(sentence, (metadata, _) => metadata[key] = value);

    [TestMethod]
    public void Load_UnknownLayer_SaysWhichAreKnown() => AssertRefused(
        "model.safetensors: the architecture has a layer \"Lstm\"; this version knows Conv2D, Dense, MaxPool2D, AveragePool2D, " +
        "GlobalAveragePool2D, BatchNorm, Dropout, Flatten, Relu, LeakyRelu.",
        (metadata, _) => metadata["network"] = metadata["network"].Replace("Flatten", "Lstm", StringComparison.Ordinal));

    [TestMethod]
    public void Load_ColourNetwork_IsRefused() => AssertRefused(
        "model.safetensors: the model takes images of 3 channels; only grey ones, of 1, can be read.",
        (metadata, _) => metadata["network"] = metadata["network"].Replace("[6,6,1]", "[6,6,3]", StringComparison.Ordinal));

    [TestMethod]
    public void Load_TensorMissing_SaysWhichAndWhatThereIs() => AssertRefused(
        $"{_folder["model.safetensors"]} has no tensor 'dense.bias': it has 'dense.weight'.",
        (_, tensors) => tensors.RemoveAll(tensor => tensor.Name == "dense.bias"));

    [TestMethod]
    public void Load_TensorTooMany_SaysWhich() => AssertRefused(
        "model.safetensors: the network has no place for the tensor \"dense_1.bias\".",
        (_, tensors) => tensors.Add(new SafetensorsArray("dense_1.bias", [2], new float[2])));

    [TestMethod]
    public void Load_TensorOfAnotherShape_SaysWhichIsNeeded() => AssertRefused(
        $"{_folder["model.safetensors"]}: tensor 'dense.weight' has shape [10, 36], but [36, 10] is needed: was it saved from another network?",
        (_, tensors) =>
        {
            int index = tensors.FindIndex(tensor => tensor.Name == "dense.weight");
            tensors[index] = tensors[index] with { Shape = [10, 36] };
        });

    // The file claims 46 million weights and holds 370: the claim must not be believed.
    [TestMethod]
    public void Load_ClaimOfAHugeNetwork_TakesNoMemory()
    {
        const string Flatten = """{"type":"Flatten"}""", Wide = """{"type":"Dense","units":1000000,"useBias":true}""";
        long start = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused(
            $"{_folder["model.safetensors"]}: tensor 'dense.weight' has shape [36, 10], but [36, 1000000] is needed: " +
            "was it saved from another network?",
            (metadata, _) => metadata["network"] = metadata["network"].Replace(Flatten, $"{Flatten},{Wide}", StringComparison.Ordinal));

        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - start);
    }

    [TestMethod]
    public void Load_NoFile_SaysSo()
    {
        string missing = _folder["missing.safetensors"], folder = _folder["folder"];
        Directory.CreateDirectory(folder);

        Assert.Contains(missing, Assert.ThrowsExactly<FileNotFoundException>(() => DigitClassifier.Load(missing)).Message);
        Assert.Contains(folder, Assert.ThrowsExactly<IOException>(() => DigitClassifier.Load(folder)).Message);
        Assert.ThrowsExactly<DigitMLException>(() => DigitClassifier.Load(""));
    }

    [TestMethod]
    public void Load_CutOffAnywhere_IsInvalidData()
    {
        string path = SavePlain();
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.ThrowsExactly<DigitMLException>(() => DigitClassifier.Load(path), $"{length} of {whole.Length} bytes");
        }
    }

    [TestMethod]
    public void Load_OneByteChanged_IsInvalidDataOrAModel()
    {
        string path = SavePlain();
        byte[] whole = File.ReadAllBytes(path);
        int header = BitConverter.ToInt32(whole) + 8, refused = 0;
        for (int position = 0; position < header; position++)
        {
            byte before = whole[position];
            whole[position] ^= (byte)(1 << position % 7);
            File.WriteAllBytes(path, whole);
            whole[position] = before;
            try
            {
                DigitClassifier.Load(path).PredictPixels(new byte[36]);
            }
            catch (DigitMLException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(header / 2, refused);
    }

    private string SavePlain()
    {
        string path = _folder["model.safetensors"];
        DigitClassifierFactory.Make(DigitClassifierFactory.Plain).Save(path);
        return path;
    }

    private string SaveWhitened()
    {
        string path = _folder["model.safetensors"];
        Whitened().Save(path);
        return path;
    }

    private static DigitClassifier Whitened()
    {
        DigitClassifier plain = DigitClassifierFactory.Make(DigitClassifierFactory.Plain);
        return new DigitClassifier(
            plain.Network, plain.Parameters,
            PixelNormalization.Measure(SyntheticDigits.Make(99, size: 6), NormalizationKind.Zca, .01f),
            plain.LabelNames, plain.Provenance);
    }

    private void AssertRefused(string sentence, Action<Dictionary<string, string>, List<SafetensorsArray>> damage) =>
        AssertRefused(SavePlain(), sentence, damage);

    private static void AssertRefused(string path, string sentence, Action<Dictionary<string, string>, List<SafetensorsArray>> damage) =>
        Assert.AreEqual(sentence, DamagedModel.Refusal(path, damage));
}
