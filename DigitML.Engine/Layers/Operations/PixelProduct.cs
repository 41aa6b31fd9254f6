using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// A convolution as a product whose rows are the pixels of its output. Products with the halo's zeros are left out: the output is cut into
/// parts of lines whose kernels reach the same rows of the image, and near the left and right border of columns with the same taps.
/// </summary>
internal sealed unsafe class PixelProduct
{
    // A border's column of fewer pixels doesn't fill its tiles, and takes longer by itself than it saves.
    private const int FewestLines = 12;

    private readonly ConvolutionShape _shape;
    private readonly Layout _input, _output;
    private readonly Part[] _parts;

    /// <summary>Lays out the parts.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="input">How its input lies in memory.</param>
    /// <param name="output">How its output lies in memory.</param>
    public PixelProduct(ConvolutionShape shape, Layout input, Layout output)
    {
        (_shape, _input, _output) = (shape, input, output);
        IReadOnlyList<KernelBand> lines = KernelBand.Create(shape.OutputHeight, shape.Height, shape.KernelHeight, shape.Stride, shape.Padding.Top);
        IReadOnlyList<KernelBand> columns = KernelBand.Create(shape.OutputWidth, shape.Width, shape.KernelWidth, shape.Stride, shape.Padding.Left);
        var allLines = new KernelBand(0, shape.OutputHeight, 0, shape.KernelHeight);
        var allColumns = new KernelBand(0, shape.OutputWidth, 0, shape.KernelWidth);
        if (shape.OutputHeight < FewestLines) { columns = [allColumns]; }
        _parts =
        [
            .. from column in columns
               from line in column.Taps == shape.KernelWidth ? lines : [allLines]
               select PartOf(line, column),
        ];
    }

    /// <summary>Computes an image; both addresses are those of its halo.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="slope">Factor for negative results.</param>
    /// <param name="input">The input.</param>
    /// <param name="output">The output.</param>
    public void Multiply(PackedWeights weights, float slope, float* input, float* output)
    {
        foreach (Part part in _parts)
        {
            int length = part.Taps * _shape.Channels, whole = _shape.KernelWidth * _shape.Channels;
            Product.Multiply(new ProductArguments
            {
                Input = input, InputPairs = part.Inputs.Pointer, InputStep = part.Inputs.Step, Pairs = part.Inputs.Count,
                Runs = part.Rows, RunLength = length, RunStride = _input.RowStride,
                FirstWeight = part.FirstRow * whole + part.FirstTap * _shape.Channels, WeightGap = whole - length,
                Panels = weights.Pointer, PanelStride = weights.PanelStride, EndPanel = weights.Panels, Columns = _shape.Filters, Slope = slope,
                Output = output, OutputPairs = part.Outputs.Pointer, OutputStep = part.Outputs.Step,
            });
        }
    }

    private Part PartOf(KernelBand line, KernelBand column)
    {
        int lineStride = _shape.Stride * _input.RowStride, pixelStride = _shape.Stride * _shape.Channels;
        int input = _input.FirstTap(_shape.Padding) + line.First * lineStride + column.First * pixelStride
            + line.FirstTap * _input.RowStride + column.FirstTap * _shape.Channels;
        int output = _output.Origin + line.First * _output.RowStride + column.First * _shape.Filters;
        return new Part(
            RowPairs.Grid(line.Count, column.Count, lineStride, pixelStride, input),
            RowPairs.Grid(line.Count, column.Count, _output.RowStride, _shape.Filters, output),
            line.FirstTap, line.Taps, column.FirstTap, column.Taps);
    }

    /// <summary>Pixels whose kernels reach the same taps.</summary>
    /// <param name="Inputs">Where their first taps lie.</param>
    /// <param name="Outputs">Where their results go.</param>
    /// <param name="FirstRow">The kernel's first row that they need.</param>
    /// <param name="Rows">How many rows they need.</param>
    /// <param name="FirstTap">The first tap of each of these rows.</param>
    /// <param name="Taps">How many taps of each.</param>
    private sealed record Part(RowPairs Inputs, RowPairs Outputs, int FirstRow, int Rows, int FirstTap, int Taps);
}
