using DigitML.Tests.Data;
using DigitML.Tests.Engine;
using DigitML.Tests.Engine.Networks;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

/// <summary>Classifiers whose confidence is made to fit. How the temperature is found: <see cref="TemperatureScalingTests"/>.</summary>
[TestClass]
public sealed class CalibrationTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(200, size: 12);

    // It guesses, and is far too sure of it.
    private static readonly DigitClassifier Boaster =
        DigitClassifierFactory.WithTemperature(DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer), .05f);

    private static readonly DigitClassifier[] Parts = DigitClassifierFactory.MakeSeveral();

    [TestMethod]
    public void Calibrate_TooSureClassifier_IsTempered()
    {
        DigitClassifier calibrated = Boaster.Calibrate(Images);

        MulticlassMetrics before = Boaster.Evaluate(Images), after = calibrated.Evaluate(Images);
        Assert.IsGreaterThan(.05f, calibrated.Temperature);
        Assert.IsLessThan(before.LogLoss, after.LogLoss);
        Assert.IsLessThan(before.ExpectedCalibrationError, after.ExpectedCalibrationError);
    }

    [TestMethod]
    public void Calibrate_AnyClassifier_KeepsWhatIsPredictedAndTheWeights()
    {
        foreach (DigitClassifier classifier in new[] { Boaster, DigitClassifier.Combine(Parts), Parts[1].WithTestTimeAugmentation(3) })
        {
            DigitClassifier calibrated = classifier.Calibrate(Images);

            Assert.AreNotEqual(classifier.Temperature, calibrated.Temperature);
            Assert.AreSequenceEqual(Predicted(classifier), Predicted(calibrated));
            Assert.AreEqual(classifier.WeightsSha256(), calibrated.WeightsSha256());
            Assert.AreEqual(classifier.TestTimeAugmentations, calibrated.TestTimeAugmentations);
            Assert.AreSame(classifier.Provenance, calibrated.Provenance);
        }
    }

    [TestMethod]
    public void Calibrate_Twice_FindsTheSame()
    {
        DigitClassifier once = Boaster.Calibrate(Images, threads: 1);

        Assert.AreEqual(once.Temperature, once.Calibrate(Images, threads: 3).Temperature);
    }

    [TestMethod]
    public void Calibrate_Ensemble_LeavesItsNetworksAsTheyAre()
    {
        DigitClassifier ensemble = DigitClassifier.Combine([Boaster, Parts[2]]);

        DigitClassifier calibrated = ensemble.Calibrate(Images);

        Assert.AreSequenceEqual(new[] { .05f, 1 }, calibrated.Ensemble.Members.Select(member => member.Temperature));
        Assert.IsLessThan(ensemble.Evaluate(Images).LogLoss, calibrated.Evaluate(Images).LogLoss);
    }

    [TestMethod]
    public void PredictPixels_Calibrated_AgreesWithTheSet()
    {
        foreach (DigitClassifier classifier in new[] { Boaster.Calibrate(Images), DigitClassifier.Combine(Parts).Calibrate(Images) })
        {
            float[] probabilities = classifier.PredictProbabilities(Images);
            TorchFixture.AssertClose(probabilities.AsSpan(50, 10), classifier.PredictPixels(Images.Pixels(5)).Probabilities, 1e-5);
        }
    }

    [TestMethod]
    public void Save_Calibrated_KeepsTheTemperature()
    {
        using var folder = new TemporaryFolder();
        DigitClassifier calibrated = Boaster.Calibrate(Images);

        calibrated.Save(folder["model.safetensors"]);
        DigitClassifier loaded = DigitClassifier.Load(folder["model.safetensors"]);

        Assert.AreEqual(calibrated.Temperature, loaded.Temperature);
        Assert.AreSequenceEqual(calibrated.PredictProbabilities(Images), loaded.PredictProbabilities(Images));
    }

    [TestMethod]
    public void WithProvenance_Calibrated_KeepsTheTemperature() =>
        Assert.AreEqual(.05f, Boaster.WithProvenance([new("note", "x")]).Temperature);

    [TestMethod]
    public void Calibrate_NetworkThatGivesNaN_ChangesNothing()
    {
        DigitClassifier broken = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer);
        broken.Parameters.Values.Fill(float.NaN);

        Assert.AreEqual(1, broken.Calibrate(Images).Temperature);
    }

    [TestMethod]
    public void Calibrate_SetThatDoesNotFit_SaysWhy()
    {
        var fewer = new ImageSet(new byte[144], [0], 12, 12, ["a", "b", "c"]);

        Assert.AreEqual("There are no images to calibrate with; give at least one.", Refuse(Images.Take(0)));
        Assert.Contains("not among the 10 of the model", Refuse(fewer));
        Assert.Contains("8x8 and the model takes 12x12", Refuse(SyntheticDigits.Make(10, size: 8)));

        static string Refuse(ImageSet images) => Assert.ThrowsExactly<DigitMLException>(() => Boaster.Calibrate(images)).Message;
    }

    private static int[] Predicted(DigitClassifier classifier) =>
        [.. classifier.PredictProbabilities(Images).Chunk(10).Select(row => row.IndexOf(row.Max()))];
}
