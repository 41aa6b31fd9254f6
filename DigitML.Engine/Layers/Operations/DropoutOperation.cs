using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// Dropout, in place. The mask is random by step, place in the network and sample; nothing is dropped when the network is only used.
/// </summary>
internal sealed class DropoutOperation(OperationContext context, float rate, Activation input) : Operation(input, input)
{
    private readonly ulong _place = context.State.NextPlace();

    private delegate Span<float> RowOf(int sample, int row);

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        if (context.Gradients is not null) { Plan(plan, Input.ValueRow); }
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient) => Plan(plan, Input.GradientRow);

    private void Plan(StepPlan plan, RowOf rowOf) => plan.PerSample(sample =>
    {
        uint key = (uint)new RandomStream(context.State.Seed, _place, (ulong)sample.Index).NextUInt64();
        for (int row = 0; row < Input.Shape.Height; row++)
        {
            Span<float> values = rowOf(sample.Index, row);
            DropoutMask.Apply(values, rate, key, (uint)(row * values.Length));
        }
    });
}
