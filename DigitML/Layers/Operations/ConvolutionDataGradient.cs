using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>
/// The gradient of a convolution's input for one sample. It is itself a convolution: of the output's gradient, in a halo of zeros, with the
/// kernel turned round.
/// </summary>
internal sealed unsafe class ConvolutionDataGradient
{
    private readonly ConvolutionShape _shape;
    private readonly PackedWeights _weights;
    private readonly Layout _output, _spread;
    private readonly RowPairs _inputs, _outputs;
    private readonly ScratchPool<AlignedBuffer>? _scratch;

    /// <summary>Lays out the product.</summary>
    /// <param name="shape">The convolution's sizes.</param>
    /// <param name="weights">The weights, packed in reverse.</param>
    /// <param name="output">How the output's gradient lies in memory: in the halo of <see cref="Halo"/> if the stride is 1.</param>
    /// <param name="input">How the input's gradient lies in memory.</param>
    public ConvolutionDataGradient(ConvolutionShape shape, PackedWeights weights, Layout output, Layout input)
    {
        (_shape, _weights, _output) = (shape, weights, output);
        _spread = output;
        Halo halo = HaloOf(shape);
        if (shape.Stride > 1)
        {
            _spread = new Layout(shape.Height + shape.Padding.Top, shape.Width + shape.Padding.Left, shape.Filters,
                halo with { Bottom = 0, Right = 0 });
            _scratch = new ScratchPool<AlignedBuffer>(() => new AlignedBuffer(_spread.SampleStride));
        }

        nint first = _spread.Origin - halo.Top * _spread.RowStride - halo.Left * shape.Filters;
        _inputs = RowPairs.Grid(shape.Height, shape.Width, input.RowStride, shape.Channels, input.Origin);
        _outputs = RowPairs.Grid(shape.Height, shape.Width, _spread.RowStride, shape.Filters, first);
    }

    /// <summary>The zeros that the output's gradient needs round it.</summary>
    public static Halo HaloOf(ConvolutionShape shape) => new(
        shape.KernelHeight - 1 - shape.Padding.Top, shape.KernelWidth - 1 - shape.Padding.Left,
        shape.KernelHeight - 1 - shape.Padding.Bottom, shape.KernelWidth - 1 - shape.Padding.Right);

    /// <summary>Computes a sample; both addresses are those of its halo.</summary>
    public void Compute(float* outputGradient, float* inputGradient)
    {
        AlignedBuffer? spread = _scratch?.Rent();
        if (spread is not null) { Spread(outputGradient, spread.Pointer); }
        Product.Multiply(new ProductArguments
        {
            Input = spread is null ? outputGradient : spread.Pointer, InputPairs = _outputs.Pointer, InputStep = _outputs.Step, Pairs = _outputs.Count,
            Runs = _shape.KernelHeight, RunLength = _shape.KernelWidth * _shape.Filters, RunStride = _spread.RowStride,
            Panels = _weights.Pointer, EndPanel = _weights.Panels, Columns = _shape.Channels, Slope = 1,
            Output = inputGradient, OutputPairs = _inputs.Pointer, OutputStep = _inputs.Step,
        });
        if (spread is not null) { _scratch!.Return(spread); }
    }

    /// <summary>Puts the gradient where it would lie if the convolution had stride 1: zeros between its pixels.</summary>
    private void Spread(float* source, float* target)
    {
        for (int row = 0; row < _shape.OutputHeight; row++)
        {
            float* from = source + _output.Origin + row * _output.RowStride;
            float* to = target + _spread.Origin + row * _shape.Stride * _spread.RowStride;
            for (int column = 0; column < _shape.OutputWidth; column++)
            {
                new ReadOnlySpan<float>(from + column * _shape.Filters, _shape.Filters)
                    .CopyTo(new Span<float>(to + column * _shape.Stride * _shape.Filters, _shape.Filters));
            }
        }
    }
}
