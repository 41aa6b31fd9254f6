namespace DigitML.Tests.Engine.Training;

/// <summary>The same seed and data give the same weights to the bit, on every number of threads.</summary>
[TestClass]
public sealed class CnnTrainerReproducibilityTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(150, size: 16);

    // Whatever draws random numbers or sums over images, and a last batch of 22.
    private static readonly TrainingOptions Everything = new()
    {
        Network = new Network(
            [
                new Conv2D(8, 3) { UseBias = false }, new BatchNorm(), new Relu(), new MaxPool2D(2), new Dropout(.2f),
                new Conv2D(12, 3) { Padding = Padding.Same }, new LeakyRelu(), new AveragePool2D(2),
                new Flatten(), new Dense(24), new BatchNorm(), new Relu(), new Dropout(.3f), new Dense(10),
            ],
            new TensorShape(16, 16, 1)),
        Optimizer = new AdamW { LearningRate = 2e-3f, ClipNorm = .5f },
        Schedule = new OneCycleSchedule(),
        Augmentation = new AugmentationOptions
        {
            Rotation = 10, Zoom = .1f, Shift = .1f, Shear = .1f, Elastic = .04f, StrokeWidth = 1, Lines = 2, Erasing = .3f, Contrast = .5f,
            Background = .4f, Blur = 1, Noise = .15f, ImpulseNoise = .05f,
        },
        LabelSmoothing = .05f, EmaDecay = .9f, Epochs = 2, BatchSize = 32, Seed = 3, Threads = 2,
    };

    private static readonly string Expected = Sum(Everything);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(0)]
    public void Fit_AnyNumberOfThreads_GivesTheSameWeights(int threads) => Assert.AreEqual(Expected, Sum(Everything with { Threads = threads }));

    // Winograd's kernels, sparse gradients and folded normalisations; batches that fill no shard, and a smaller last one.
    [TestMethod]
    [DataRow("keras", 37)]
    [DataRow("mieczmik", 19)]
    [DataRow("fast", 23)]
    [DataRow("deotte", 11)]
    public void Fit_NetworkOfAPreset_GivesTheSameWeightsAndFiguresOnOneToThreeThreads(string name, int batchSize)
    {
        ImageSet images = SyntheticDigits.Make(2 * batchSize + 5);
        TrainingOptions options = Presets.Get(name) with { Epochs = 2, MinimumSteps = 0, BatchSize = batchSize, Seed = 5 };
        TrainingResult Fit(int threads) => new CnnTrainer(options with { Threads = threads }).Fit(images, images);

        TrainingResult one = Fit(1), two = Fit(2), three = Fit(3);

        Assert.AreEqual(one.Classifier.WeightsSha256(), two.Classifier.WeightsSha256());
        Assert.AreEqual(one.Classifier.WeightsSha256(), three.Classifier.WeightsSha256());
        Assert.AreEqual(one.ValidationLoss, two.ValidationLoss);
        Assert.AreEqual(one.ValidationLoss, three.ValidationLoss);
        Assert.IsTrue(double.IsFinite(one.ValidationLoss!.Value));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Fit_Whitened_GivesTheSameWeightsOnAnyNumberOfThreads(int threads)
    {
        TrainingOptions whitened = Everything with { Normalization = NormalizationKind.Zca };
        DigitClassifier Fit(int count) => new CnnTrainer(whitened with { Threads = count }).Fit(Images).Classifier;

        DigitClassifier expected = Fit(2), actual = Fit(threads);

        Assert.AreEqual(expected.WeightsSha256(), actual.WeightsSha256());
        Assert.AreEqual(expected.Normalization, actual.Normalization);
        Assert.AreNotEqual(expected.WeightsSha256(), Sum(whitened with { ZcaEpsilon = .2f }));
    }

    [TestMethod]
    public void Fit_TwiceOnOneTrainer_GivesTheSameWeightsAndFigures()
    {
        var trainer = new CnnTrainer(Everything);

        TrainingResult first = trainer.Fit(Images, Images), second = trainer.Fit(Images, Images);

        Assert.AreEqual(first.Classifier.WeightsSha256(), second.Classifier.WeightsSha256());
        Assert.AreSequenceEqual(first.History.Select(row => row with { Seconds = 0 }), second.History.Select(row => row with { Seconds = 0 }));
    }

    [TestMethod]
    public void Fit_SeveralAtOnce_GiveTheSameWeights()
    {
        var sums = new string[3];

        Parallel.For(0, sums.Length, i => sums[i] = Sum(Everything));

        Assert.AreSequenceEqual([Expected, Expected, Expected], sums);
    }

    [TestMethod]
    public void Fit_OtherSeed_GivesOtherWeights() => Assert.AreNotEqual(Expected, Sum(Everything with { Seed = 4 }));

    // Each setting must be at work, or its part in the tests above proves nothing.
    [TestMethod]
    public void Fit_OtherSetting_GivesOtherWeights()
    {
        Assert.AreNotEqual(Expected, Sum(Everything with { Augmentation = AugmentationOptions.None }));
        Assert.AreNotEqual(Expected, Sum(Everything with { EmaDecay = 0 }));
        Assert.AreNotEqual(Expected, Sum(Everything with { LabelSmoothing = 0 }));
        Assert.AreNotEqual(Expected, Sum(Everything with { Schedule = new ConstantSchedule() }));
        Assert.AreNotEqual(Expected, Sum(Everything with { Optimizer = new AdamW { LearningRate = 2e-3f } }));
        Assert.AreNotEqual(Expected, Sum(Everything with { BatchSize = 31 }));
    }

    [TestMethod]
    public void Fit_FirstEpochsOfALongerTraining_AreTheSame()
    {
        TrainingOptions constant = Everything with { Schedule = new ConstantSchedule() };
        var snapshots = new SumRecorder();

        new CnnTrainer(constant with { Epochs = 3 }).Fit(Images, null, snapshots);

        Assert.AreEqual(Sum(constant), snapshots.Sums[1]);
    }

    private static string Sum(TrainingOptions options) => new CnnTrainer(options).Fit(Images).Classifier.WeightsSha256();

    private sealed class SumRecorder : TrainingCallback
    {
        public List<string> Sums { get; } = [];

        public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics) => Sums.Add(context.CreateClassifier().WeightsSha256());
    }
}
