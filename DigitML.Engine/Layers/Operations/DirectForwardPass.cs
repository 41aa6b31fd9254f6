using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>A convolution's forward pass as a matrix product over pixels, whose rows are runs of the input in its halo of zeros.</summary>
internal sealed unsafe class DirectForwardPass(ConvolutionShape shape, ConvolutionWeights weights, float slope) : ConvolutionPass
{
    private PackedWeights? _packed;
    private Layout _input, _output;
    private PixelProduct? _product;

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
        if (_product is not null && (_input, _output) == (input, output)) { return; }
        (_input, _output) = (input, output);
        _product = new PixelProduct(shape, input, output);
    }

    /// <inheritdoc/>
    public override void Compute(int samples, float* input, float* output)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            _product!.Multiply(_packed!, slope, input + (nint)sample * _input.SampleStride, output + (nint)sample * _output.SampleStride);
        }
    }
}
