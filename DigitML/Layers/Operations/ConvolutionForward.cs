using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>A convolution's forward product for one sample, whose input lies in a halo of zeros.</summary>
internal sealed unsafe class ConvolutionForward
{
    private readonly ConvolutionShape _shape;
    private readonly PackedWeights _weights;
    private readonly float _slope;
    private readonly Layout _input;
    private readonly RowPairs _inputs, _outputs;

    /// <summary>Lays out the product.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="slope">Factor for negative results.</param>
    /// <param name="input">How the input lies in memory.</param>
    /// <param name="output">How the output lies in memory.</param>
    public ConvolutionForward(ConvolutionShape shape, PackedWeights weights, float slope, Layout input, Layout output)
    {
        (_shape, _weights, _slope, _input) = (shape, weights, slope, input);
        nint first = input.Origin - shape.Padding.Top * input.RowStride - shape.Padding.Left * shape.Channels;
        _inputs = RowPairs.Grid(
            shape.OutputHeight, shape.OutputWidth, shape.Stride * input.RowStride, shape.Stride * shape.Channels, first);
        _outputs = RowPairs.Grid(shape.OutputHeight, shape.OutputWidth, output.RowStride, shape.Filters, output.Origin);
    }

    /// <summary>Computes a sample; both addresses are those of its halo.</summary>
    public void Compute(float* input, float* output) => Product.Multiply(new ProductArguments
    {
        Input = input, InputPairs = _inputs.Pointer, InputStep = _inputs.Step, Pairs = _inputs.Count,
        Runs = _shape.KernelHeight, RunLength = _shape.KernelWidth * _shape.Channels, RunStride = _input.RowStride,
        Panels = _weights.Pointer, EndPanel = _weights.Panels, Columns = _shape.Filters, Slope = _slope,
        Output = output, OutputPairs = _outputs.Pointer, OutputStep = _outputs.Step,
    });
}
