using DigitML.Engine.Networks.Serialization;
using DigitML.Tests.Data;
using DigitML.Tests.Engine;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

[TestClass]
public sealed class WeightPrecisionTests : IDisposable
{
    private static readonly DigitClassifier Classifier =
        DigitClassifierFactory.Make(new Network([new Conv2D(8, 3), new BatchNorm(), new Relu(), new Flatten(), new Dense(10)]));

    private static readonly ImageSet Images = SyntheticDigits.Make(40);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Save_Half_IsHalfAsLarge()
    {
        Classifier.Save(_folder["full"]);
        Classifier.Save(_folder["half"], WeightPrecision.Half);

        long full = new FileInfo(_folder["full"]).Length, half = new FileInfo(_folder["half"]).Length;

        Assert.AreEqual(.5, (double)half / full, .02);
    }

    [TestMethod]
    public void Save_Half_StoresWeightsInHalfAndTheFewOthersInFull()
    {
        Classifier.Save(_folder["half"], WeightPrecision.Half);

        foreach (SafetensorsTensor tensor in SafetensorsFile.Read(_folder["half"]).Tensors)
        {
            bool many = tensor.Name is "conv2d.weight" or "dense.weight";
            Assert.AreEqual(many ? SafetensorsType.F16 : SafetensorsType.F32, tensor.Type, tensor.Name);
        }
    }

    [TestMethod]
    public void Load_Half_PredictsNearlyTheSame()
    {
        Classifier.Save(_folder["half"], WeightPrecision.Half);

        DigitClassifier half = DigitClassifier.Load(_folder["half"]);

        float[] expected = Classifier.PredictProbabilities(Images), probabilities = half.PredictProbabilities(Images);
        TorchFixture.AssertClose(expected, probabilities, 5e-3);
        Assert.AreNotEqual(Classifier.WeightsSha256(), half.WeightsSha256());
    }

    [TestMethod]
    public void WithPrecision_Half_IsWhatSavingAndLoadingGives()
    {
        DigitClassifier rounded = Classifier.WithPrecision(WeightPrecision.Half);
        Classifier.Save(_folder["half"], WeightPrecision.Half);

        DigitClassifier loaded = DigitClassifier.Load(_folder["half"]);

        Assert.AreEqual(rounded.WeightsSha256(), loaded.WeightsSha256());
        Assert.AreSequenceEqual(rounded.PredictProbabilities(Images), loaded.PredictProbabilities(Images));
        Assert.AreEqual(WeightPrecision.Half, loaded.Precision);
    }

    [TestMethod]
    public void Save_ModelReadFromHalf_WritesTheSameBytes()
    {
        Classifier.Save(_folder["half"], WeightPrecision.Half);

        DigitClassifier.Load(_folder["half"]).Save(_folder["again"]);

        Assert.AreSequenceEqual(File.ReadAllBytes(_folder["half"]), File.ReadAllBytes(_folder["again"]));
    }

    [TestMethod]
    public void WithPrecision_FullOfAModelReadFromHalf_KeepsItsWeights()
    {
        DigitClassifier half = Classifier.WithPrecision(WeightPrecision.Half);

        half.Save(_folder["full"], WeightPrecision.Full);
        DigitClassifier loaded = DigitClassifier.Load(_folder["full"]);

        Assert.AreEqual(WeightPrecision.Full, loaded.Precision);
        Assert.AreEqual(half.WeightsSha256(), loaded.WeightsSha256());
    }

    [TestMethod]
    public void Save_HalfOfAnEnsemble_RoundsEveryNetwork()
    {
        DigitClassifier ensemble = DigitClassifier.Combine(DigitClassifierFactory.MakeSeveral());
        ensemble.Save(_folder["half"], WeightPrecision.Half);

        DigitClassifier loaded = DigitClassifier.Load(_folder["half"]);

        Assert.AreEqual(WeightPrecision.Half, loaded.Precision);
        Assert.AreEqual(ensemble.WithPrecision(WeightPrecision.Half).WeightsSha256(), loaded.WeightsSha256());
        ImageSet images = SyntheticDigits.Make(40, size: 12);
        TorchFixture.AssertClose(ensemble.PredictProbabilities(images), loaded.PredictProbabilities(images), 5e-3);
    }

    [TestMethod]
    [DataRow(WeightPrecision.Half, WeightPrecision.Half, WeightPrecision.Half)]
    [DataRow(WeightPrecision.Half, WeightPrecision.Full, WeightPrecision.Full)]
    public void Combine_Precisions_IsTheFinest(WeightPrecision one, WeightPrecision other, WeightPrecision expected) => Assert.AreEqual(
        expected, DigitClassifier.Combine([Classifier.WithPrecision(one), Classifier.WithPrecision(other)]).Precision);

    [TestMethod]
    public void Save_WeightBeyondHalf_SaysSoAndWritesNothing()
    {
        DigitClassifier large = DigitClassifierFactory.Make(DigitClassifierFactory.Plain);
        large.Parameters[large.Parameters.Parameters[0]][3] = 70_000;

        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => large.Save(_folder["half"], WeightPrecision.Half));

        Assert.AreEqual(
            "A weight of dense.weight is 70000, and 16 bits hold at most 65504: save the model in full precision.", error.Message);
        Assert.IsFalse(File.Exists(_folder["half"]));
    }

    [TestMethod]
    public void WithPrecision_UnknownValue_SaysWhatIsWanted() => Assert.AreEqual(
        "The precision of the weights is 7; it must be Full or Half.",
        Assert.ThrowsExactly<DigitMLException>(() => Classifier.WithPrecision((WeightPrecision)7)).Message);

    [TestMethod]
    public void Save_Stream_HoldsWhatTheFileDoes()
    {
        using var stream = new MemoryStream();
        Classifier.Save(_folder["model"]);

        Classifier.Save(stream);

        Assert.AreSequenceEqual(File.ReadAllBytes(_folder["model"]), stream.ToArray());
        stream.Position = 0;
        Assert.AreEqual(Classifier.WeightsSha256(), DigitClassifier.Load(stream).WeightsSha256());
    }

    [TestMethod]
    public void Load_StreamThatIsNoModel_NamesItAsAsked()
    {
        using var stream = new MemoryStream([1, 2, 3]);

        Assert.StartsWith("upload has 3 bytes", Assert.ThrowsExactly<DigitMLException>(() => DigitClassifier.Load(stream, "upload")).Message);
    }
}
