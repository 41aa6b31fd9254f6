using DigitML.Kernels;

namespace DigitML.Layers;

/// <summary>
/// The loss's gradient by everything learnt, at the same offsets as the <see cref="ParameterSet"/>. A parameter may be
/// summed by shards first: every shard of the batch has its own sum, and the sums are added in the shards' order.
/// </summary>
internal sealed unsafe class GradientSet(ParameterSet parameters, int shards)
{
    private const int ReduceLength = 4096;
    private readonly AlignedBuffer _values = new(parameters.LearntLength);
    private readonly List<(Parameter Parameter, AlignedBuffer[] Sums)> _sharded = [];

    /// <summary>All gradients.</summary>
    public Span<float> Values => _values.Span;

    /// <summary>One parameter's gradients.</summary>
    public Span<float> this[Parameter parameter] => Values.Slice(parameter.Offset, parameter.Length);

    /// <summary>The address of one parameter's gradients.</summary>
    public float* Pointer(Parameter parameter) => _values.Pointer + parameter.Offset;

    /// <summary>Gives a parameter a sum of its own for each shard, which the backward pass has to overwrite.</summary>
    public AlignedBuffer[] ShardSums(Parameter parameter)
    {
        var sums = new AlignedBuffer[shards];
        for (int shard = 0; shard < shards; shard++) { sums[shard] = new AlignedBuffer(parameter.Length); }
        _sharded.Add((parameter, sums));
        return sums;
    }

    /// <summary>Plans the addition of the shards' sums.</summary>
    /// <param name="plan">The step's plan.</param>
    /// <param name="activeShards">Tells how many shards the current batch has.</param>
    public void PlanReduction(StepPlan plan, Func<int> activeShards)
    {
        var parts = new List<(Parameter Parameter, AlignedBuffer[] Sums, int Start)>();
        foreach ((Parameter parameter, AlignedBuffer[] sums) in _sharded)
        {
            for (int start = 0; start < parameter.Length; start += ReduceLength) { parts.Add((parameter, sums, start)); }
        }

        if (parts.Count > 0)
        {
            plan.PerItem(parts.Count, item => Reduce(parts[item].Parameter, parts[item].Sums, parts[item].Start, activeShards()));
        }
    }

    private void Reduce(Parameter parameter, AlignedBuffer[] sums, int start, int count)
    {
        int length = Math.Min(ReduceLength, parameter.Length - start);
        Span<float> target = this[parameter].Slice(start, length);
        sums[0].Span.Slice(start, length).CopyTo(target);
        for (int shard = 1; shard < count; shard++) { ColumnSums.Add(sums[shard].Span.Slice(start, length), target); }
    }
}
