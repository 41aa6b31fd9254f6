using DigitML.Augmentation;
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
