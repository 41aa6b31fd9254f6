namespace DigitML.Tests.Classification;

/// <summary>The models inside the library.</summary>
[TestClass]
public sealed class PretrainedTests
{
    public required TestContext TestContext { get; set; }

    public static IEnumerable<NumeralSystem> Scripts => Enum.GetValues<NumeralSystem>();

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void Pretrained_FromManyThreads_IsLoadedOnce(NumeralSystem script)
    {
        DigitClassifier[] models = new DigitClassifier[8];
        Parallel.For(0, models.Length, i => models[i] = DigitClassifier.Pretrained(script));

        Assert.HasCount(1, models.Distinct());
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void Pretrained_Model_IsSmallCalibratedAndSaysWhereItComesFrom(NumeralSystem script)
    {
        DigitClassifier model = DigitClassifier.Pretrained(script);

        Assert.AreEqual((28, 28, 1), (model.Network.InputShape.Height, model.Network.InputShape.Width, model.Network.InputShape.Channels));
        Assert.AreEqual(script == NumeralSystem.Kannada ? "೦೧೨೩೪೫೬೭೮೯" : "0123456789", string.Concat(model.LabelNames));
        Assert.AreEqual(WeightPrecision.Half, model.Precision);
        Assert.AreNotEqual(1, model.Temperature);
        foreach (string fact in new[] { "dataset", "preset", "seed", "epochs", "testAccuracy" })
        {
            Assert.IsTrue(model.Provenance.ContainsKey(fact), fact);
        }
    }

    [TestMethod]
    public void Pretrained_Latin_ReadsMnist()
    {
        ImageSet test = Load("mnist").Test;

        MulticlassMetrics metrics = DigitClassifier.Pretrained(NumeralSystem.Latin).Evaluate(test);

        TestContext.WriteLine($"Accuracy {metrics.MicroAccuracy:P2}, calibration error {metrics.ExpectedCalibrationError:F4}.");
        Assert.IsGreaterThan(.99, metrics.MicroAccuracy);
        Assert.IsLessThan(.01, metrics.ExpectedCalibrationError);
    }

    [TestMethod]
    public void Pretrained_Kannada_ReadsKannadaAndWritersOfAnotherPlace()
    {
        DigitClassifier model = DigitClassifier.Pretrained(NumeralSystem.Kannada);

        foreach ((string set, double least) in new[] { ("kannada-mnist", .986), ("dig-mnist", .92) })
        {
            MulticlassMetrics metrics = model.Evaluate(Load(set).Test);
            TestContext.WriteLine($"{set}: accuracy {metrics.MicroAccuracy:P2}, calibration error {metrics.ExpectedCalibrationError:F4}.");
            Assert.IsGreaterThan(least, metrics.MicroAccuracy, set);
        }
    }

    // A black seven, drawn with two strokes on white paper.
    [TestMethod]
    public void Pretrained_Latin_ReadsADrawing()
    {
        const int Size = 100, Pen = 8;
        var pixels = new byte[Size * Size];
        Array.Fill(pixels, (byte)255);
        for (int row = 15; row < 15 + Pen; row++) { pixels.AsSpan(row * Size + 25, 50).Clear(); }
        for (int row = 15; row < 85; row++) { pixels.AsSpan(row * Size + 75 - Pen - (row - 15) / 2, Pen).Clear(); }

        Prediction prediction = DigitClassifier.Pretrained(NumeralSystem.Latin).Predict(new GrayImage(Size, Size, pixels));

        Assert.AreEqual("7", prediction.Label, prediction.ToString());
    }

    /// <summary>Digits drawn with pens of many widths (github.com/niklashenning/hwd-1000-dataset), which no choice was made by.</summary>
    [TestMethod]
    public void Pretrained_Latin_ReadsAThousandDrawings()
    {
        string? folder = new DatasetOptions().DataFolders.Select(parent => Path.Combine(parent, "drawn-1000")).FirstOrDefault(Directory.Exists);
        if (folder is null)
        {
            throw new AssertInconclusiveException("DIGITML_DATA holds no drawn-1000, so drawings were not read.");
        }

        DigitClassifier model = DigitClassifier.Pretrained(NumeralSystem.Latin);
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "dataset.csv")).Skip(1).Select(line => line.Split(','))];
        string[] wrong = [.. rows.Where(row => model.Predict(GrayImage.Load(Path.Combine(folder, row[0]))).Label != row[1]).Select(row => row[0])];

        TestContext.WriteLine($"{wrong.Length} of {rows.Length} are misread: {string.Join(", ", wrong)}");
        Assert.HasCount(1000, rows);
        Assert.IsLessThanOrEqualTo(15, wrong.Length);
    }

    [TestMethod]
    public void Pretrained_UnknownScript_SaysWhichThereAre() => Assert.AreEqual(
        "There is no built-in model 99; choose one of Latin, Kannada. (Parameter 'script')",
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DigitClassifier.Pretrained((NumeralSystem)99)).Message);

    private static DigitDataset Load(string name)
    {
        try
        {
            return DigitDataset.Load(name, new DatasetOptions { Offline = true });
        }
        catch (IOException exception)
        {
            throw new AssertInconclusiveException($"{name} is not to hand, so the model was not measured: {exception.Message}");
        }
    }
}
