using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DigitML.Engine.Layers;
using DigitML.Tests.Engine;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

/// <summary>What a classifier says of images, one by one and in sets. Saving and loading: <see cref="ModelFileTests"/>.</summary>
[TestClass]
public sealed class DigitClassifierTests
{
    private static readonly DigitClassifier Classifier = DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer);

    // More than two batches of 128, and a rest.
    private static readonly ImageSet Images = SyntheticDigits.Make(300, size: 12);
    private static readonly float[] Probabilities = Classifier.PredictProbabilities(Images, threads: 1);

    [TestMethod]
    public void PredictProbabilities_EveryRow_SumsToOne()
    {
        Assert.HasCount(3000, Probabilities);
        foreach (float[] row in Probabilities.Chunk(10))
        {
            Assert.AreEqual(1, row.Sum(), 1e-5);
            Assert.IsTrue(row.All(probability => probability is > 0 and < 1));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    [DataRow(3)]
    public void PredictProbabilities_AnyNumberOfThreads_GivesTheSame(int threads) =>
        Assert.AreSequenceEqual(Probabilities, Classifier.PredictProbabilities(Images, threads));

    [TestMethod]
    public void PredictProbabilities_SeveralAtOnce_GiveTheSame() => Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 3 },
        _ => Assert.AreSequenceEqual(Probabilities, Classifier.PredictProbabilities(Images, threads: 2)));

    [TestMethod]
    public void PredictProbabilities_NoImages_IsEmpty() => Assert.IsEmpty(Classifier.PredictProbabilities(Images.Take(0)));

    [TestMethod]
    public void PredictProbabilities_TooManyThreads_SaysHowManyThereMayBe()
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => Classifier.PredictProbabilities(Images, threads: 2000));

        Assert.AreEqual("The number of threads is 2000; it must be from 1 to 1024.", error.Message);
    }

    [TestMethod]
    public void PredictProbabilities_Cancelled_StopsAndWorksAfterwards()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.ThrowsExactly<OperationCanceledException>(() => Classifier.PredictProbabilities(Images, cancellationToken: cancelled));

        Assert.AreSequenceEqual(Probabilities, Classifier.PredictProbabilities(Images));
    }

    [TestMethod]
    public void PredictPixels_EachImage_AgreesWithTheSet()
    {
        for (int image = 0; image < Images.Count; image += 7)
        {
            Prediction prediction = Classifier.PredictPixels(Images.Pixels(image));

            float[] expected = Probabilities[(image * 10)..(image * 10 + 10)];
            TorchFixture.AssertClose(expected, prediction.Probabilities, 1e-5);
            Assert.AreEqual(expected.IndexOf(expected.Max()), prediction.LabelIndex);
        }
    }

    [TestMethod]
    public void PredictPixels_FromEightThreads_GivesTheSerialResults()
    {
        float[][] expected = [.. Enumerable.Range(0, Images.Count).Select(Predict)];
        var wrong = new System.Collections.Concurrent.ConcurrentBag<int>();
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            for (int image = 0; image < Images.Count; image++)
            {
                if (!Predict(image).AsSpan().SequenceEqual(expected[image])) { wrong.Add(image); }
            }
        }))];

        foreach (Thread thread in threads) { thread.Start(); }
        foreach (Thread thread in threads) { thread.Join(); }

        Assert.IsEmpty(wrong);

        static float[] Predict(int image) => Classifier.PredictPixels(Images.Pixels(image)).Probabilities.ToArray();
    }

    [TestMethod]
    public void PredictPixels_AfterTheFirst_AllocatesOnlyItsResult()
    {
        Classifier.PredictPixels(Images.Pixels(0));
        long start = GC.GetAllocatedBytesForCurrentThread();

        for (int image = 0; image < 100; image++) { Classifier.PredictPixels(Images.Pixels(image)); }

        Assert.IsLessThan(300, (GC.GetAllocatedBytesForCurrentThread() - start) / 100);
    }

    // A hundred thousand outputs would not fit on the stack of such a thread.
    [TestMethod]
    public void PredictPixels_ManyClassesOnASmallStack_Works()
    {
        DigitClassifier classifier = DigitClassifierFactory.Make(new Network([new Dense(100_000)], new TensorShape(1, 1, 1)));
        Prediction? prediction = null;
        var thread = new Thread(() => prediction = classifier.PredictPixels([9]), maxStackSize: 256 * 1024);

        thread.Start();
        thread.Join();

        Assert.AreEqual(1, prediction!.Probabilities.ToArray().Sum(probability => (double)probability), 1e-4);
    }

    [TestMethod]
    public void PredictPixels_WrongNumber_SaysWhatIsWanted()
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => Classifier.PredictPixels(new byte[784]));

        Assert.AreEqual("The image has 784 pixels; the model wants 12x12 = 144.", error.Message);
    }

    [TestMethod]
    public void Predict_Picture_IsNormalizedFirst()
    {
        DigitClassifier classifier = DigitClassifierFactory.Make(new Network([new Flatten(), new Dense(10)]));
        var pixels = new byte[60 * 40];
        Array.Fill(pixels, (byte)255);
        for (int row = 10; row < 50; row++) { pixels.AsSpan(row * 40 + 17, 6).Fill(20); }
        var picture = new GrayImage(40, 60, pixels);

        Prediction prediction = classifier.Predict(picture);

        ReadOnlySpan<byte> normalized = DigitNormalizer.Normalize(picture).Pixels;
        Assert.AreSequenceEqual(classifier.PredictPixels(normalized).Probabilities.ToArray(), prediction.Probabilities.ToArray());
    }

    [TestMethod]
    public void Predict_NetworkOfAnotherSize_NormalizesToThatSize()
    {
        byte[] pixels = new byte[40 * 60];
        for (int row = 10; row < 50; row++) { pixels.AsSpan(row * 40 + 17, 6).Fill(200); }
        var picture = new GrayImage(40, 60, pixels);

        Prediction prediction = Classifier.Predict(picture);

        ReadOnlySpan<byte> normalized = DigitNormalizer.Normalize(picture, 12, 12).Pixels;
        Assert.AreSequenceEqual(Classifier.PredictPixels(normalized).Probabilities.ToArray(), prediction.Probabilities.ToArray());
    }

    [TestMethod]
    public void Evaluate_FewerClassesInAnotherOrder_GoesByName()
    {
        ImageSet mixed = Images.ReorderLabels(["9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "unused"]);
        MulticlassMetrics expected = Classifier.Evaluate(Images), metrics = Classifier.Evaluate(mixed);

        Assert.AreEqual(expected.LogLoss, metrics.LogLoss);
        Assert.AreSequenceEqual(Classifier.LabelNames, metrics.ConfusionMatrix.LabelNames);
        ImageSet kannada = Images.RenameLabels([.. "೦೧೨೩೪೫೬೭೮೯".Select(digit => $"{digit}")]);
        Assert.AreEqual(expected.MicroAccuracy, Classifier.Evaluate(kannada).MicroAccuracy);
        var threes = new ImageSet(Images.Pixels(3), [0], 12, 12, ["3"]);
        Assert.AreEqual(1, Classifier.Evaluate(threes).Support[3]);
        Assert.IsFalse(double.IsNaN(Classifier.Evaluate(threes).MacroAccuracy));
        Assert.IsFalse(double.IsNaN(Classifier.Evaluate(threes).ClassificationReport.MacroAverage.F1));
    }

    [TestMethod]
    public void IndexOf_Name_IsItsPlace()
    {
        Assert.AreEqual(7, Classifier.IndexOf("7"));
        Assert.AreEqual(-1, Classifier.IndexOf("seven"));
    }

    [TestMethod]
    public void Evaluate_Set_MeasuresThePredictedProbabilities()
    {
        MulticlassMetrics expected = MulticlassMetrics.Compute(Images.Labels, Probabilities, Images.LabelNames);

        MulticlassMetrics metrics = Classifier.Evaluate(Images, threads: 2);

        Assert.AreEqual(300, metrics.ImageCount);
        Assert.AreEqual(expected.LogLoss, metrics.LogLoss);
        Assert.AreEqual(expected.MacroAccuracy, metrics.MacroAccuracy);
        Assert.AreSequenceEqual(expected.TopKAccuracyForAllK, metrics.TopKAccuracyForAllK);
    }

    [TestMethod]
    public void Evaluate_SetThatDoesNotFit_SaysWhy()
    {
        var fewer = new ImageSet(new byte[144], [0], 12, 12, ["a", "b", "c"]);
        const string Classes = "The data set has 1 of 3 classes that are not among the 10 of the model: 'a' " +
            "(the model has '0', '1', '2', '3', '4' and 5 more); take images of its classes, or rename them with ImageSet.RenameLabels.";
        const string Size = "The data set's images are 8x8 and the model takes 12x12: they must be equal.";

        Assert.AreEqual(Classes, Assert.ThrowsExactly<DigitMLException>(() => Classifier.Evaluate(fewer)).Message);
        Assert.AreEqual(Size, Assert.ThrowsExactly<DigitMLException>(() => Classifier.Evaluate(SyntheticDigits.Make(10, size: 8))).Message);
        Assert.ThrowsExactly<DigitMLException>(() => Classifier.Evaluate(Images.Take(0)));
    }

    [TestMethod]
    public void WeightsSha256_IsTheSumOfAllNumbersInTheOrderOfTheLayers()
    {
        var bytes = new List<byte>();
        foreach (Parameter parameter in Classifier.Parameters.Parameters)
        {
            bytes.AddRange(MemoryMarshal.AsBytes(Classifier.Parameters[parameter]));
        }

        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), Classifier.WeightsSha256());
        Assert.AreNotEqual(
            Classifier.WeightsSha256(), DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer, seed: 2).WeightsSha256());
    }

    [TestMethod]
    public void Provenance_OtherCulture_IsTheSameText()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            string optimizer = Train().Provenance["optimizer"];

            Assert.Contains("LearningRate = 0.001", optimizer);
            Assert.AreSame(comma, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        static DigitClassifier Train()
        {
            var trainer = new CnnTrainer(new TrainingOptions { Network = DigitClassifierFactory.Plain, Epochs = 1 });
            return trainer.Fit(SyntheticDigits.Make(10, size: 6)).Classifier;
        }
    }
}
