using System.Runtime.CompilerServices;
using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;

namespace DigitML.Tests.Engine.Threading;

[TestClass]
public sealed class WorkerTeamTests
{
    [TestMethod]
    public void Run_ManyTimes_DoesEveryItemOnce()
    {
        const int runs = 20_000;
        WorkerTeam team = WorkerTeam.Create(4);
        var random = new RandomStream(1);
        int[] counts = new int[40];
        for (int run = 0; run < runs; run++)
        {
            int items = random.Next(counts.Length + 1);
            Array.Clear(counts);
            team.Run(items, item => Interlocked.Increment(ref counts[item]));
            int wrong = counts.AsSpan(0, items).IndexOfAnyExcept(1);
            Assert.IsTrue(wrong < 0 && counts.AsSpan(items).IndexOfAnyExcept(0) < 0, $"run {run} of {items} items");
        }
    }

    [TestMethod]
    public void Run_AfterTheThreadsFellAsleep_DoesEveryItemOnce()
    {
        WorkerTeam team = WorkerTeam.Create(3);
        for (int run = 0; run < 20; run++)
        {
            Thread.Sleep(run % 4);
            int[] counts = new int[50];
            team.Run(50, item => Interlocked.Increment(ref counts[item]));
            Assert.AreEqual(-1, counts.AsSpan().IndexOfAnyExcept(1), $"run {run}");
        }
    }

    [TestMethod]
    public void Run_ItemsThatWaitForEachOther_AreOnDifferentThreads()
    {
        // A team that no other test uses: it can't be busy.
        using var meeting = new Barrier(5);
        int met = 0;
        WorkerTeam.Create(5).Run(5, _ =>
        {
            if (meeting.SignalAndWait(TimeSpan.FromSeconds(20))) { Interlocked.Increment(ref met); }
        });
        Assert.AreEqual(5, met);
    }

    [TestMethod]
    public void Run_OneThread_StaysOnTheCallersThreadInOrder()
    {
        var seen = new List<(int Item, int Thread)>();
        WorkerTeam.Create(1).Run(5, item => seen.Add((item, Environment.CurrentManagedThreadId)));
        Assert.AreSequenceEqual(Enumerable.Range(0, 5).Select(item => (item, Environment.CurrentManagedThreadId)), seen);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Run_WithinAnItem_IsDoneByWhoAsks(int threads)
    {
        WorkerTeam team = WorkerTeam.Create(threads);
        for (int run = 0; run < 200; run++)
        {
            int[] counts = new int[8 * 16];
            int strangers = 0;
            team.Run(8, outer =>
            {
                int thread = Environment.CurrentManagedThreadId;
                team.Run(16, inner =>
                {
                    Interlocked.Increment(ref counts[outer * 16 + inner]);
                    if (thread != Environment.CurrentManagedThreadId) { Interlocked.Increment(ref strangers); }
                });
            });
            Assert.AreEqual(-1, counts.AsSpan().IndexOfAnyExcept(1), $"run {run}");
            Assert.AreEqual(0, strangers);
        }
    }

    [TestMethod]
    public void Run_FromManyThreadsAtOnce_DoesEverybodysItems()
    {
        WorkerTeam team = WorkerTeam.Create(2);
        int wrong = 0;
        void Call()
        {
            for (int run = 0; run < 500; run++)
            {
                int[] counts = new int[20];
                team.Run(20, item => Interlocked.Increment(ref counts[item]));
                if (counts.AsSpan().IndexOfAnyExcept(1) >= 0) { Interlocked.Increment(ref wrong); }
            }
        }

        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(Call))];
        foreach (Thread caller in callers) { caller.Start(); }
        foreach (Thread caller in callers) { caller.Join(); }
        Assert.AreEqual(0, wrong);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Run_ItemThrows_TheCallerGetsItAndTheTeamWorksOn(int threads)
    {
        WorkerTeam team = WorkerTeam.Create(threads);
        for (int run = 0; run < 50; run++)
        {
            DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => team.Run(30, item =>
            {
                if (item % 10 == 7) { throw new DigitMLException("seven"); }
            }));
            Assert.AreEqual("seven", error.Message);
            int sum = 0;
            team.Run(30, item => Interlocked.Add(ref sum, item));
            Assert.AreEqual(435, sum);
        }
    }

    [TestMethod]
    public void Run_WhenDone_KeepsNothingOfTheWorkAlive()
    {
        WeakReference work = RunSomething(WorkerTeam.Create(2));
        bool collected = SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                return !work.IsAlive;
            },
            TimeSpan.FromSeconds(10));
        Assert.IsTrue(collected);
    }

    [TestMethod]
    public void Run_NoItems_DoesNothing() => WorkerTeam.Create(2).Run(0, _ => Assert.Fail("There was no item."));

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(1025)]
    public void Of_ThreadsOutOfRange_NamesTheRange(int threads)
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => WorkerTeam.Create(threads));
        Assert.AreEqual($"The number of threads is {threads}; it must be from 1 to 1024.", error.Message);
    }

    [TestMethod]
    public void Of_SameNumber_IsTheSameTeam() => Assert.AreSame(WorkerTeam.Create(2), WorkerTeam.Create(2));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunSomething(WorkerTeam team)
    {
        int[] memory = new int[100];
        team.Run(memory.Length, item => memory[item] = item);
        return new WeakReference(memory);
    }
}
