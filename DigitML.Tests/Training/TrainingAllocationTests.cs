using DigitML.Augmentation;
using DigitML.Datasets;
using DigitML.Kernels;
using DigitML.Layers;
using DigitML.Models;
using DigitML.Training;
using DigitML.Training.Optimizers;
using DigitML.Training.Schedules;

namespace DigitML.Tests.Training;

/// <summary>Memory is taken before the first step, not in the steps. Alone, because every thread's allocations are counted.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TrainingAllocationTests
{
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
            Network = network, Epochs = 1, BatchSize = 8, Threads = 2, AverageDecay = .9f, Schedule = new OneCycleSchedule(),
            Optimizer = new AdamW { ClipNorm = 1 }, Augmentation = new AugmentationOptions { Rotation = 10, Zoom = .1f, Shift = .1f },
        };
        var counter = new AllocationCounter(from: 10, to: 60);

        new CnnTrainer(options).Fit(SyntheticDigits.Make(8 * 60), null, counter);

        Assert.IsLessThan(1024, counter.Bytes / 50, $"{counter.Bytes} bytes in 50 steps.");
    }

    [TestMethod]
    [DataRow("keras")]
    [DataRow("mieczmik")]
    [DataRow("fast")]
    public void Fit_SteadyStepsOfAPreset_AllocateNextToNothing(string name)
    {
        var counter = new AllocationCounter(from: 15, to: 35);

        new CnnTrainer(Presets.Get(name) with { Epochs = 1, BatchSize = 9, Threads = 2 }).Fit(SyntheticDigits.Make(9 * 35), null, counter);

        Assert.IsLessThan(1024, counter.Bytes / 20, $"{counter.Bytes} bytes in 20 steps.");
    }

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
        WorkerTeam team = WorkerTeam.Of(2);
        for (int repetition = 0; repetition < 10; repetition++) { Run(); }
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int repetition = 0; repetition < 10; repetition++) { Run(); }
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;

        // The runtime's own threads may take a little.
        Assert.IsLessThan(1024, bytes / 10, $"{bytes} bytes in ten runs.");
        before = GC.GetAllocatedBytesForCurrentThread();
        single.Run(images.Pixels(3), logits);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            batches.Run(images, team, logits);
            single.Run(images.Pixels(3), logits);
        }
    }

    private sealed class AllocationCounter(int from, int to) : TrainingCallback
    {
        private long _start;

        public long Bytes { get; private set; } = long.MaxValue;

        public override void OnStepEnd(TrainingContext context, StepResult result)
        {
            if (result.Step == from) { _start = GC.GetTotalAllocatedBytes(precise: true); }
            if (result.Step == to) { Bytes = GC.GetTotalAllocatedBytes(precise: true) - _start; }
        }
    }
}
