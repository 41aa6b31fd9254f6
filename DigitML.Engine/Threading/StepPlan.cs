namespace DigitML.Engine.Threading;

/// <summary>A part of a batch that is worked on in one go: samples <paramref name="First"/> and the following.</summary>
/// <param name="Index">Number of the shard.</param>
/// <param name="First">Its first sample.</param>
/// <param name="Count">How many samples it has; not zero.</param>
internal readonly record struct Shard(int Index, int First, int Count)
{
    /// <summary>One past its last sample.</summary>
    public int End => First + Count;
}

/// <summary>A sample of the batch.</summary>
/// <param name="Index">Its number in the batch.</param>
/// <param name="Shard">Number of the shard that it belongs to.</param>
/// <param name="OpensShard">Whether it is the shard's first.</param>
internal readonly record struct Sample(int Index, int Shard, bool OpensShard);

/// <summary>Work of a plan between two barriers.</summary>
internal interface IWorkGroup
{
    /// <summary>Does the work for a batch of <paramref name="samples"/> and returns when it is done.</summary>
    void Run(WorkerTeam team, int samples);
}

/// <summary>
/// What is done in a step, planned once and run often: work on samples or shards of the batch, and work on other items that needs
/// the whole batch to be ready. Work that follows work on samples or shards runs on without a barrier, while the sample or the shard is in
/// the cache.
/// </summary>
/// <remarks>
/// How a batch is cut into shards depends on its capacity only, so that sums over shards have the same order for every number of threads.
/// </remarks>
internal sealed class StepPlan
{
    /// <summary>Into how many shards a full batch is cut.</summary>
    private const int ShardsOfBatch = 16;

    private readonly List<IWorkGroup> _groups = [];

    /// <summary>Plans for batches of up to <paramref name="capacity"/> samples.</summary>
    public StepPlan(int capacity) => ShardSize = ShardSizeOf(capacity);

    /// <summary>Samples in a shard; the last one may have fewer.</summary>
    public int ShardSize { get; }

    /// <summary>Samples in a shard when a full batch has <paramref name="capacity"/> of them.</summary>
    public static int ShardSizeOf(int capacity) => (capacity + ShardsOfBatch - 1) / ShardsOfBatch;

    /// <summary>Into how many shards a batch of <paramref name="capacity"/> samples is cut.</summary>
    public static int ShardCount(int capacity) => (capacity + ShardSizeOf(capacity) - 1) / ShardSizeOf(capacity);

    /// <summary>Adds work on each shard of the batch: for what looks at several samples at once.</summary>
    public void PerShard(Action<Shard> work) => LastShardGroup().Add(work);

    /// <summary>
    /// Adds work on each sample of the batch. A sample goes through all such work that stands in a row before the shard's next sample does.
    /// </summary>
    public void PerSample(Action<Sample> work) => LastShardGroup().Add(work);

    /// <summary>Adds work on items 0 to <paramref name="items"/> - 1, which starts when all before is done.</summary>
    public void PerItem(int items, Action<int> work) => _groups.Add(new ItemGroup(items, work));

    /// <summary>
    /// Adds work on items 0 to <paramref name="items"/> - 1, which starts when all before is done, and may go on together with the work on samples
    /// and shards that is added next: it fills the time of a thread that has no shard left.
    /// </summary>
    public void Alongside(int items, Action<int> work)
    {
        var group = new ShardGroup(ShardSize);
        group.AddOther(items, work);
        _groups.Add(group);
    }

    /// <summary>Adds work that one thread does when all before is done.</summary>
    public void Once(Action work) => PerItem(1, _ => work());

    /// <summary>Where the work that was added last stands.</summary>
    public PlanPosition Last => _groups.Count > 0 && _groups[^1] is ShardGroup group ? new PlanPosition(group, group.Rows) : default;

    /// <summary>Does everything planned, for a batch of <paramref name="samples"/>.</summary>
    public void Run(WorkerTeam team, int samples)
    {
        foreach (IWorkGroup group in _groups) { group.Run(team, samples); }
    }

    private ShardGroup LastShardGroup()
    {
        if (_groups.Count == 0 || _groups[^1] is not ShardGroup group)
        {
            group = new ShardGroup(ShardSize);
            _groups.Add(group);
        }

        return group;
    }

    private sealed class ItemGroup(int items, Action<int> work) : IWorkGroup
    {
        public void Run(WorkerTeam team, int samples) => team.Run(items, work);
    }
}
