using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// A fully connected layer as matrix products over the whole batch. Its weights are too many for a sum a shard, so the work is cut by rows and
/// columns of the matrix instead: each number is computed by one thread, in one order. The weights pass from memory once in each product, and
/// are packed on the way where they change with every step.
/// </summary>
internal sealed unsafe class DenseOperation : Operation
{
    // Inputs in a part of the forward sum: a part of the batch's inputs and of the weights fit the second-level cache together.
    private const int PartLength = 448;
    private const int MostParts = 32;

    // Samples, weights' rows and panels in an item of other work.
    private const int SumSamples = 16;
    internal const int WeightRows = 8 * FourteenRowGradientTile.Rows;
    internal const int BackwardPanels = 4;

    private readonly OperationContext _context;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly int _inputs, _units, _parts, _part;
    private readonly float _slope;

    // [parts]: the weights of each part of the inputs; null in training.
    private PackedWeights[]? _packed;

    /// <summary>Makes the operation.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="units">Number of outputs.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="parameters">Weight and, if there is one, bias.</param>
    /// <param name="tail">What is done to the output at once: only the slope.</param>
    public DenseOperation(OperationContext context, int units, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail)
        : base(input, new Activation(new TensorShape(1, 1, units)))
    {
        _context = context;
        _weight = parameters[0];
        _bias = parameters.Count > 1 ? parameters[1] : null;
        (_inputs, _units, _slope) = (input.Shape.Length, units, tail.Slope);
        _part = PartOf(_inputs);
        _parts = (_inputs + _part - 1) / _part;
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Finished => _bias is null ? [_weight] : [_weight, _bias];

    /// <summary>Inputs in a part: an even number of parts of even length, fit for two threads and for tiles that take two inputs at a time.</summary>
    public static int PartOf(int inputs)
    {
        int parts = Math.Min(MostParts, (inputs + PartLength - 1) / PartLength);
        parts += parts > 1 ? parts % 2 : 0;
        return ((inputs + parts - 1) / parts + 1) / 2 * 2;
    }

    private float* Weights => _context.Parameters.Pointer(_weight);

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan plan)
    {
        if (_context.Gradients is not null) { return; }
        PackedWeights[] packed = _packed ??= [.. Enumerable.Range(0, _parts).Select(part => new PackedWeights(LengthOf(part), _units))];
        plan.PerItem(_parts, part => Pack(packed[part], part));
    }

    /// <inheritdoc/>
    public override void ShareWeights(Operation source) => _packed = ((DenseOperation)source)._packed;

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        // The sums of each part [parts, samples, units]; then they are added in the parts' order.
        int room = _context.Capacity;
        var sums = new AlignedBuffer(_parts * room * _units);
        RowPairs inputs = PairsOf(Input.ValueLayout), outputs = RowPairs.Even(room, _units);
        var scratch = new ScratchPool<PackedWeights>(() => new PackedWeights(_part, _units));
        plan.PerItem(_parts, part =>
        {
            PackedWeights packed = _packed is null ? scratch.Rent() : _packed[part];
            if (_packed is null) { Pack(packed, part); }
            Product.Multiply(new ProductArguments
            {
                Input = Input.Values + part * _part,
                InputPairs = inputs.Pointer, InputStep = inputs.Step, Pairs = (_context.State.Samples + 1) / 2,
                Runs = 1, RunLength = LengthOf(part), Panels = packed.Pointer, PanelStride = packed.PanelStride, EndPanel = packed.Panels,
                Columns = _units, Slope = 1,
                Output = sums.Pointer + (nint)part * room * _units, OutputPairs = outputs.Pointer, OutputStep = outputs.Step,
            });
            if (_packed is null) { scratch.Return(packed); }
        });
        plan.PerItem((_context.Capacity + SumSamples - 1) / SumSamples, item =>
        {
            int end = Math.Min(_context.State.Samples, (item + 1) * SumSamples);
            for (int sample = item * SumSamples; sample < end; sample++) { AddParts(sums, room, sample); }
        });
    }

    private int LengthOf(int part) => Math.Min(_part, _inputs - part * _part);

    // The bias goes with the first part.
    private void Pack(PackedWeights packed, int part)
    {
        float* bias = part == 0 && _bias is not null ? _context.Parameters.Pointer(_bias) : null;
        packed.PackAll(Weights + (nint)part * _part * _units, bias, LengthOf(part));
    }

    private void AddParts(AlignedBuffer sums, int room, int sample)
    {
        Span<float> output = Output.ValueRow(sample, 0);
        sums.Span.Slice(sample * _units, _units).CopyTo(output);
        for (int part = 1; part < _parts; part++) { ColumnSums.Add(sums.Span.Slice((part * room + sample) * _units, _units), output); }
        if (_slope != 1) { Rectifier.Forward(output, _slope); }
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        if (_slope != 1)
        {
            plan.PerSample(sample => Rectifier.Backward(Output.ValueRow(sample.Index, 0), Output.GradientRow(sample.Index, 0), _slope));
        }

        PlanWeightGradient(plan);
        if (inputGradient) { PlanDataGradient(plan); }
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
        int width = BackwardPanels * Simd.PanelWidth;
        var scratch = new ScratchPool<PackedWeights>(() => new PackedWeights(_units, width));
        plan.PerItem((_inputs + width - 1) / width, item =>
        {
            int first = item * width, count = Math.Min(width, _inputs - first), panels = PackedWeights.PanelsOf(count);
            PackedWeights packed = scratch.Rent();
            for (int panel = 0; panel < panels; panel++) { packed.PackReversed(panel, Weights + (nint)first * _units, taps: 1, count); }
            Product.Multiply(new ProductArguments
            {
                Input = Output.Gradients, InputPairs = outputs.Pointer, InputStep = outputs.Step, Pairs = (_context.State.Samples + 1) / 2,
                Runs = 1, RunLength = _units, Panels = packed.Pointer, PanelStride = packed.PanelStride, EndPanel = panels,
                Columns = count, Slope = 1,
                Output = Input.Gradients + first, OutputPairs = inputs.Pointer, OutputStep = inputs.Step,
            });
            scratch.Return(packed);
        });
    }

    // An odd batch that is not a full one computes the row behind its last too: memory of an earlier batch, which nobody reads.
    private RowPairs PairsOf(Layout layout) => RowPairs.Even(_context.Capacity, layout.SampleStride, layout.Origin);
}
