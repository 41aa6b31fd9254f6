namespace DigitML.Engine.Threading;

/// <summary>
/// Work on the shards of a batch and on their samples, with no barrier in between, and other work that may be done meanwhile. A shard goes through
/// all of its work on one thread.
/// </summary>
internal sealed class ShardGroup : IWorkGroup
{
    private readonly List<Action<Shard>> _works = [];
    private readonly List<Action<Shard>> _starts = [], _ends = [];
    private readonly List<Action> _others = [];
    private List<Action<Sample>>? _sampleWorks;
    private readonly Action<int> _runItem;
    private readonly int _shardSize;
    private int _samples;
    private int _shards;

    /// <summary>Makes a group without work, for shards of <paramref name="shardSize"/> samples.</summary>
    public ShardGroup(int shardSize)
    {
        _shardSize = shardSize;
        _runItem = RunItem;
    }

    /// <summary>How many rows the work makes (see <see cref="PlanPosition.Row"/>).</summary>
    public int Rows => _works.Count;

    /// <summary>Adds work on each shard.</summary>
    public void Add(Action<Shard> work)
    {
        _works.Add(work);
        _sampleWorks = null;
    }

    /// <summary>Adds work on each sample, to the row of such work that stands last.</summary>
    public void Add(Action<Sample> work)
    {
        if (_sampleWorks is not { } works)
        {
            _sampleWorks = works = [];
            _works.Add(shard => RunSamples(shard, works));
        }

        works.Add(work);
    }

    /// <summary>Adds work on items 0 to <paramref name="items"/> - 1 that is done at any time meanwhile.</summary>
    public void AddOther(int items, Action<int> work)
    {
        for (int i = 0; i < items; i++)
        {
            int item = i;
            _others.Add(() => work(item));
        }
    }

    /// <summary>Adds what is done before all work on a shard and after it, on its thread.</summary>
    public void Around(Action<Shard> start, Action<Shard> end)
    {
        _starts.Add(start);
        _ends.Add(end);
    }

    /// <inheritdoc/>
    public void Run(WorkerTeam team, int samples)
    {
        (_samples, _shards) = (samples, (samples + _shardSize - 1) / _shardSize);
        team.Run(_shards + _others.Count, _runItem);
    }

    private void RunItem(int index)
    {
        if (index < _shards) { RunShard(index); }
        else { _others[index - _shards](); }
    }

    private void RunShard(int index)
    {
        int first = index * _shardSize;
        var shard = new Shard(index, first, Math.Min(_shardSize, _samples - first));
        foreach (Action<Shard> start in _starts) { start(shard); }
        foreach (Action<Shard> work in _works) { work(shard); }
        foreach (Action<Shard> end in _ends) { end(shard); }
    }

    private static void RunSamples(Shard shard, List<Action<Sample>> works)
    {
        for (int index = shard.First; index < shard.End; index++)
        {
            var sample = new Sample(index, shard.Index, index == shard.First);
            foreach (Action<Sample> work in works) { work(sample); }
        }
    }
}
