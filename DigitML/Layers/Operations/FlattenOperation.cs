using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>Makes a vector of each sample: the same memory where the sample lies in one piece, a copy where either side needs a halo.</summary>
internal sealed class FlattenOperation(Activation input)
    : Operation(input, input.IsCompact ? input.Flattened() : new Activation(new TensorShape(1, 1, input.Shape.Length)))
{
    private readonly int _rowLength = input.Shape.Width * input.Shape.Channels;

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        if (!Output.IsView) { plan.PerShard(Forward); }
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        if (!Output.IsView) { plan.PerShard(Backward); }
    }

    private void Forward(Shard shard)
    {
        for (int sample = shard.First; sample < shard.End; sample++)
        {
            Span<float> whole = Output.ValueRow(sample, 0);
            for (int row = 0; row < Input.Shape.Height; row++) { Input.ValueRow(sample, row).CopyTo(whole[(row * _rowLength)..]); }
        }
    }

    private void Backward(Shard shard)
    {
        for (int sample = shard.First; sample < shard.End; sample++)
        {
            Span<float> whole = Output.GradientRow(sample, 0);
            for (int row = 0; row < Input.Shape.Height; row++)
            {
                whole.Slice(row * _rowLength, _rowLength).CopyTo(Input.GradientRow(sample, row));
            }
        }
    }
}
