using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>The gradients of a convolution's weights and bias, summed sample by sample over a shard.</summary>
internal sealed unsafe class ConvolutionWeightGradient
{
    private readonly ConvolutionShape _shape;
    private readonly Layout _input, _output;
    private readonly OffsetTable _rows;
    private readonly AlignedBuffer[] _weightSums;
    private readonly AlignedBuffer[] _biasSums = [];

    /// <summary>Lays out the sums.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="gradients">Where the gradients are gathered.</param>
    /// <param name="parameters">Weight and, if there is one, bias.</param>
    /// <param name="input">How the input lies in memory.</param>
    /// <param name="output">How the output's gradient lies in memory.</param>
    public ConvolutionWeightGradient(
        ConvolutionShape shape, GradientSet gradients, IReadOnlyList<Parameter> parameters, Layout input, Layout output)
    {
        (_shape, _input, _output) = (shape, input, output);
        _rows = OffsetTable.Grid(shape.KernelHeight, shape.KernelWidth * shape.Channels, input.RowStride, 1,
            input.FirstTap(shape.Padding));
        _weightSums = gradients.ShardSums(parameters[0]);
        if (parameters.Count > 1) { _biasSums = gradients.ShardSums(parameters[1]); }
    }

    /// <summary>Takes a sample into its shard's sums; both addresses are those of its halo.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="input">Its input.</param>
    /// <param name="gradient">Its output's gradient.</param>
    public void Add(Sample sample, float* input, float* gradient)
    {
        // A kernel's row of few numbers shares its tiles with the next.
        int step = _shape.KernelWidth * _shape.Channels < FourteenRowGradientTile.Rows ? _shape.KernelHeight : 1;
        for (int row = 0; row < _shape.KernelHeight; row += step) { AddKernelRows(row, step, sample, input, gradient); }
        if (_biasSums.Length == 0) { return; }
        Span<float> sums = _biasSums[sample.Shard].Span;
        if (sample.OpensShard) { sums.Clear(); }
        for (int row = 0; row < _shape.OutputHeight; row++)
        {
            ColumnSums.Add(new ReadOnlySpan<float>(gradient + _output.Origin + row * _output.RowStride, _output.RowLength), sums);
        }
    }

    // Only lines whose input is the image's, not the halo's, if it is a single row.
    private void AddKernelRows(int row, int count, Sample sample, float* input, float* gradient)
    {
        int strip = _shape.KernelWidth * _shape.Channels, stride = _shape.Stride, above = count > 1 ? 0 : _shape.Padding.Top - row;
        int line = Math.Max(0, (above + stride - 1) / stride);
        int end = count > 1 ? _shape.OutputHeight : Math.Min(_shape.OutputHeight, (_shape.Height + above + stride - 1) / stride);
        float* sums = _weightSums[sample.Shard].Pointer + (nint)row * strip * _shape.Filters;
        if (line >= end)
        {
            if (sample.OpensShard) { new Span<float>(sums, strip * _shape.Filters).Clear(); }
            return;
        }

        WeightGradient.Accumulate(new WeightGradientArguments
        {
            Input = input + (nint)line * stride * _input.RowStride,
            RowOffsets = _rows.Pointer + row * strip, Rows = count * strip, StripLength = strip,
            Lines = end - line, Steps = _shape.OutputWidth,
            InputLine = stride * _input.RowStride, InputStep = stride * _shape.Channels,
            Gradient = gradient + _output.Origin + line * _output.RowStride, GradientLine = _output.RowStride, GradientStep = _shape.Filters,
            Columns = _shape.Filters, Output = sums, Add = !sample.OpensShard,
        });
    }
}
