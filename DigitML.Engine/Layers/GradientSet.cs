using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers;

/// <summary>
/// The loss's gradient by everything learnt, at the same offsets as the <see cref="ParameterSet"/>. A parameter may be
/// summed by shards first: every shard of the batch has its own sum, and the sums are added in the shards' order.
/// </summary>
internal sealed unsafe class GradientSet(ParameterSet parameters, int shards)
{
    private const int ReduceLength = 4096;
    private readonly AlignedBuffer _values = new(parameters.LearntLength);
    private readonly List<(Parameter Parameter, AlignedBuffer[] Sums, bool Turned)> _sharded = [];

    /// <summary>All gradients.</summary>
    public Span<float> Values => _values.Span;

    /// <summary>One parameter's gradients.</summary>
    public Span<float> this[Parameter parameter] => Values.Slice(parameter.Offset, parameter.Length);

    /// <summary>The address of one parameter's gradients.</summary>
    public float* Pointer(Parameter parameter) => _values.Pointer + parameter.Offset;

    /// <summary>Gives a parameter a sum of its own for each shard, which the backward pass has to overwrite.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="turned">Whether the sums lie column by column of the parameter's matrix: its last size is the number of columns.</param>
    public AlignedBuffer[] ShardSums(Parameter parameter, bool turned = false)
    {
        var sums = new AlignedBuffer[shards];
        for (int shard = 0; shard < shards; shard++) { sums[shard] = new AlignedBuffer(parameter.Length); }
        _sharded.Add((parameter, sums, turned));
        return sums;
    }

    /// <summary>Plans the addition of the shards' sums.</summary>
    /// <param name="plan">The step's plan.</param>
    /// <param name="activeShards">Tells how many shards the current batch has.</param>
    public void PlanReduction(StepPlan plan, Func<int> activeShards)
    {
        var parts = new List<Action>();
        foreach ((Parameter parameter, AlignedBuffer[] sums, bool turned) in _sharded)
        {
            int columns = parameter.Spec.Shape[^1], depth = parameter.Length / columns;
            int step = turned ? Math.Max(1, ReduceLength / depth) * depth : ReduceLength;
            for (int start = 0; start < parameter.Length; start += step)
            {
                int first = start, length = Math.Min(step, parameter.Length - start);
                parts.Add(turned
                    ? () => ReduceTurned(parameter, sums, first / depth, length / depth, activeShards())
                    : () => Reduce(sums, first, this[parameter].Slice(first, length), activeShards()));
            }
        }

        if (parts.Count > 0) { plan.PerItem(parts.Count, item => parts[item]()); }
    }

    private static void Reduce(AlignedBuffer[] sums, int start, Span<float> target, int count)
    {
        sums[0].Span.Slice(start, target.Length).CopyTo(target);
        for (int shard = 1; shard < count; shard++) { ColumnSums.Add(sums[shard].Span.Slice(start, target.Length), target); }
    }

    // The first shard's sums take up the others, and are turned while they are in the cache.
    private void ReduceTurned(Parameter parameter, AlignedBuffer[] sums, int column, int columns, int count)
    {
        int stride = parameter.Spec.Shape[^1], depth = parameter.Length / stride, start = column * depth;
        Span<float> total = sums[0].Span.Slice(start, columns * depth);
        for (int shard = 1; shard < count; shard++) { ColumnSums.Add(sums[shard].Span.Slice(start, total.Length), total); }
        Transposition.Copy(sums[0].Pointer + start, depth, columns, depth, Pointer(parameter) + column, stride);
    }
}
