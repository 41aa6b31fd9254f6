using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Sparse;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// The gradients of a convolution below ReLU and 2x2 max-pooling, one sample at a time, from lists of the few gradients that aren't zero.
/// </summary>
internal sealed unsafe class SparseBackward
{
    private readonly OperationContext _context;
    private readonly ConvolutionShape _shape;
    private readonly ConvolutionWeights _source;
    private readonly Layout _input, _inputGradient, _pooled;
    private readonly SparseConvolution _sums;
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer[] _weightSums;
    private readonly AlignedBuffer[] _biasSums;

    /// <summary>Makes room for the sums.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="shape">The convolution's sizes; <see cref="SparseConvolution.Supports"/> says which.</param>
    /// <param name="parameters">Weight and, if there is one, bias.</param>
    /// <param name="source">The weights.</param>
    /// <param name="input">How the input lies in memory.</param>
    /// <param name="inputGradient">How its gradient lies in memory.</param>
    /// <param name="pooled">How the gradient of the pooled output lies in memory.</param>
    public SparseBackward(
        OperationContext context, ConvolutionShape shape, IReadOnlyList<Parameter> parameters, ConvolutionWeights source, Layout input,
        Layout inputGradient, Layout pooled)
    {
        (_context, _shape, _input, _inputGradient, _pooled) = (context, shape, input, inputGradient, pooled);
        _source = source;
        _sums = new SparseConvolution(shape, input);
        _weights = new AlignedBuffer(shape.Depth * shape.Filters);
        _weightSums = context.Gradients!.ShardSums(parameters[0], turned: true);
        _biasSums = parameters.Count > 1 ? context.Gradients.ShardSums(parameters[1]) : SpareBiasSums();
    }

    /// <summary>What one thread works with: lists of a sample, and its input's gradient in the input's own halo.</summary>
    public Workspace CreateWorkspace() => new(_sums.CreateList(), new AlignedBuffer(_input.SampleStride));

    /// <summary>Takes over the weights, which lie filter by filter here.</summary>
    public void TakeWeights() => Transposition.Copy(
        _source.Weight, _shape.Filters, _shape.Depth, _shape.Filters, _weights.Pointer, _shape.Depth);

    /// <summary>Takes a sample into its shard's sums and, if it is wanted, computes its input's gradient.</summary>
    /// <param name="workspace">The thread's own.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="pooled">The gradient of the sample's pooled output, at its halo.</param>
    /// <param name="winners">What won in each window.</param>
    /// <param name="input">The sample's input, at its halo.</param>
    /// <param name="inputGradient">Where its gradient goes, at its halo; null if it is not wanted.</param>
    public void Compute(Workspace workspace, Sample sample, float* pooled, byte* winners, float* input, float* inputGradient)
    {
        int shard = sample.Shard;
        if (sample.OpensShard)
        {
            _weightSums[shard].Span.Clear();
            _biasSums[shard].Span.Clear();
        }

        nint tap = _input.FirstTap(_shape.Padding);
        workspace.List.Fill(pooled + _pooled.Origin, _pooled.RowStride, winners, _biasSums[shard].Pointer);
        // It has left the cache since the forward pass.
        Simd.Prefetch(input, _input.SampleStride);
        _sums.AddWeightGradient(workspace.List, input + tap, _weightSums[shard].Pointer);
        if (inputGradient == null) { return; }
        workspace.InputGradient.Span.Clear();
        _sums.AddDataGradient(workspace.List, _weights.Pointer, workspace.InputGradient.Pointer + tap);
        for (int line = 0; line < _shape.Height; line++)
        {
            float* source = workspace.InputGradient.Pointer + _input.Origin + line * _input.RowStride;
            float* target = inputGradient + _inputGradient.Origin + line * _inputGradient.RowStride;
            new ReadOnlySpan<float>(source, _input.RowLength).CopyTo(new Span<float>(target, _input.RowLength));
        }
    }

    // The lists are summed in any case.
    private AlignedBuffer[] SpareBiasSums() => [.. Enumerable.Range(0, _context.Shards).Select(_ => new AlignedBuffer(_shape.Filters))];

    /// <summary>Memory for one sample.</summary>
    /// <param name="List">Its gradient.</param>
    /// <param name="InputGradient">The gradient of its input, in the input's halo.</param>
    internal sealed record Workspace(PooledGradientList List, AlignedBuffer InputGradient);
}
