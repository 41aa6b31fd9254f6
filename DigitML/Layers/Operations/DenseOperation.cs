using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>
/// A fully connected layer as matrix products over the whole batch. Its weights are too many for a sum a shard, so the work is cut
/// by rows and columns of the products instead: each number is computed by one thread, in one order.
/// </summary>
internal sealed unsafe class DenseOperation : Operation
{
    // Samples, weights' rows and panels in an item of work.
    private const int ForwardSamples = 70;
    private const int WeightRows = 8 * FourteenRowGradientTile.Rows;
    private const int BackwardPanels = 4;

    private readonly OperationContext _context;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly int _inputs, _units;
    private readonly float _slope;
    private PackedWeights? _forward;
    private readonly PackedWeights? _backward;

    /// <summary>Makes the operation.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="units">Number of outputs.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="parameters">Weight and, if there is one, bias.</param>
    /// <param name="tail">What is done to the output at once: only the slope.</param>
    public DenseOperation(OperationContext context, int units, Activation input, IReadOnlyList<Parameter> parameters, LayerTail tail)
        : base(input, new Activation(new TensorShape(1, 1, units)))
    {
        _context = context;
        _weight = parameters[0];
        _bias = parameters.Count > 1 ? parameters[1] : null;
        (_inputs, _units, _slope) = (input.Shape.Length, units, tail.Slope);
        _backward = context.Gradients is null ? null : new PackedWeights(units, _inputs);
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan plan)
    {
        float* bias = _bias is null ? null : _context.Parameters.Pointer(_bias);
        PackedWeights forward = _forward ??= new PackedWeights(_inputs, _units);
        plan.PerItem(forward.Panels, panel => forward.Pack(panel, _context.Parameters.Pointer(_weight), bias));
        if (_backward is not null)
        {
            plan.PerItem(_backward.Panels, panel => _backward.PackReversed(panel, _context.Parameters.Pointer(_weight), taps: 1));
        }
    }

    /// <inheritdoc/>
    public override void ShareWeights(Operation source) => _forward = ((DenseOperation)source)._forward;

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        int blocks = (_context.Capacity + ForwardSamples - 1) / ForwardSamples;
        // A single image is not worth the threads.
        int all = PackedWeights.PanelsOf(_units), panels = _context.Capacity == 1 ? all : 1;
        RowPairs inputs = PairsOf(Input.ValueLayout), outputs = PairsOf(Output.ValueLayout);
        plan.PerItem(all / panels * blocks, item =>
        {
            int panel = item / blocks * panels, first = item % blocks * ForwardSamples;
            int rows = Math.Min(ForwardSamples, _context.State.Samples - first);
            if (rows <= 0) { return; }
            Product.Multiply(new ProductArguments
            {
                Input = Input.Values, InputPairs = inputs.Pointer + first / 2, InputStep = inputs.Step, Pairs = (rows + 1) / 2,
                Runs = 1, RunLength = _inputs,
                Panels = _forward!.Pointer, PanelStride = _forward.PanelStride, FirstPanel = panel, EndPanel = panel + panels,
                Columns = _units, Slope = _slope,
                Output = Output.Values, OutputPairs = outputs.Pointer + first / 2, OutputStep = outputs.Step,
            });
        });
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        if (_slope != 1) { plan.PerShard(Rectify); }
        PlanWeightGradient(plan);
        if (inputGradient) { PlanDataGradient(plan); }
    }

    private void Rectify(Shard shard)
    {
        for (int sample = shard.First; sample < shard.End; sample++)
        {
            Rectifier.Backward(Output.ValueRow(sample, 0), Output.GradientRow(sample, 0), _slope);
        }
    }

    private void PlanWeightGradient(StepPlan plan)
    {
        GradientSet gradients = _context.Gradients!;
        OffsetTable rows = OffsetTable.Even(WeightRows, 1);
        Layout output = Output.GradientLayout;
        var scratch = new ScratchPool<AlignedBuffer>(() => new AlignedBuffer(_context.Capacity * WeightRows));
        plan.PerItem((_inputs + WeightRows - 1) / WeightRows, item =>
        {
            int first = item * WeightRows, count = Math.Min(_inputs - first, WeightRows);
            AlignedBuffer strip = scratch.Rent();
            Gather(first, count, strip.Pointer);
            WeightGradient.Accumulate(new WeightGradientArguments
            {
                Input = strip.Pointer, RowOffsets = rows.Pointer, StripLength = count, Rows = count,
                Lines = 1, Steps = _context.State.Samples, InputStep = count,
                Gradient = Output.Gradients + output.Origin, GradientStep = output.SampleStride,
                Columns = _units, Output = gradients.Pointer(_weight) + (nint)first * _units,
            });
            scratch.Return(strip);
            if (item == 0 && _bias is not null) { AddBiasGradient(gradients[_bias]); }
        });
    }

    // The samples lie far apart, each on a memory page of its own; side by side their inputs are read several times without a miss.
    private void Gather(int first, int count, float* strip)
    {
        for (int sample = 0; sample < _context.State.Samples; sample++)
        {
            Input.ValueRow(sample, 0).Slice(first, count).CopyTo(new Span<float>(strip + sample * count, count));
        }
    }

    private void AddBiasGradient(Span<float> sums)
    {
        sums.Clear();
        for (int sample = 0; sample < _context.State.Samples; sample++) { ColumnSums.Add(Output.GradientRow(sample, 0), sums); }
    }

    private void PlanDataGradient(StepPlan plan)
    {
        RowPairs inputs = PairsOf(Input.GradientLayout), outputs = PairsOf(Output.GradientLayout);
        int panels = _backward!.Panels;
        plan.PerItem((panels + BackwardPanels - 1) / BackwardPanels, item => Product.Multiply(new ProductArguments
        {
            Input = Output.Gradients, InputPairs = outputs.Pointer, InputStep = outputs.Step, Pairs = (_context.State.Samples + 1) / 2,
            Runs = 1, RunLength = _units, Panels = _backward.Pointer, PanelStride = _backward.PanelStride,
            FirstPanel = item * BackwardPanels, EndPanel = Math.Min(panels, (item + 1) * BackwardPanels), Columns = _inputs, Slope = 1,
            Output = Input.Gradients, OutputPairs = inputs.Pointer, OutputStep = inputs.Step,
        }));
    }

    // An odd batch that is not a full one computes the row behind its last too: memory of an earlier batch, which nobody reads.
    private RowPairs PairsOf(Layout layout) => RowPairs.Even(_context.Capacity, layout.SampleStride, layout.Origin);
}
