using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>A convolution's forward pass as a matrix product over pixels, whose rows are runs of the input in its halo of zeros.</summary>
internal sealed unsafe class DirectForwardPass(ConvolutionShape shape, ConvolutionWeights weights, float slope) : ConvolutionPass
{
    private PackedWeights? _packed;
    private Layout _input, _output;
    private RowPairs? _inputs, _outputs;
    private LineBand[] _bands = [];

    /// <inheritdoc/>
    protected override bool JoinsSamples => false;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan step)
    {
        PackedWeights packed = _packed ??= new PackedWeights(shape.Depth, shape.Filters);
        step.PerItem(packed.Panels, panel => packed.Pack(panel, weights.Weight, weights.Bias));
    }

    /// <inheritdoc/>
    public override void Lay(Layout input, Layout output)
    {
        // Executions that share the weights come here one after the other, while the first may be at work.
        if (_inputs is not null && (_input, _output) == (input, output)) { return; }
        (_input, _output) = (input, output);
        _inputs = RowPairs.Grid(shape.OutputHeight, shape.OutputWidth,
            shape.Stride * input.RowStride, shape.Stride * shape.Channels, input.FirstTap(shape.Padding));
        _outputs = RowPairs.Grid(shape.OutputHeight, shape.OutputWidth, output.RowStride, shape.Filters, output.Origin);
        // Lines of one pixel are paired with each other.
        _bands = shape.OutputWidth == 1 ? [] : LineBand.Of(shape.OutputHeight, shape.Height, shape.KernelHeight, shape.Stride, shape.Padding.Top);
    }

    /// <inheritdoc/>
    public override void Compute(int samples, float* input, float* output)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            LineBand.Multiply(_bands, new ProductArguments
            {
                Input = input + (nint)sample * _input.SampleStride,
                InputPairs = _inputs!.Pointer, InputStep = _inputs.Step, Pairs = _inputs.Count,
                Runs = shape.KernelHeight, RunLength = shape.KernelWidth * shape.Channels, RunStride = _input.RowStride,
                Panels = _packed!.Pointer, PanelStride = _packed.PanelStride, EndPanel = _packed.Panels, Columns = shape.Filters, Slope = slope,
                Output = output + (nint)sample * _output.SampleStride, OutputPairs = _outputs!.Pointer, OutputStep = _outputs.Step,
            });
        }
    }
}
