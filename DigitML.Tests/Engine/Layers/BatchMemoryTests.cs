using DigitML.Engine.Kernels;
using DigitML.Engine.Layers.Operations;
using DigitML.Engine.Threading;

namespace DigitML.Tests.Engine.Layers;

[TestClass]
public sealed unsafe class BatchMemoryTests
{
    private const int Capacity = 64, Runs = 3;
    private static readonly Layout Line = new(1, 5, 1, new Halo(0, 2, 0, 2));

    [TestMethod]
    public void Of_NumbersReadInTheSameRow_LieInOnePieceForEachThread()
    {
        var memory = new BatchMemory();
        HashSet<nint> addresses = Run(memory, 1, plan =>
        {
            plan.PerSample(sample => *memory.Of(sample.Index) = sample.Index);
            memory.WriteAt(plan.Last);
            plan.PerSample(sample => Assert.AreEqual(sample.Index, *memory.Of(sample.Index)));
            memory.ReadAt(plan.Last);
        });
        Assert.HasCount(1, addresses);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Of_NumbersReadInTheSameGroup_LieInAPieceForAShard(int threads)
    {
        var memory = new BatchMemory();
        HashSet<nint> addresses = Run(memory, threads, plan =>
        {
            plan.PerSample(sample => *memory.Of(sample.Index) = sample.Index);
            memory.WriteAt(plan.Last);
            plan.PerShard(shard =>
            {
                for (int i = 0; i < shard.Count; i++) { Assert.AreEqual(shard.First + i, memory.Of(shard.First)[i * Line.SampleStride]); }
            });
            memory.ReadAt(plan.Last);
        });
        Assert.IsTrue(addresses.Count >= 4 && addresses.Count <= 4 * threads, $"{addresses.Count} addresses");
    }

    [TestMethod]
    public void Of_NumbersReadBehindABarrier_HaveAPlaceForEachSample()
    {
        var memory = new BatchMemory();
        HashSet<nint> addresses = Run(memory, 2, plan =>
        {
            plan.PerSample(sample => *memory.Of(sample.Index) = sample.Index);
            memory.WriteAt(plan.Last);
            plan.Once(() => { });
            plan.PerSample(sample => Assert.AreEqual(sample.Index, *memory.Of(sample.Index)));
            memory.ReadAt(plan.Last);
        });
        Assert.HasCount(Capacity, addresses);
    }

    [TestMethod]
    public void Of_NumbersComputedTwice_TakePartInBothGroups()
    {
        var memory = new BatchMemory();
        int read = 0;
        HashSet<nint> addresses = Run(memory, 2, plan =>
        {
            for (int time = 1; time <= 2; time++)
            {
                int factor = time;
                plan.PerSample(sample => *memory.Of(sample.Index) = factor * sample.Index);
                memory.WriteAt(plan.Last);
                plan.PerSample(sample =>
                {
                    Assert.AreEqual(factor * sample.Index, *memory.Of(sample.Index));
                    Interlocked.Increment(ref read);
                });
                memory.ReadAt(plan.Last);
                plan.Once(() => { });
            }
        });
        Assert.AreEqual(Runs * 2 * Capacity, read);
        Assert.IsLessThanOrEqualTo(2, addresses.Count);
    }

    [TestMethod]
    public void Of_NumbersFromOutside_HaveAPlaceForEachSample()
    {
        var memory = new BatchMemory();
        HashSet<nint> addresses = Run(memory, 1, plan =>
        {
            plan.PerSample(_ => { });
            memory.ReadAt(plan.Last);
        });
        Assert.HasCount(Capacity, addresses);
    }

    /// <summary>Where the samples lay in a run of what is planned.</summary>
    private static HashSet<nint> Run(BatchMemory memory, int threads, Action<StepPlan> planWork)
    {
        var plan = new StepPlan(Capacity);
        var addresses = new HashSet<nint>();
        planWork(plan);
        plan.PerSample(sample =>
        {
            lock (addresses) { addresses.Add((nint)memory.Of(sample.Index)); }
        });
        memory.Allocate(Capacity, Line);
        for (int run = 0; run < Runs; run++) { plan.Run(WorkerTeam.Create(threads), Capacity); }
        return addresses;
    }
}
