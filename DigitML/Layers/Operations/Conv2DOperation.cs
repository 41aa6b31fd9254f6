using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>
/// A convolution as matrix products over pixels: the input lies in a halo of zeros, so every output pixel has kernel-height
/// contiguous runs of kernel-width x channels numbers, and no border needs a case of its own.
/// </summary>
internal sealed unsafe class Conv2DOperation : Operation
{
    private readonly OperationContext _context;
    private readonly ConvolutionShape _shape;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly PackedWeights _forward;
    private readonly PackedWeights? _backward;
    private readonly AlignedBuffer[] _weightSums = [];
    private readonly AlignedBuffer[] _biasSums = [];

    /// <summary>Makes the operation and tells its neighbours which halos it needs.</summary>
    public Conv2DOperation(OperationContext context, ConvolutionShape shape, Activation input, IReadOnlyList<Parameter> parameters)
        : base(input, new Activation(new TensorShape(shape.OutputHeight, shape.OutputWidth, shape.Filters)))
    {
        _context = context;
        _shape = shape;
        _weight = parameters[0];
        _bias = parameters.Count > 1 ? parameters[1] : null;
        _forward = new PackedWeights(shape.Depth, shape.Filters);
        input.RequireValueHalo(shape.Padding);
        if (context.Gradients is not { } gradients) { return; }
        _backward = new PackedWeights(shape.Taps * shape.Filters, shape.Channels);
        _weightSums = gradients.ShardSums(_weight);
        _biasSums = _bias is null ? [] : gradients.ShardSums(_bias);
        if (shape.Stride == 1) { Output.RequireGradientHalo(GradientHalo(bottom: true)); }
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan plan)
    {
        float* bias = _bias is null ? null : _context.Parameters.Pointer(_bias);
        plan.PerItem(_forward.Panels, panel => _forward.Pack(panel, _context.Parameters.Pointer(_weight), bias));
        if (_backward is not null)
        {
            plan.PerItem(_backward.Panels, panel => _backward.PackReversed(panel, _context.Parameters.Pointer(_weight), _shape.Taps));
        }
    }

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        Layout input = Input.ValueLayout, output = Output.ValueLayout;
        OffsetTable inputs = OffsetTable.Grid(_shape.OutputHeight, _shape.OutputWidth,
            _shape.Stride * input.RowStride, _shape.Stride * _shape.Channels, FirstPixel(input));
        OffsetTable outputs = OffsetTable.Grid(_shape.OutputHeight, _shape.OutputWidth, output.RowStride, _shape.Filters, output.Origin);
        plan.PerShard(shard =>
        {
            for (int sample = shard.First; sample < shard.End; sample++)
            {
                ProductTile.Multiply(new ProductArguments
                {
                    Input = Input.Values + (nint)sample * input.SampleStride, InputOffsets = inputs.Pointer, Rows = inputs.Count,
                    Runs = _shape.KernelHeight, RunLength = _shape.KernelWidth * _shape.Channels, RunStride = input.RowStride,
                    Panels = _forward.Pointer, EndPanel = _forward.Panels, Columns = _shape.Filters,
                    Output = Output.Values + (nint)sample * output.SampleStride, OutputOffsets = outputs.Pointer,
                });
            }
        });
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        PlanWeightGradient(plan);
        if (_bias is not null)
        {
            plan.PerShard(shard => AddBiasGradient(shard, _biasSums[shard.Index].Span));
        }

