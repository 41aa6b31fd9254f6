using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>Makes a vector of each sample: the same memory where the sample lies in one piece, a copy where either side needs a halo.</summary>
internal sealed class FlattenOperation(Activation input)
    : Operation(input, input.IsCompact ? input.Flattened() : new Activation(new TensorShape(1, 1, input.Shape.Length)))
{
    private readonly int _rowLength = input.Shape.Width * input.Shape.Channels;

    private bool IsView => Output.ValueMemory == Input.ValueMemory;

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        if (!IsView) { plan.PerSample(Forward); }
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        if (!IsView) { plan.PerSample(Backward); }
    }

    private void Forward(Sample sample)
    {
        Span<float> whole = Output.ValueRow(sample.Index, 0);
        for (int row = 0; row < Input.Shape.Height; row++) { Input.ValueRow(sample.Index, row).CopyTo(whole[(row * _rowLength)..]); }
    }

    private void Backward(Sample sample)
    {
        Span<float> whole = Output.GradientRow(sample.Index, 0);
        for (int row = 0; row < Input.Shape.Height; row++)
        {
            whole.Slice(row * _rowLength, _rowLength).CopyTo(Input.GradientRow(sample.Index, row));
        }
    }
}
