using DigitML.Engine.Threading;

namespace DigitML.Tests.Engine.Threading;

[TestClass]
public sealed class StepPlanTests
{
    [TestMethod]
    public void PerShard_AnyCapacityAndBatch_CoversEverySampleOnceAndNoShardIsEmpty()
    {
        for (int capacity = 1; capacity <= 140; capacity += 1 + capacity / 9)
        {
            for (int samples = 1; samples <= capacity; samples++)
            {
                int[] counts = new int[capacity];
                int shards = 0;
                var plan = new StepPlan(capacity);
                plan.PerShard(shard =>
                {
                    Assert.AreEqual(shard.Index * plan.ShardSize, shard.First);
                    Assert.IsGreaterThan(0, shard.Count);
                    for (int sample = shard.First; sample < shard.End; sample++) { counts[sample]++; }
                    shards = Math.Max(shards, shard.Index + 1);
                });
                plan.Run(WorkerTeam.Create(1), samples);
                Assert.AreEqual(-1, counts.AsSpan(0, samples).IndexOfAnyExcept(1));
                Assert.AreEqual(-1, counts.AsSpan(samples).IndexOfAnyExcept(0));
                Assert.IsTrue(shards <= StepPlan.ShardCount(capacity) && shards <= 16, $"{shards} shards of {samples} in {capacity}");
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Run_MixedWork_KeepsTheOrderOfGroupsAndWithinAShard(int threads)
    {
        var plan = new StepPlan(16);
        int[] stage = new int[16];
        int whole = 0, items = 0;
        bool ordered = true;
        plan.PerShard(shard => ordered &= stage[shard.Index]++ == 0);
        plan.PerShard(shard => ordered &= stage[shard.Index]++ == 1);
        plan.Once(() => whole = stage.Sum());
        plan.PerItem(50, _ => Interlocked.Increment(ref items));
        plan.PerShard(_ => ordered &= whole == 32 && Volatile.Read(ref items) == 50);
        plan.Run(WorkerTeam.Create(threads), 16);
        Assert.IsTrue(ordered);
        Assert.AreEqual(50, items);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void PerSample_SeveralInARow_TakesASampleThroughAllOfThemBeforeTheNext(int threads)
    {
        var plan = new StepPlan(40);
        var done = new List<(int Sample, int Work)>[plan.ShardSize * 16];
        for (int shard = 0; shard < done.Length; shard++) { done[shard] = []; }
        plan.PerSample(sample => done[sample.Shard].Add((sample.Index, sample.OpensShard ? 1 : 0)));
        plan.PerSample(sample => done[sample.Shard].Add((sample.Index, 2)));
        plan.PerShard(shard => done[shard.Index].Add((shard.Count, 3)));
        plan.PerSample(sample => done[sample.Shard].Add((sample.Index, 4)));
        plan.Run(WorkerTeam.Create(threads), 38);
        Assert.AreEqual(3, plan.ShardSize);
        Assert.AreSequenceEqual([(3, 1), (3, 2), (4, 0), (4, 2), (5, 0), (5, 2), (3, 3), (3, 4), (4, 4), (5, 4)], done[1]);
        Assert.AreSequenceEqual([(36, 1), (36, 2), (37, 0), (37, 2), (2, 3), (36, 4), (37, 4)], done[12]);
        Assert.AreEqual(38 * 3 + 13, done.Sum(works => works.Count));
    }

    [TestMethod]
    public void Run_Again_DoesTheWorkAgainForItsOwnBatch()
    {
        var plan = new StepPlan(20);
        int samples = 0;
        plan.PerShard(shard => Interlocked.Add(ref samples, shard.Count));
        foreach (int batch in new[] { 20, 7, 1, 20 }) { plan.Run(WorkerTeam.Create(2), batch); }
        Assert.AreEqual(48, samples);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Alongside_WithWorkOnShardsAfterIt_IsDoneAfterWhatStandsBeforeAndBeforeTheNextBarrier(int threads)
    {
        var plan = new StepPlan(16);
        int before = 0, shards = 0, others = 0;
        bool ordered = true;
        plan.PerShard(_ => Interlocked.Increment(ref before));
        plan.Alongside(70, _ =>
        {
            ordered &= Volatile.Read(ref before) == 16;
            Interlocked.Increment(ref others);
        });
        plan.PerSample(_ =>
        {
            ordered &= Volatile.Read(ref before) == 16;
            Interlocked.Increment(ref shards);
        });
        plan.Once(() => ordered &= others == 70 && shards == 16);
        plan.Run(WorkerTeam.Create(threads), 16);
        Assert.IsTrue(ordered);
        Assert.AreEqual(70, others);
    }

    [TestMethod]
    public void Alongside_WithNothingAfterIt_IsDone()
    {
        var plan = new StepPlan(16);
        int[] counts = new int[5];
        plan.Alongside(5, item => Interlocked.Increment(ref counts[item]));
        plan.Run(WorkerTeam.Create(2), 3);
        Assert.AreSequenceEqual([1, 1, 1, 1, 1], counts);
    }

    [TestMethod]
    public void Last_WorkOfAllKinds_TellsBarriersAndRowsApart()
    {
        var plan = new StepPlan(32);
        PlanPosition Place(Action add)
        {
            add();
            return plan.Last;
        }

        PlanPosition first = Place(() => plan.PerSample(_ => { })), second = Place(() => plan.PerSample(_ => { }));
        PlanPosition shard = Place(() => plan.PerShard(_ => { })), third = Place(() => plan.PerSample(_ => { }));
        PlanPosition item = Place(() => plan.Once(() => { })), behind = Place(() => plan.PerSample(_ => { }));
        Assert.IsTrue(first.IsInRowOf(second) && first.IsInGroupOf(third));
        Assert.IsFalse(first.IsInRowOf(shard) || shard.IsInRowOf(third) || first.IsInRowOf(third));
        Assert.IsFalse(third.IsInGroupOf(behind) || third.IsInGroupOf(item) || item.IsInGroupOf(item));
        Assert.IsFalse(new StepPlan(32).Last.IsInGroupOf(new StepPlan(32).Last));
    }
}
