using DigitML.Engine.Layers;
using DigitML.Tests.Classification;

namespace DigitML.Tests.Engine.Training;

/// <summary>A training that starts from another model: what stays, what moves, what is new.</summary>
[TestClass]
public sealed class TransferTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(60, size: 16);
    private static readonly ImageSet Letters = Renamed(Images, [.. "abcdefghij".Select(letter => $"{letter}")]);

    private static readonly TrainingOptions Recipe = new()
    {
        Network = new Network(
            [
                new Conv2D(8, 3) { UseBias = false }, new BatchNorm(), new Relu(), new MaxPool2D(2), new Dropout(.2f),
                new Conv2D(12, 3), new Relu(), new MaxPool2D(2), new BatchNorm(),
                new Flatten(), new Dense(24), new BatchNorm(), new Relu(), new Dropout(.3f), new Dense(10),
            ],
            new TensorShape(16, 16, 1)),
        Optimizer = new AdamW { LearningRate = 1e-2f, ClipNorm = .5f }, EmaDecay = .5f,
        Augmentation = new AugmentationOptions { Rotation = 10, Shift = .1f }, Epochs = 2, BatchSize = 25, Threads = 2,
    };

    private static readonly DigitClassifier Source =
        new CnnTrainer(Recipe with { Seed = 9 }).Fit(SyntheticDigits.Make(100, seed: 5, size: 16)).Classifier;

    [TestMethod]
    public void Fit_FrozenConvolutions_KeepTheirBytesAndStatistics()
    {
        DigitClassifier result = Fit(TransferOptions.FreezeConvolutions(Source), Letters);

        // Two convolutions and two normalisations, 1 + 4 + 2 + 4 arrays; then dense, normalisation and head.
        AssertSame(result, first: 0, end: 11);
        AssertMoved(result, first: 11, end: 19);
    }

    // The border may lie between a layer and what is otherwise computed together with it.
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(2, 5)]
    [DataRow(3, 5)]
    [DataRow(4, 5)]
    [DataRow(5, 5)]
    [DataRow(6, 7)]
    [DataRow(7, 7)]
    [DataRow(11, 13)]
    [DataRow(14, 17)]
    public void Fit_FrozenUpToALayer_MovesTheRest(int layers, int arrays)
    {
        DigitClassifier result = Fit(new TransferOptions(Source) { FrozenLayers = layers }, Letters);

        AssertSame(result, 0, arrays);
        AssertMoved(result, arrays, 19);
    }

    [TestMethod]
    public void Fit_NothingFrozen_MovesEverything() => AssertMoved(Fit(new TransferOptions(Source), Letters), 0, 19);

    [TestMethod]
    public void Fit_ClassesOfOtherNames_GetANewHead()
    {
        DigitClassifier start = Start(new TransferOptions(Source), Letters), same = Start(new TransferOptions(Source), Images);

        AssertSame(start, 0, 17);
        Assert.AreEqual("new", start.Provenance["head"]);
        // As a training from random weights draws it.
        Assert.AreSequenceEqual(Array(Start(null, Letters), 17), Array(start, 17));
        AssertSame(same, 0, 19);
        Assert.AreEqual("kept", same.Provenance["head"]);
        Assert.AreSequenceEqual(Array(start, 17), Array(Start(new TransferOptions(Source) { NewHead = true }, Images), 17));
    }

    [TestMethod]
    public void Fit_OtherNumberOfClasses_MakesAHeadForThem()
    {
        ImageSet two = Renamed(Images.Subset([.. Enumerable.Range(0, 60).Where(i => Images.Label(i) < 2)]), ["no", "yes"]);

        DigitClassifier result = Fit(TransferOptions.FreezeConvolutions(Source), two);

        Assert.AreEqual(2, result.Network.ClassCount);
        Assert.AreSequenceEqual(["no", "yes"], result.LabelNames);
        Assert.AreEqual(Source.Network.Layers.Count, result.Network.Layers.Count);
        AssertSame(result, 0, 11);
    }

    [TestMethod]
    public void Fit_Normalization_IsTheSources()
    {
        var zca = new CnnTrainer(Recipe with { Normalization = NormalizationKind.Zca, Epochs = 1 }).Fit(Images).Classifier;

        Assert.AreEqual(Source.Normalization, Fit(new TransferOptions(Source), Letters).Normalization);
        Assert.AreEqual(zca.Normalization, Fit(new TransferOptions(zca), Letters).Normalization);
        Assert.AreEqual("Zca, epsilon 0.1", Fit(new TransferOptions(zca), Letters).Provenance["normalization"]);
    }

    [TestMethod]
    public void Fit_Provenance_NamesTheSource()
    {
        var facts = Fit(TransferOptions.FreezeConvolutions(Source) with { LearningRateMultiplier = .25f }, Letters).Provenance;

        Assert.AreEqual(Source.WeightsSha256(), facts["startedFrom"]);
        Assert.AreEqual("10", facts["frozenLayers"]);
        Assert.AreEqual("0.25", facts["rateFactor"]);
        Assert.IsFalse(Start(null, Letters).Provenance.ContainsKey("startedFrom"));
    }

    // Plain steps without momentum: what a weight moves is its rate times its gradient.
    [TestMethod]
    public void Fit_RateFactor_SlowsReusedLayersOnly()
    {
        TrainingOptions plain = Recipe with
        {
            Optimizer = new Sgd { LearningRate = .5f }, EmaDecay = 0, Augmentation = AugmentationOptions.None, Epochs = 1, BatchSize = 60,
        };
        DigitClassifier Step(float factor) => new CnnTrainer(plain with
        {
            Transfer = new TransferOptions(Source) { LearningRateMultiplier = factor },
        }).Fit(Letters).Classifier;

        DigitClassifier whole = Step(1), half = Step(.5f);

        foreach (int array in Learnt(0, 17))
        {
            float[] from = Array(Source, array), far = Array(whole, array), near = Array(half, array);
            for (int i = 0; i < from.Length; i++) { Assert.AreEqual((far[i] - from[i]) / 2, near[i] - from[i], 1e-5f); }
        }

        Assert.AreSequenceEqual(Array(whole, 17), Array(half, 17));
    }

    // Frozen or not, the first step sees the same features where no layer behaves otherwise in training.
    [TestMethod]
    public void Fit_FirstStep_MovesTheHeadAlikeFrozenOrNot()
    {
        var plain = new TrainingOptions
        {
            Network = new Network([new Conv2D(8, 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(10)], new TensorShape(16, 16, 1)),
            Optimizer = new Sgd { LearningRate = .1f }, Epochs = 1, BatchSize = 60,
        };
        DigitClassifier source = new CnnTrainer(plain with { Seed = 4 }).Fit(Images).Classifier;
        DigitClassifier Step(TransferOptions transfer) => new CnnTrainer(plain with { Transfer = transfer }).Fit(Letters).Classifier;

        DigitClassifier frozen = Step(TransferOptions.FreezeConvolutions(source)), free = Step(new TransferOptions(source));

        Assert.AreSequenceEqual(Array(free, 2), Array(frozen, 2));
        Assert.AreSequenceEqual(Array(free, 3), Array(frozen, 3));
        Assert.AreSequenceEqual(Array(source, 0), Array(frozen, 0));
        Assert.AreNotEqual(Array(source, 0)[0], Array(free, 0)[0]);
    }

    // What a frozen network answers in training is what it answers in use: the loss of the first step is that of the start.
    [TestMethod]
    public void Fit_FrozenLayers_ComputeAsInUse()
    {
        TrainingOptions still = Recipe with
        {
            Augmentation = AugmentationOptions.None, BatchSize = 60, Epochs = 1, EmaDecay = 0,
            Transfer = new TransferOptions(Source) { FrozenLayers = 14 },
        };

        TrainingResult result = new CnnTrainer(still).Fit(Images);

        Assert.AreEqual(DigitClassifierFactory.WithTemperature(Source, 1).Evaluate(Images).LogLoss, result.History[0].Loss, 1e-4);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(10)]
    public void Fit_AnyNumberOfThreads_GivesTheSameWeights(int frozen)
    {
        TrainingOptions options = Recipe with { Transfer = new TransferOptions(Source) { FrozenLayers = frozen, LearningRateMultiplier = .3f } };
        string Sum(TrainingOptions own) => new CnnTrainer(own).Fit(Letters).Classifier.WeightsSha256();

        string[] sums = [.. new[] { 1, 2, 3 }.Select(threads => Sum(options with { Threads = threads }))];

        Assert.AreSequenceEqual([sums[0], sums[0], sums[0]], sums);
        Assert.AreNotEqual(sums[0], Sum(options with { Seed = 2 }));
    }

    // The source is another thread's too.
    [TestMethod]
    public void Fit_Source_StaysAsItIs()
    {
        string before = Source.WeightsSha256();

        Fit(new TransferOptions(Source), Images);

        Assert.AreEqual(before, Source.WeightsSha256());
    }

    [TestMethod]
    public void Fit_PretrainedInHalfPrecision_Learns()
    {
        ImageSet images = Renamed(SyntheticDigits.Make(30), Letters.LabelNames);
        TransferOptions transfer = TransferOptions.FreezeConvolutions(DigitClassifier.Pretrained(NumeralSystem.Latin));

        TrainingResult result = new CnnTrainer(Presets.Fast with { Transfer = transfer, Epochs = 2, MinimumSteps = 20 }).Fit(images);

        Assert.IsLessThan(result.History[0].Loss, result.History[1].Loss);
        Assert.AreEqual(565_066, result.Classifier.Network.ParameterCount);
    }

    private static DigitClassifier Fit(TransferOptions? transfer, ImageSet images) =>
        new CnnTrainer(Recipe with { Transfer = transfer }).Fit(images).Classifier;

    /// <summary>The weights before the first step.</summary>
    private static DigitClassifier Start(TransferOptions? transfer, ImageSet images)
    {
        var start = new StartRecorder();
        new CnnTrainer(Recipe with { Transfer = transfer }).Fit(images, null, start);
        return start.Classifier!;
    }

    private static float[] Array(DigitClassifier classifier, int array) =>
        classifier.Parameters[classifier.Parameters.Parameters[array]].ToArray();

    private static IEnumerable<int> Learnt(int first, int end) => Enumerable.Range(first, end - first)
        .Where(array => Source.Parameters.Parameters[array].Spec.Role != ParameterRole.RunningStatistic);

    private static void AssertSame(DigitClassifier result, int first, int end)
    {
        for (int array = first; array < end; array++) { Assert.AreSequenceEqual(Array(Source, array), Array(result, array)); }
    }

    private static void AssertMoved(DigitClassifier result, int first, int end)
    {
        for (int array = first; array < end; array++)
        {
            Assert.IsFalse(Array(Source, array).AsSpan().SequenceEqual(Array(result, array)), Source.Parameters.Parameters[array].Name);
        }
    }

    private static ImageSet Renamed(ImageSet images, IReadOnlyList<string> names)
    {
        byte[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(image => images.Pixels(image).ToArray())];
        return new ImageSet(pixels, images.Labels, images.Height, images.Width, names);
    }

    private sealed class StartRecorder : TrainingCallback
    {
        public DigitClassifier? Classifier { get; private set; }

        public override void OnTrainBegin(TrainingContext context) => Classifier = context.CreateClassifier();
    }
}
