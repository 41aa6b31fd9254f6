using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// The gradient of a convolution's input as a matrix product over pixels: the output's gradient, in a halo of zeros, with the kernel turned round.
/// </summary>
internal sealed unsafe class DirectDataGradientPass : ConvolutionPass
{
    private readonly ConvolutionShape _shape;
    private readonly ConvolutionWeights _weights;
    private readonly PackedWeights _packed;
    private readonly ScratchPool<AlignedBuffer>? _scratch;
    private Layout _gradient, _spread, _result;
    private PixelProduct? _product;

    /// <summary>Makes room for the packed weights.</summary>
    public DirectDataGradientPass(ConvolutionShape shape, ConvolutionWeights weights)
    {
        (_shape, _weights) = (shape, weights);
        _packed = new PackedWeights(shape.Taps * shape.Filters, shape.Channels);
        if (shape.Stride > 1) { _scratch = new ScratchPool<AlignedBuffer>(() => new AlignedBuffer(_spread.SampleStride)); }
    }

    /// <inheritdoc/>
    protected override bool JoinsSamples => false;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan step) =>
        step.PerItem(_packed.Panels, panel => _packed.PackReversed(panel, _weights.Weight, _shape.Taps));

    /// <inheritdoc/>
    public override void Lay(Layout input, Layout output)
    {
        (_gradient, _spread, _result) = (input, input, output);
        Halo halo = GradientHalo(_shape with { Stride = 1 });
        if (_shape.Stride > 1)
        {
            halo = halo with { Bottom = 0, Right = 0 };
            _spread = new Layout(_shape.Height + _shape.Padding.Top, _shape.Width + _shape.Padding.Left, _shape.Filters, halo);
        }

        var shape = new ConvolutionShape(
            _spread.Height, _spread.Width, _shape.Filters, _shape.Channels, _shape.KernelHeight, _shape.KernelWidth, 1, halo);
        _product = new PixelProduct(shape, _spread, output);
    }

    /// <inheritdoc/>
    public override void Compute(int samples, float* input, float* output)
    {
        AlignedBuffer? spread = _scratch?.Rent();
        for (int sample = 0; sample < samples; sample++)
        {
            float* gradient = input + (nint)sample * _gradient.SampleStride;
            if (spread is not null) { Spread(gradient, spread.Pointer); }
            _product!.Multiply(_packed, slope: 1, spread is null ? gradient : spread.Pointer, output + (nint)sample * _result.SampleStride);
        }

        if (spread is not null) { _scratch!.Return(spread); }
    }

    /// <summary>Puts the gradient where it would lie if the convolution had stride 1: zeros between its pixels.</summary>
    private void Spread(float* source, float* target)
    {
        for (int row = 0; row < _shape.OutputHeight; row++)
        {
            float* from = source + _gradient.Origin + row * _gradient.RowStride;
            float* to = target + _spread.Origin + row * _shape.Stride * _spread.RowStride;
            for (int column = 0; column < _shape.OutputWidth; column++)
            {
                new ReadOnlySpan<float>(from + column * _shape.Filters, _shape.Filters)
                    .CopyTo(new Span<float>(to + column * _shape.Stride * _shape.Filters, _shape.Filters));
            }
        }
    }
}
