using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>
/// A fully connected layer as matrix products over the whole batch. Its weights are too many for a sum a shard, so the work is cut
/// by rows and columns of the products instead: each number is computed by one thread, in one order.
/// </summary>
internal sealed unsafe class DenseOperation : Operation
{
    private const int ForwardSamples = 64;
    private const int WeightRows = 96;
    private const int BackwardPanels = 4;

    private readonly OperationContext _context;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly int _inputs;
    private readonly int _units;
    private readonly PackedWeights _forward;
    private readonly PackedWeights? _backward;

    /// <summary>Makes the operation.</summary>
    public DenseOperation(OperationContext context, int units, Activation input, IReadOnlyList<Parameter> parameters)
        : base(input, new Activation(new TensorShape(1, 1, units)))
    {
        _context = context;
        _weight = parameters[0];
        _bias = parameters.Count > 1 ? parameters[1] : null;
        _inputs = input.Shape.Length;
        _units = units;
        _forward = new PackedWeights(_inputs, units);
        _backward = context.Gradients is null ? null : new PackedWeights(units, _inputs);
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
            plan.PerItem(_backward.Panels, panel => _backward.PackReversed(panel, _context.Parameters.Pointer(_weight), taps: 1));
        }
    }

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        int blocks = (_context.Capacity + ForwardSamples - 1) / ForwardSamples;
        OffsetTable inputs = OffsetsOf(Input.ValueLayout);
        OffsetTable outputs = OffsetsOf(Output.ValueLayout);
        plan.PerItem(_forward.Panels * blocks, item =>
        {
            int panel = item / blocks, first = item % blocks * ForwardSamples;
            int rows = Math.Min(ForwardSamples, _context.State.Samples - first);
            if (rows <= 0) { return; }
            ProductTile.Multiply(new ProductArguments
            {
                Input = Input.Values, InputOffsets = inputs.Pointer + first, Rows = rows, Runs = 1, RunLength = _inputs,
                Panels = _forward.Pointer, FirstPanel = panel, EndPanel = panel + 1, Columns = _units,
                Output = Output.Values, OutputOffsets = outputs.Pointer + first,
            });
        });
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        PlanWeightGradient(plan);
        if (inputGradient) { PlanDataGradient(plan); }
    }

    private void PlanWeightGradient(StepPlan plan)
    {
        GradientSet gradients = _context.Gradients!;
        OffsetTable rows = OffsetTable.Even(_inputs, 1);
        plan.PerItem((_inputs + WeightRows - 1) / WeightRows, item =>
        {
            WeightGradientTile.Accumulate(new WeightGradientArguments
            {
                Input = Input.Values + Input.ValueLayout.Origin, RowOffsets = rows.Pointer,
                FirstRow = item * WeightRows, EndRow = Math.Min(_inputs, (item + 1) * WeightRows),
                Samples = 1, Lines = 1, Steps = _context.State.Samples, InputStep = Input.ValueLayout.SampleStride,
                Gradient = Output.Gradients + Output.GradientLayout.Origin, GradientStep = Output.GradientLayout.SampleStride,
                Columns = _units, Output = gradients.Pointer(_weight),
            });
            if (item == 0 && _bias is not null) { AddBiasGradient(gradients[_bias]); }
        });
    }

    private void AddBiasGradient(Span<float> sums)
    {
        sums.Clear();
        for (int sample = 0; sample < _context.State.Samples; sample++) { ColumnSums.Add(Output.GradientRow(sample, 0), sums); }
    }

    private void PlanDataGradient(StepPlan plan)
    {
        OffsetTable inputs = OffsetsOf(Input.GradientLayout);
        OffsetTable outputs = OffsetsOf(Output.GradientLayout);
        int panels = _backward!.Panels;
        plan.PerItem((panels + BackwardPanels - 1) / BackwardPanels, item => ProductTile.Multiply(new ProductArguments
        {
            Input = Output.Gradients, InputOffsets = outputs.Pointer, Rows = _context.State.Samples, Runs = 1, RunLength = _units,
            Panels = _backward.Pointer, FirstPanel = item * BackwardPanels, EndPanel = Math.Min(panels, (item + 1) * BackwardPanels),
            Columns = _inputs, Output = Input.Gradients, OutputOffsets = inputs.Pointer,
        }));
    }

    // A neighbouring convolution may have asked for a halo, even round a vector.
    private OffsetTable OffsetsOf(Layout layout) => OffsetTable.Even(_context.Capacity, layout.SampleStride, layout.Origin);
}