        if (inputGradient) { PlanDataGradient(plan); }
    }

    private void PlanWeightGradient(StepPlan plan)
    {
        Layout input = Input.ValueLayout, output = Output.GradientLayout;
        OffsetTable rows = OffsetTable.Grid(_shape.KernelHeight, _shape.KernelWidth * _shape.Channels, input.RowStride, 1, 0);
        plan.PerShard(shard => WeightGradientTile.Accumulate(new WeightGradientArguments
        {
            Input = Input.Values + (nint)shard.First * input.SampleStride + FirstPixel(input), RowOffsets = rows.Pointer, EndRow = rows.Count,
            Samples = shard.Count, Lines = _shape.OutputHeight, Steps = _shape.OutputWidth,
            InputSample = input.SampleStride, InputLine = _shape.Stride * input.RowStride, InputStep = _shape.Stride * _shape.Channels,
            Gradient = Output.Gradients + (nint)shard.First * output.SampleStride + output.Origin,
            GradientSample = output.SampleStride, GradientLine = output.RowStride, GradientStep = _shape.Filters,
            Columns = _shape.Filters, Output = _weightSums[shard.Index].Pointer,
        }));
    }

    private void AddBiasGradient(Shard shard, Span<float> sums)
    {
        sums.Clear();
        for (int sample = shard.First; sample < shard.End; sample++)
        {
            for (int row = 0; row < _shape.OutputHeight; row++) { ColumnSums.Add(Output.GradientRow(sample, row), sums); }
        }
    }

    /// <summary>The input's gradient is itself a convolution: of the output's gradient, in a halo, with the kernel turned round.</summary>
    private void PlanDataGradient(StepPlan plan)
    {
        Layout input = Input.GradientLayout;
        bool spread = _shape.Stride > 1;
        Layout output = spread ? SpreadLayout() : Output.GradientLayout;
        AlignedBuffer[] scratch = spread ? ShardScratch(output.SampleStride) : [];
        OffsetTable inputs = OffsetTable.Grid(_shape.Height, _shape.Width, input.RowStride, _shape.Channels, input.Origin);
        OffsetTable outputs = OffsetTable.Grid(_shape.Height, _shape.Width, output.RowStride, _shape.Filters,
            output.Origin - GradientHalo(bottom: false).Top * output.RowStride - GradientHalo(bottom: false).Left * _shape.Filters);
        plan.PerShard(shard =>
        {
            for (int sample = shard.First; sample < shard.End; sample++)
            {
                if (spread) { Spread(sample, scratch[shard.Index].Pointer, output); }
                ProductTile.Multiply(new ProductArguments
                {
                    Input = spread ? scratch[shard.Index].Pointer : Output.Gradients + (nint)sample * output.SampleStride,
                    InputOffsets = outputs.Pointer, Rows = outputs.Count,
                    Runs = _shape.KernelHeight, RunLength = _shape.KernelWidth * _shape.Filters, RunStride = output.RowStride,
                    Panels = _backward!.Pointer, EndPanel = _backward.Panels, Columns = _shape.Channels,
                    Output = Input.Gradients + (nint)sample * input.SampleStride, OutputOffsets = inputs.Pointer,
                });
            }
        });
    }

    /// <summary>Puts a sample's gradient where it would lie if the convolution had stride 1: zeros between its pixels.</summary>
    private void Spread(int sample, float* target, Layout layout)
    {
        for (int row = 0; row < _shape.OutputHeight; row++)
        {
            Span<float> source = Output.GradientRow(sample, row);
            float* line = target + layout.Origin + row * _shape.Stride * layout.RowStride;
            for (int column = 0; column < _shape.OutputWidth; column++)
            {
                source.Slice(column * _shape.Filters, _shape.Filters)
                    .CopyTo(new Span<float>(line + column * _shape.Stride * _shape.Filters, _shape.Filters));
            }
        }
    }

    private AlignedBuffer[] ShardScratch(int length)
    {
        var scratch = new AlignedBuffer[_context.Shards];
        for (int shard = 0; shard < scratch.Length; shard++) { scratch[shard] = new AlignedBuffer(length); }
        return scratch;
    }

    private Layout SpreadLayout() =>
        new(_shape.Height + _shape.Padding.Top, _shape.Width + _shape.Padding.Left, _shape.Filters, GradientHalo(bottom: false));

    private Halo GradientHalo(bool bottom) => new(
        _shape.KernelHeight - 1 - _shape.Padding.Top, _shape.KernelWidth - 1 - _shape.Padding.Left,
        bottom ? _shape.KernelHeight - 1 - _shape.Padding.Bottom : 0, bottom ? _shape.KernelWidth - 1 - _shape.Padding.Right : 0);

    /// <summary>Where the kernel's first tap lies for the first output pixel.</summary>
    private nint FirstPixel(Layout input) =>
        input.Origin - _shape.Padding.Top * input.RowStride - _shape.Padding.Left * _shape.Channels;
}
