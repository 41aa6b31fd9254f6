using DigitML.Engine.Kernels;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// Memory for the same array of numbers of each sample of a batch. Numbers that are used only while a sample or a shard is worked on lie in
/// a piece for one sample or shard, which the next one uses too, so that they stay in the cache; others have a place each for the whole batch.
/// </summary>
internal sealed unsafe class BatchMemory
{
    private const int MaximumLength = int.MaxValue / 2;

    // From where the numbers are written to where they are read last, each time that they are computed anew.
    private readonly List<(PlanPosition Written, PlanPosition Read)> _uses = [];
    private bool _kept;
    private AlignedBuffer? _whole;
    private nint[] _addresses = [];

    /// <summary>Whether the numbers are written, and read no later than in the same group of work on shards, every time.</summary>
    public bool IsPassing => !_kept && _uses.Count > 0 && _uses.TrueForAll(use => use.Written.IsInGroupOf(use.Read));

    /// <summary>Says that the numbers come from outside the plan, or are looked at there.</summary>
    public void Keep() => _kept = true;

    /// <summary>Says that the numbers are computed at a place of the plan.</summary>
    public void WriteAt(PlanPosition place) => _uses.Add((place, place));

    /// <summary>Says that the numbers as they were written last are still used at a place of the plan.</summary>
    public void ReadAt(PlanPosition place)
    {
        if (_uses.Count == 0) { _kept = true; }
        else { _uses[^1] = (_uses[^1].Written, place); }
    }

    /// <summary>Allocates memory for batches of up to <paramref name="capacity"/> samples, as all that was said asks for; once.</summary>
    public void Allocate(int capacity, Layout layout)
    {
        if (_addresses.Length > 0 || (!_kept && _uses.Count == 0)) { return; }
        _addresses = new nint[capacity];
        if (IsPassing && StepPlan.ShardCount(capacity) > 1)
        {
            bool single = _uses.TrueForAll(use => use.Written.IsInRowOf(use.Read));
            ShareByShards(StepPlan.ShardCount(capacity), layout.SampleStride, single ? 1 : StepPlan.ShardSizeOf(capacity));
            return;
        }

        long length = (long)capacity * layout.SampleStride;
        if (length > MaximumLength)
        {
            throw new DigitMLException(
                $"A batch of {capacity:N0} images needs {length:N0} numbers for one layer; " +
                $"at most {MaximumLength:N0} are possible: take a smaller batch.");
        }

        _whole = new AlignedBuffer((int)length);
        Point(0, capacity, _whole.Pointer, layout.SampleStride);
    }

    /// <summary>The address of a sample's numbers.</summary>
    public float* Of(int sample) => (float*)_addresses[sample];

    // A piece is zero at first and keeps what was left in it: nobody writes to the halos.
    private void ShareByShards(int shards, int stride, int samples)
    {
        var pieces = new ScratchPool<AlignedBuffer>(() => new AlignedBuffer(samples * stride));
        var inUse = new AlignedBuffer[shards];
        foreach (PlanPosition place in _uses.Select(use => use.Written).DistinctBy(place => place.Group))
        {
            place.Group!.Around(
                shard =>
                {
                    inUse[shard.Index] = pieces.Rent();
                    Point(shard.First, shard.Count, inUse[shard.Index].Pointer, samples > 1 ? stride : 0);
                },
                shard => pieces.Return(inUse[shard.Index]));
        }
    }

    private void Point(int first, int count, float* start, nint stride)
    {
        for (int i = 0; i < count; i++) { _addresses[first + i] = (nint)(start + i * stride); }
    }
}
