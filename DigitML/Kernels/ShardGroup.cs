namespace DigitML.Kernels;

/// <summary>Work on the shards of a batch and on their samples, with no barrier in between. A shard goes through all of it on one thread.</summary>
internal sealed class ShardGroup : IWorkGroup
{
    private readonly List<Action<Shard>> _works = [];
    private readonly List<Action<Shard>> _starts = [], _ends = [];
    private List<Action<Sample>>? _sampleWorks;
    private readonly Action<int> _runShard;
    private readonly int _shardSize;
    private int _samples;

    /// <summary>Makes a group without work, for shards of <paramref name="shardSize"/> samples.</summary>
    public ShardGroup(int shardSize)
    {
        _shardSize = shardSize;
        _runShard = RunShard;
    }

    /// <summary>How many rows the work makes (see <see cref="PlanPlace.Row"/>).</summary>
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

    /// <summary>Adds what is done before all work on a shard and after it, on its thread.</summary>
    public void Around(Action<Shard> start, Action<Shard> end)
    {
        _starts.Add(start);
        _ends.Add(end);
    }

    /// <inheritdoc/>
    public void Run(WorkerTeam team, int samples)
    {
        _samples = samples;
        team.Run((samples + _shardSize - 1) / _shardSize, _runShard);
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
