using DigitML.Tests.Engine;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

/// <summary>Several networks as one classifier. Saving and loading: <see cref="EnsembleFileTests"/>.</summary>
[TestClass]
public sealed class EnsembleTests
{
    private static readonly DigitClassifier[] Parts = DigitClassifierFactory.MakeSeveral();
    private static readonly DigitClassifier Combined = DigitClassifier.Combine(Parts);

    // More than a batch of 128, and a rest.
    private static readonly ImageSet Images = SyntheticDigits.Make(150, size: 12);
    private static readonly float[] Probabilities = Combined.PredictProbabilities(Images, threads: 1);

    [TestMethod]
    public void Combine_SeveralClassifiers_MeansTheirProbabilities() =>
        TorchFixture.AssertClose(Mean(Parts), Probabilities, 1e-6);

    [TestMethod]
    public void Combine_CalibratedClassifiers_MeansTheirCalibratedProbabilities()
    {
        DigitClassifier[] calibrated = [.. Parts.Select((part, i) => DigitClassifierFactory.WithTemperature(part, .5f + i))];

        float[] probabilities = DigitClassifier.Combine(calibrated).PredictProbabilities(Images);

        TorchFixture.AssertClose(Mean(calibrated), probabilities, 1e-6);
        Assert.IsGreaterThan(.01, probabilities.Zip(Probabilities, (one, other) => Math.Abs(one - other)).Max());
    }

    [TestMethod]
    public void Combine_AnEnsembleAndAnother_GivesEveryNetworkOneVote()
    {
        DigitClassifier pair = DigitClassifierFactory.WithTemperature(DigitClassifier.Combine(Parts[..2]), 3);

        DigitClassifier nested = DigitClassifier.Combine([pair, Parts[2]]);

        Assert.AreSequenceEqual(Probabilities, nested.PredictProbabilities(Images));
        Assert.AreEqual(1, nested.Temperature);
    }

    [TestMethod]
    public void Combine_OneClassifier_IsThatOne() => Assert.AreSame(Parts[0], DigitClassifier.Combine(Parts[..1]));

    [TestMethod]
    public void Combine_Networks_AreListedInOrder()
    {
        Assert.AreSequenceEqual(Parts.Select(part => part.Network), Combined.Networks);
        Assert.AreSame(Parts[0].Network, Combined.Network);
        Assert.AreEqual(Parts[0].Normalization, Combined.Normalization);
        Assert.HasCount(1, Parts[0].Networks);
    }

    [TestMethod]
    public void Combine_Provenance_KeepsWhatIsEqualAndListsWhatDiffers()
    {
        Assert.AreEqual("mine", Combined.Provenance["preset"]);
        Assert.AreEqual("1; 2; 7", Combined.Provenance["seed"]);
    }

    [TestMethod]
    public void Combine_WhatDoesNotFit_SaysWhy()
    {
        DigitClassifier small = DigitClassifierFactory.Make(DigitClassifierFactory.Plain);
        DigitClassifier named = DigitClassifierFactory.Make(
            DigitClassifierFactory.EveryLayer, labels: ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);

        AssertRefused("There is no classifier to combine; give at least one.", []);
        AssertRefused("Classifier 2 takes images of 6x6 pixels and the first of 12x12: they must be equal to be combined.", [Parts[0], small]);
        AssertRefused(
            "Classifier 3 has the labels a b c d e f g h i j and the first 0 1 2 3 4 5 6 7 8 9: they must be equal to be combined.",
            [Parts[0], Parts[1], named]);
        Assert.ThrowsExactly<ArgumentNullException>(() => DigitClassifier.Combine([Parts[0], null!]));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void PredictProbabilities_AnyNumberOfThreads_GivesTheSame(int threads) =>
        Assert.AreSequenceEqual(Probabilities, Combined.PredictProbabilities(Images, threads));

    [TestMethod]
    public void PredictPixels_EachImage_AgreesWithTheSet()
    {
        for (int image = 0; image < Images.Count; image += 7)
        {
            TorchFixture.AssertClose(
                Probabilities.AsSpan(image * 10, 10), Combined.PredictPixels(Images.Pixels(image)).Probabilities, 1e-5);
        }
    }

    [TestMethod]
    public void PredictPixels_SinglesAndSetsAtOnce_GiveTheSerialResults()
    {
        float[][] singles = [.. Enumerable.Range(0, 20).Select(image => Combined.PredictPixels(Images.Pixels(image)).Probabilities.ToArray())];
        DigitClassifier shared = DigitClassifier.Combine(Parts);

        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, item =>
        {
            if (item % 8 == 0) { Assert.AreSequenceEqual(Probabilities, shared.PredictProbabilities(Images, threads: 1)); }
            else { Assert.AreSequenceEqual(singles[item % 20], shared.PredictPixels(Images.Pixels(item % 20)).Probabilities.ToArray()); }
        });
    }

    [TestMethod]
    public void PredictPixels_AfterTheFirst_AllocatesOnlyItsResult()
    {
        Combined.PredictPixels(Images.Pixels(0));
        long start = GC.GetAllocatedBytesForCurrentThread();

        for (int image = 0; image < 100; image++) { Combined.PredictPixels(Images.Pixels(image)); }

        Assert.IsLessThan(300, (GC.GetAllocatedBytesForCurrentThread() - start) / 100);
    }

    [TestMethod]
    public void PredictPixels_MemberThatGivesNaN_GivesNaN()
    {
        DigitClassifier broken = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer, seed: 9);
        broken.Parameters.Values.Fill(float.NaN);

        Prediction prediction = DigitClassifier.Combine([Parts[0], broken]).PredictPixels(Images.Pixels(0));

        Assert.IsTrue(prediction.Probabilities.ToArray().All(float.IsNaN));
    }

    [TestMethod]
    public void WeightsSha256_IsOverAllNetworksInOrder()
    {
        Assert.AreEqual(Combined.WeightsSha256(), DigitClassifier.Combine(DigitClassifierFactory.MakeSeveral()).WeightsSha256());
        string[] sums = [Combined.WeightsSha256(), DigitClassifier.Combine(Parts.Reverse()).WeightsSha256(), Parts[0].WeightsSha256()];
        Assert.HasCount(3, sums.Distinct());
    }

    // In double precision, from the parts' own probabilities.
    private static float[] Mean(DigitClassifier[] parts)
    {
        float[][] each = [.. parts.Select(part => part.PredictProbabilities(Images))];
        return [.. Enumerable.Range(0, each[0].Length).Select(i => (float)each.Average(probabilities => (double)probabilities[i]))];
    }

    private static void AssertRefused(string sentence, DigitClassifier[] parts) =>
        Assert.AreEqual(sentence, Assert.ThrowsExactly<DigitMLException>(() => DigitClassifier.Combine(parts)).Message);
}
