using DigitML.Tests.Classification;
using DigitML.Tests.Data;

namespace DigitML.Tests.Engine.Training;

/// <summary>Callbacks in a real training: when they are called, and what their doings come to.</summary>
[TestClass]
public sealed class CnnTrainerCallbackTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(40, size: 8);

    // The more is learnt of the others, the worse these are recognised.
    private static readonly ImageSet WronglyNamed = Rename(Images);

    private static readonly Adam Hasty = new() { LearningRate = .05f };

    private static readonly TrainingOptions Options = new()
    {
        Network = new Network([new Flatten(), new Dense(10)], new TensorShape(8, 8, 1)), Epochs = 3, BatchSize = 20, Threads = 1,
    };

    [TestMethod]
    public void Fit_Callbacks_AreCalledInOrder()
    {
        var log = new List<string>();

        new CnnTrainer(Options with { Epochs = 2 }).Fit(Images, Images, new Recorder("a", log), new Recorder("b", log));

        Assert.AreSequenceEqual(
            [
                "a begin", "b begin",
                "a epoch 1", "b epoch 1", "a step 1.1", "b step 1.1", "a step 1.2", "b step 1.2", "a end 1", "b end 1",
                "a epoch 2", "b epoch 2", "a step 2.1", "b step 2.1", "a step 2.2", "b step 2.2", "a end 2", "b end 2",
                "a end", "b end",
            ],
            log);
    }

    [TestMethod]
    public void Fit_Context_DescribesTheTraining()
    {
        TrainingContext? context = null;

        new CnnTrainer(Options with { BatchSize = 15 }).Fit(Images, null, new Action("begin", given => context = given));

        Assert.AreEqual(40, context!.ImageCount);
        Assert.AreEqual(3, context.StepsPerEpoch);
        Assert.AreEqual(3, context.History.Count);
        Assert.AreEqual(1e-3f, context.LearningRate);
        Assert.AreEqual(15, context.Options.BatchSize);
    }

    [TestMethod]
    [DataRow("begin", 0, true)]
    [DataRow("epoch 1", 0, true)]
    [DataRow("step 1.1", 1, true)]
    [DataRow("end 1", 1, true)]
    [DataRow("epoch 3", 2, true)]
    [DataRow("step 3.1", 3, true)]
    [DataRow("step 3.2", 3, false)]
    [DataRow("end 3", 3, false)]
    [DataRow("end", 3, false)]
    public void Stop_AtAnyMoment_EndsInAnOrderlyWay(string moment, int epochs, bool early)
    {
        var log = new List<string>();

        TrainingResult result = new CnnTrainer(Options).Fit(
            Images, Images, new Action(moment, context => context.Stop()), new Recorder("a", log));

        Assert.HasCount(epochs, result.History);
        Assert.AreEqual(early, result.StoppedEarly);
        Assert.AreEqual("a end", log[^1]);
        Assert.IsTrue(double.IsFinite(result.ImagesPerSecond));
        Assert.AreEqual(result.Classifier.Evaluate(Images).MicroAccuracy, result.ValidationAccuracy!.Value, 1e-12);
        foreach (EpochMetrics row in result.History) { Assert.IsTrue(double.IsFinite(row.Loss) && row.Accuracy is >= 0 and <= 1, $"{row}"); }
    }

    [TestMethod]
    public void Stop_InTheMiddleOfAnEpoch_CountsTheStepsThatWereDone()
    {
        var log = new List<string>();

        TrainingResult result = new CnnTrainer(Options with { BatchSize = 10 }).Fit(
            Images, null, new Recorder("a", log), new Action("step 2.3", context => context.Stop()));

        Assert.Contains("a step 2.3", log);
        Assert.DoesNotContain("a step 2.4", log);
        Assert.HasCount(2, result.History);
    }

    [TestMethod]
    public void EarlyStopping_Restores_SoThatTheResultIsTheBestEpochs()
    {
        var messages = new MessageList();

        TrainingResult result = new CnnTrainer(Options with { Epochs = 9, Optimizer = Hasty }) { Messages = messages }.Fit(
            Images, WronglyNamed, new EarlyStopping { Patience = 2 });

        Assert.HasCount(3, result.History);
        Assert.IsTrue(result.StoppedEarly);
        Assert.AreEqual(result.History[0].ValidationLoss!.Value, result.ValidationLoss!.Value, 1e-12);
        DigitClassifier uncalibrated = DigitClassifierFactory.WithTemperature(result.Classifier, 1);
        Assert.AreEqual(uncalibrated.Evaluate(WronglyNamed).LogLoss, result.ValidationLoss!.Value, 1e-5);
        Assert.AreSequenceEqual(
            ["Epoch 3: early stopping", "Restoring model weights from the end of the best epoch: 1."], messages);
    }

    [TestMethod]
    public void EarlyStopping_WithMovingAverageAndStatistics_RestoresThemToo()
    {
        var network = new Network([new Conv2D(4, 3), new BatchNorm(), new Relu(), new Flatten(), new Dense(10)], new TensorShape(8, 8, 1));
        var sums = new List<string>();

        TrainingResult result = new CnnTrainer(Options with { Network = network, Optimizer = Hasty, EmaDecay = .5f }).Fit(
            Images, WronglyNamed, new Action("end 1", context => sums.Add(context.CreateClassifier().WeightsSha256())), new EarlyStopping());


        Assert.AreEqual(sums[0], result.Classifier.WeightsSha256());
        Assert.AreEqual(result.History[0].ValidationLoss!.Value, result.ValidationLoss!.Value, 1e-12);
    }

    [TestMethod]
    public void TerminateOnNaN_AbsurdLearningRate_EndsTheTraining()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Sgd { LearningRate = 1e30f }, new Adam { LearningRate = 1e30f } })
        {
            AssertTerminates(optimizer);
        }
    }

    private static void AssertTerminates(Optimizer optimizer)
    {
        var messages = new MessageList();
        var network = new Network([new Conv2D(8, 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(10)], new TensorShape(8, 8, 1));
        TrainingOptions options = Options with { Network = network, Optimizer = optimizer, Epochs = 50 };

        TrainingResult result = new CnnTrainer(options) { Messages = messages }.Fit(Images, Images, new TerminateOnNaN());

        Assert.IsTrue(result.StoppedEarly);
        Assert.IsLessThan(50, result.History.Count);
        Assert.HasCount(1, messages);
        Assert.EndsWith("Invalid loss, terminating training", messages[0]);
    }

    [TestMethod]
    public void LearningRateScheduler_Rates_AreInTheHistory()
    {
        TrainingResult result = new CnnTrainer(Options).Fit(Images, null, new LearningRateScheduler((epoch, _) => 1f / (1 << epoch)));

        Assert.AreSequenceEqual([1f, .5f, .25f], result.History.Select(row => row.LearningRate));
    }

    [TestMethod]
    public void CsvLoggerAndModelCheckpoint_RealTraining_WriteTheirFiles()
    {
        using var folder = new TemporaryFolder();

        TrainingResult result = new CnnTrainer(Options).Fit(
            Images, Images, new CsvLogger(folder["log.csv"]), new ModelCheckpoint(folder["{epoch:02d}.safetensors"]));

        string[] lines = File.ReadAllLines(folder["log.csv"]);
        Assert.HasCount(4, lines);
        Assert.StartsWith("2,", lines[3]);
        Assert.AreEqual(result.Classifier.WeightsSha256(), DigitClassifier.Load(folder["03.safetensors"]).WeightsSha256());
        Assert.AreNotEqual(result.Classifier.WeightsSha256(), DigitClassifier.Load(folder["02.safetensors"]).WeightsSha256());
    }

    [TestMethod]
    public void CreateClassifier_DuringTraining_IsNotChangedByLaterSteps()
    {
        DigitClassifier? early = null;
        string sum = "";

        new CnnTrainer(Options).Fit(Images, null, new Action("step 1.1", context =>
        {
            early = context.CreateClassifier();
            sum = early.WeightsSha256();
        }));

        Assert.AreEqual(sum, early!.WeightsSha256());
    }

    [TestMethod]
    public void Fit_CallbackThatThrows_IsNotSwallowed() => Assert.ThrowsExactly<InvalidTimeZoneException>(
        () => new CnnTrainer(Options).Fit(Images, null, new Action("step 1.2", _ => throw new InvalidTimeZoneException())));

    private static ImageSet Rename(ImageSet images)
    {
        byte[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(index => images.Pixels(index).ToArray())];
        return new ImageSet(pixels, [.. images.Labels.ToArray().Select(label => (label + 1) % 10)], 8, 8, images.LabelNames);
    }

    /// <summary>Tells of every moment of a training.</summary>
    private abstract class Moments : TrainingCallback
    {
        protected abstract void At(string moment, TrainingContext context);

        public override void OnTrainBegin(TrainingContext context) => At("begin", context);

        public override void OnEpochBegin(TrainingContext context, int epoch) => At($"epoch {epoch}", context);

        public override void OnStepEnd(TrainingContext context, StepResult result) => At($"step {result.Epoch}.{result.Step}", context);

        public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics) => At($"end {metrics.Epoch}", context);

        public override void OnTrainEnd(TrainingContext context) => At("end", context);
    }

    private sealed class Recorder(string name, List<string> log) : Moments
    {
        protected override void At(string moment, TrainingContext context) => log.Add($"{name} {moment}");
    }

    private sealed class Action(string when, Action<TrainingContext> action) : Moments
    {
        protected override void At(string moment, TrainingContext context)
        {
            if (moment == when) { action(context); }
        }
    }
}
