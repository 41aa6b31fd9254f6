using DigitML.Tests.Classification;

namespace DigitML.Tests.Engine.Training;

[TestClass]
public sealed class CnnTrainerTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(600);
    private static readonly ImageSet Unseen = SyntheticDigits.Make(200, seed: 2);
    private static readonly ImageSet Few = SyntheticDigits.Make(50, size: 8);

    private static readonly TrainingOptions Options = new()
    {
        Network = new Network([new Conv2D(8, 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(10)]),
        Optimizer = new Adam { LearningRate = 3e-3f }, Epochs = 3, BatchSize = 32, Threads = 2,
    };

    private static readonly TrainingOptions Small = new()
    {
        Network = new Network([new Flatten(), new Dense(10)], new TensorShape(8, 8, 1)), Epochs = 2, BatchSize = 16, Threads = 1,
    };

    [TestMethod]
    public void Fit_LearnableImages_RecognisesUnseenOnes()
    {
        TrainingResult result = new CnnTrainer(Options).Fit(Images, Unseen);

        Assert.IsGreaterThan(.9, result.ValidationAccuracy!.Value);
        Assert.IsGreaterThan(.9, result.Classifier.Evaluate(Unseen).MicroAccuracy);
        Assert.IsLessThan(result.History[0].Loss, result.History[2].Loss);
        Assert.IsGreaterThan(result.History[0].Accuracy, result.History[2].Accuracy);
    }

    [TestMethod]
    public void Fit_Validation_IsWhatTheClassifierReaches()
    {
        TrainingResult result = new CnnTrainer(Options with { Epochs = 1 }).Fit(Images, Unseen);
        var metrics = DigitClassifierFactory.WithTemperature(result.Classifier, 1).Evaluate(Unseen);

        Assert.AreEqual(metrics.MicroAccuracy, result.ValidationAccuracy!.Value, 1e-12);
        Assert.AreEqual(metrics.LogLoss, result.ValidationLoss!.Value, 1e-5);
        Assert.AreEqual(metrics.MicroAccuracy, result.Classifier.Evaluate(Unseen).MicroAccuracy);
        Assert.AreEqual(result.History[^1].ValidationLoss, result.ValidationLoss);
        Assert.AreEqual(result.History[^1].ValidationAccuracy, result.ValidationAccuracy);
    }

    [TestMethod]
    public void Fit_Validation_CalibratesTheClassifier()
    {
        CnnTrainer trainer = new(Options with { Epochs = 1, LabelSmoothing = .2f });

        DigitClassifier uncalibrated = trainer.Fit(Images).Classifier, calibrated = trainer.Fit(Images, Unseen).Classifier;

        Assert.AreEqual(1, uncalibrated.Temperature);
        Assert.AreEqual(uncalibrated.Calibrate(Unseen).Temperature, calibrated.Temperature);
        Assert.IsLessThan(1, calibrated.Temperature);
        Assert.AreEqual(uncalibrated.WeightsSha256(), calibrated.WeightsSha256());
    }

    [TestMethod]
    public void Fit_Result_SaysHowTheTrainingWent()
    {
        TrainingResult result = new CnnTrainer(Options with { Name = "mine", Epochs = 2, Seed = 5 }).Fit(Images);

        Assert.HasCount(2, result.History);
        Assert.AreEqual(2, result.History[1].Epoch);
        Assert.AreEqual(3e-3f, result.History[1].LearningRate);
        Assert.IsGreaterThan(0, result.ImagesPerSecond);
        Assert.IsGreaterThanOrEqualTo(result.History.Sum(row => row.Seconds), result.Seconds);
        Assert.IsFalse(result.StoppedEarly);
        IReadOnlyDictionary<string, string> provenance = result.Classifier.Provenance;
        Assert.AreEqual("mine, 5, 2, 32, 600", string.Join(", ",
            new[] { "preset", "seed", "epochs", "batchSize", "trainingImages" }.Select(name => provenance[name])));
        Assert.AreSequenceEqual(Images.LabelNames, result.Classifier.LabelNames);
    }

    [TestMethod]
    public void Fit_NoOrEmptyValidation_MeasuresNothing()
    {
        foreach (ImageSet? validation in new[] { null, Few.Take(0) })
        {
            TrainingResult result = new CnnTrainer(Small).Fit(Few, validation);

            Assert.IsNull(result.ValidationLoss);
            Assert.IsNull(result.ValidationAccuracy);
            Assert.IsNull(result.History[0].ValidationLoss);
            Assert.IsNull(result.History[0].ValidationAccuracy);
        }
    }

    [TestMethod]
    public void Fit_Validation_DoesNotChangeWhatIsLearnt() =>
        Assert.AreEqual(Sum(Small, Few), new CnnTrainer(Small).Fit(Few, Few.Take(7)).Classifier.WeightsSha256());

    [TestMethod]
    public void Fit_LastBatch_TakesWhatIsLeft()
    {
        var steps = new List<StepResult>();
        var recorder = new StepRecorder(steps);

        TrainingResult result = new CnnTrainer(Small with { Epochs = 1 }).Fit(Few, null, recorder);

        Assert.AreSequenceEqual([1, 2, 3, 4], steps.Select(step => step.Step));
        double weighted = (16 * (steps[0].Loss + steps[1].Loss + steps[2].Loss) + 2 * steps[3].Loss) / 50;
        Assert.AreEqual(weighted, result.History[0].Loss, 1e-9);
        Assert.AreEqual(result.History[0].Loss, steps[3].EpochLoss);
        Assert.AreEqual(result.History[0].Accuracy, steps[3].EpochAccuracy);
    }

    // With plain steps a batch of 50 is one step: the mean gradient, whatever the order and the size that was asked for.
    [TestMethod]
    public void Fit_BatchLargerThanTheSet_IsTheWholeSet()
    {
        Assert.AreEqual(Sum(Small with { BatchSize = 50 }, Few), Sum(Small with { BatchSize = 65536 }, Few));
        Assert.AreNotEqual(Sum(Small with { BatchSize = 50 }, Few), Sum(Small with { BatchSize = 49 }, Few));
    }

    [TestMethod]
    public void Fit_SingleImage_Works()
    {
        TrainingResult result = new CnnTrainer(Small).Fit(Few.Take(1), Few.Take(1));

        Assert.HasCount(2, result.History);
        Assert.IsTrue(double.IsFinite(result.ValidationLoss!.Value));
    }

    [TestMethod]
    public void Fit_ImagesOfOneColour_StaysFinite()
    {
        var blank = new ImageSet(new byte[20 * 64], [.. Enumerable.Range(0, 20).Select(i => i % 10)], 8, 8, SyntheticDigits.Names(10));

        TrainingResult result = new CnnTrainer(Small).Fit(blank);

        Assert.AreEqual(PixelNormalization.UnitRange, result.Classifier.Normalization);
        Assert.IsTrue(double.IsFinite(result.History[^1].Loss));
    }

    [TestMethod]
    public void Fit_Normalization_IsMeasuredOnTheTrainingImages()
    {
        Assert.AreEqual(PixelNormalization.Measure(Few), new CnnTrainer(Small).Fit(Few).Classifier.Normalization);
        foreach (NormalizationKind kind in Enum.GetValues<NormalizationKind>())
        {
            PixelNormalization normalization = new CnnTrainer(Small with { Normalization = kind }).Fit(Few).Classifier.Normalization;
            Assert.AreEqual(kind, normalization.Kind);
            Assert.AreEqual(PixelNormalization.Measure(Few, kind, Small.ZcaEpsilon), normalization);
        }
    }

    // Pixels that augmentation moves to where none ever was, too.
    [TestMethod]
    [DataRow(1e-6f)]
    [DataRow(.1f)]
    public void Fit_Whitened_LearnsAndStaysFinite(float epsilon)
    {
        var black = new byte[64 * Few.Count];
        for (int image = 0; image < Few.Count; image++) { Few.Pixels(image)[16..48].CopyTo(black.AsSpan(image * 64 + 16)); }
        var images = new ImageSet(black, Few.Labels, 8, 8, Few.LabelNames);
        TrainingOptions options = Small with
        {
            Normalization = NormalizationKind.Zca, ZcaEpsilon = epsilon, Epochs = 20, Augmentation = new AugmentationOptions { Shift = .2f },
        };

        TrainingResult result = new CnnTrainer(options).Fit(images, images);

        Assert.IsTrue(result.History.All(row => double.IsFinite(row.Loss) && double.IsFinite(row.ValidationLoss!.Value)));
        Assert.IsLessThan(result.History[0].Loss, result.History[^1].Loss);
    }

    [TestMethod]
    public void Fit_VeryManyEpochs_KeepTheScheduleInRange()
    {
        var options = Small with { Epochs = int.MaxValue, Schedule = new CosineSchedule() };

        TrainingResult result = new CnnTrainer(options).Fit(Few, null, new StopAfter(1));

        Assert.AreEqual(options.Optimizer.LearningRate, result.History[0].LearningRate, 1e-9f);
    }

    private static string Sum(TrainingOptions options, ImageSet images) => new CnnTrainer(options).Fit(images).Classifier.WeightsSha256();

    private sealed class StepRecorder(List<StepResult> steps) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context, StepResult result) => steps.Add(result);
    }

    private sealed class StopAfter(int epochs) : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
        {
            if (metrics.Epoch == epochs) { context.Stop(); }
        }
    }
}
