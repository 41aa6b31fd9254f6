using DigitML.Engine.Layers;
using DigitML.Engine.Networks;
using DigitML.Engine.Threading;

namespace DigitML.Tests.Engine.Training;

/// <summary>Memory is taken before the first step, not in the steps. Alone, because every thread's allocations are counted.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TrainingAllocationTests
{
    private const int Steps = 60, Window = 10;

    [TestMethod]
    public void Fit_SteadySteps_AllocateNextToNothing()
    {
        var network = new Network(
        [
            new Conv2D(8, 3), new BatchNorm(), new Relu(), new MaxPool2D(2), new Dropout(.2f), new Conv2D(8, 3) { Padding = Padding.Same },
            new LeakyRelu(), new AveragePool2D(2), new Flatten(), new Dense(10),
        ]);
        var options = new TrainingOptions
        {
            Network = network, Epochs = 1, BatchSize = 8, Threads = 2, EmaDecay = .9f, Schedule = new OneCycleSchedule(),
            Optimizer = new AdamW { ClipNorm = 1 },
            Augmentation = new AugmentationOptions { Rotation = 10, Zoom = .1f, Shift = .1f, Elastic = .04f, StrokeWidth = 1, Blur = 1, Noise = .1f },
        };
        AssertSteady(options);
    }

    [TestMethod]
    [DataRow("keras")]
    [DataRow("mieczmik")]
    [DataRow("fast")]
    [DataRow("deotte")]
    public void Fit_SteadyStepsOfAPreset_AllocateNextToNothing(string name) =>
        AssertSteady(Presets.Get(name) with { Epochs = 1, MinimumSteps = 0, BatchSize = 9, Threads = 2 });

    [TestMethod]
    public void Fit_SteadyStepsWithWhitening_AllocateNextToNothing() =>
        AssertSteady(Presets.Fast with { Epochs = 1, MinimumSteps = 0, BatchSize = 9, Threads = 2, Normalization = NormalizationKind.Zca });

    [TestMethod]
    [DataRow("keras")]
    [DataRow("mieczmik")]
    [DataRow("fast")]
    public void Run_OnceThereIsMemory_AllocatesNothing(string name)
    {
        Network network = Presets.Get(name).Network;
        ParameterSet parameters = network.CreateParameters();
        parameters.Initialize(1);
        ImageSet images = SyntheticDigits.Make(21);
        var batches = new InferenceSession(network, parameters, PixelNormalization.UnitRange, capacity: 16);
        var single = new InferenceSession(network, parameters, PixelNormalization.UnitRange, capacity: 1);
        float[] logits = new float[21 * 10];
        WorkerTeam team = WorkerTeam.Create(2);
        var counter = new AllocationCounter();
        for (int repetition = 0; repetition < Steps; repetition++)
        {
            batches.Run(images, team, logits);
            single.Run(images.Pixels(3), logits);
            counter.Count();
        }

        counter.AssertSteady(most: 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        single.Run(images.Pixels(3), logits);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertSteady(TrainingOptions options)
    {
        var counter = new AllocationCounter();
        new CnnTrainer(options).Fit(SyntheticDigits.Make(Steps * options.BatchSize), null, counter);
        counter.AssertSteady();
    }

    // A piece of memory that two threads need at once is made when that happens first, which may be late on a busy machine. What every step
    // takes is in the window that takes least.
    private sealed class AllocationCounter : TrainingCallback
    {
        private readonly long[] _totals = new long[Steps];
        private int _steps;

        public override void OnStepEnd(TrainingContext context, StepResult result) => Count();

        public void Count() => _totals[_steps++] = GC.GetTotalAllocatedBytes(precise: true);

        public void AssertSteady(long most = 1023)
        {
            Assert.AreEqual(Steps, _steps);
            long[] windows = [.. _totals.Chunk(Window).Select(window => (window[^1] - window[0]) / (Window - 1))];
            Assert.IsLessThanOrEqualTo(most, windows.Min(), $"Bytes a step, window by window: {string.Join(", ", windows)}.");
        }
    }
}
