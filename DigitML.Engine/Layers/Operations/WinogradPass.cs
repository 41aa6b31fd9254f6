using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Winograd;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>A convolution's forward pass, or the gradient of its input, from fewer products (<see cref="Winograd"/>).</summary>
internal sealed unsafe class WinogradPass(
    OperationContext context, ConvolutionWeights weights, WinogradPlan plan, Halo border, float slope, bool reversed) : ConvolutionPass
{
    private WinogradWeights? _transformed;
    private Layout _input, _output;
    private nint _firstTap;

    /// <inheritdoc/>
    protected override bool JoinsSamples => true;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan step)
    {
        WinogradWeights transformed = _transformed ??= new WinogradWeights(plan);
        step.PerItem(transformed.Panels, panel =>
        {
            if (reversed) { transformed.TransformReversed(panel, weights.Weight); }
            else { transformed.Transform(panel, weights.Weight); }
        });
    }

    /// <inheritdoc/>
    public override void Lay(Layout input, Layout output)
    {
        (_input, _output) = (input, output);
        _firstTap = input.FirstTap(border);
    }

    /// <inheritdoc/>
    public override void Compute(int samples, float* input, float* output)
    {
        AlignedBuffer scratch = context.Scratch.Rent(plan.ScratchLength);
        Winograd.Convolve(new WinogradArguments
        {
            Plan = plan, Samples = samples, Input = input + _firstTap, InputSample = _input.SampleStride, InputRow = _input.RowStride,
            Weights = _transformed!.Pointer, Bias = reversed ? null : weights.Bias, Slope = slope,
            Output = output + _output.Origin, OutputSample = _output.SampleStride, OutputRow = _output.RowStride, OutputColumn = plan.Filters,
            Scratch = scratch.Pointer,
        });
        context.Scratch.Return(scratch);
    }
}
