using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>ReLU and leaky ReLU, in place.</summary>
internal sealed class RectifierOperation(float slope, Activation input) : Operation(input, input)
{
    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan) => plan.PerSample(sample =>
    {
        for (int row = 0; row < Input.Shape.Height; row++) { Rectifier.Forward(Input.ValueRow(sample.Index, row), slope); }
    });

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient) => plan.PerSample(sample =>
    {
        for (int row = 0; row < Input.Shape.Height; row++)
        {
            Rectifier.Backward(Input.ValueRow(sample.Index, row), Input.GradientRow(sample.Index, row), slope);
        }
    });
}
