using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Sparse;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// A convolution, the ReLU after it and the max-pooling of 2x2 windows after that, sample by sample: the convolution's own output, four times
/// as large, lives in the cache only. The backward pass knows from a byte of each window where its gradient goes.
/// </summary>
internal sealed unsafe class PooledConvolutionOperation : Operation
{
    private readonly OperationContext _context;
    private readonly ConvolutionShape _shape;
    private readonly IReadOnlyList<Parameter> _parameters;
    private ConvolutionWeights _weights;
    private ConvolutionPass _forward;
    private readonly ConvolutionPass? _dataGradient;
    private readonly int _lines, _cells;
    private readonly bool _useSparse;

    // Set when the backward pass is planned and needs the weights.
    private SparseBackward? _sparse;

    // [samples, lines, cells, filters]; empty when no gradient is wanted.
    private readonly byte[] _winners = [];

    /// <summary>Makes the operation and tells its neighbours which halos it needs.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="shape">The convolution's sizes.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="parameters">Weight and, if there is one, bias.</param>
    /// <param name="tail">The slope, which must be 0 when a gradient is wanted, and the batch normalisation.</param>
    public PooledConvolutionOperation(
        OperationContext context, ConvolutionShape shape, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail)
        : base(input, new Activation(new TensorShape(shape.OutputHeight / 2, shape.OutputWidth / 2, shape.Filters)))
    {
        (_context, _shape, _parameters) = (context, shape, parameters);
        (_lines, _cells) = (Output.Shape.Height, Output.Shape.Width);
        _weights = new ConvolutionWeights(context.Parameters, parameters, tail.BatchNorm);
        _forward = ConvolutionPass.Forward(context, shape, _weights, tail.Slope);
        input.RequireValueHalo(shape.Padding);
        if (context.Gradients is not null)
        {
            _useSparse = !context.Dense && SparseConvolution.Supports(shape);
            _dataGradient = _useSparse ? null : ConvolutionPass.DataGradient(context, shape, _weights);
            _winners = GC.AllocateArray<byte>(context.Capacity * Output.Shape.Length, pinned: true);
        }
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan plan)
    {
        _weights.Plan(plan);
        _forward.PlanWeights(plan);
        _dataGradient?.PlanWeights(plan);
        if (_useSparse) { plan.Once(() => _sparse?.TakeWeights()); }
    }

    /// <inheritdoc/>
    public override void ShareWeights(Operation source) =>
        (_weights, _forward) = (((PooledConvolutionOperation)source)._weights, ((PooledConvolutionOperation)source)._forward);

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        var whole = new Layout(_shape.OutputHeight, _shape.OutputWidth, _shape.Filters, Halo.None);
        _forward.Lay(Input.ValueLayout, whole);
        plan.PerSample(sample =>
        {
            AlignedBuffer buffer = _context.Scratch.Rent(whole.SampleStride);
            _forward.Compute(1, Input.Value(sample.Index), buffer.Pointer);
            Pool(sample.Index, buffer.Pointer, whole);
            _context.Scratch.Return(buffer);
        });
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        if (_useSparse) { PlanSparseBackward(plan, inputGradient); }
        else { PlanDenseBackward(plan, inputGradient); }
    }

    private void PlanSparseBackward(StepPlan plan, bool inputGradient)
    {
        var sparse = new SparseBackward(
            _context, _shape, _parameters, _weights, Input.ValueLayout, Input.GradientLayout, Output.GradientLayout);
        _sparse = inputGradient ? sparse : null;
        var workspaces = new ScratchPool<SparseBackward.Workspace>(sparse.CreateWorkspace);
        plan.PerSample(sample =>
        {
            SparseBackward.Workspace workspace = workspaces.Rent();
            sparse.Compute(workspace, sample, Output.Gradient(sample.Index), Winners(sample.Index, 0), Input.Value(sample.Index),
                inputGradient ? Input.Gradient(sample.Index) : null);
            workspaces.Return(workspace);
        });
    }

    private void PlanDenseBackward(StepPlan plan, bool inputGradient)
    {
        var whole = new Layout(_shape.OutputHeight, _shape.OutputWidth, _shape.Filters,
            ConvolutionPass.GradientHalo(_shape));
        var weightGradient = new ConvolutionWeightGradient(_shape, _context.Gradients!, _parameters, Input.ValueLayout, whole);
        _dataGradient!.Lay(whole, Input.GradientLayout);
        var scratch = new ScratchPool<AlignedBuffer>(() => new AlignedBuffer(whole.SampleStride));
        plan.PerSample(sample =>
        {
            AlignedBuffer buffer = scratch.Rent();
            Unpool(sample.Index, buffer.Pointer, whole);
            weightGradient.Add(sample, Input.Value(sample.Index), buffer.Pointer);
            if (inputGradient) { _dataGradient.Compute(1, buffer.Pointer, Input.Gradient(sample.Index)); }
            scratch.Return(buffer);
        });
    }

    private void Pool(int sample, float* image, Layout layout)
    {
        for (int line = 0; line < _lines; line++)
        {
            float* top = image + layout.Origin + 2 * line * layout.RowStride;
            fixed (float* largest = Output.ValueRow(sample, line))
            {
                RectifiedPooling.Forward(top, top + layout.RowStride, largest, Winners(sample, line), _cells, _shape.Filters);
            }
        }
    }

    // A last line or column that no window covers is never written: it stays zero. The weights' gradient needs the input next, which has left
    // the cache since the forward pass: it comes back meanwhile.
    private void Unpool(int sample, float* image, Layout layout)
    {
        int share = Input.ValueLayout.SampleStride / _lines;
        for (int line = 0; line < _lines; line++)
        {
            Simd.Prefetch(Input.Value(sample) + line * share, share);
            float* top = image + layout.Origin + 2 * line * layout.RowStride;
            fixed (float* gradient = Output.GradientRow(sample, line))
            {
                RectifiedPooling.Backward(gradient, Winners(sample, line), top, top + layout.RowStride, _cells, _shape.Filters);
            }
        }
    }

    private byte* Winners(int sample, int line) => _winners.Length == 0
        ? null
        : (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _winners[((sample * _lines) + line) * _cells * _shape.Filters]);
}
