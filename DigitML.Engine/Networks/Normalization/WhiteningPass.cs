using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Layers.Operations;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Networks.Normalization;

/// <summary>Whitens the images in a network's input, a shard at a time: a matrix product over its samples.</summary>
internal sealed unsafe class WhiteningPass
{
    private readonly Whitening _whitening;
    private readonly Activation _input;
    private readonly int _stride;
    private readonly RowPairs _rows;
    private readonly ScratchPool<AlignedBuffer> _scratch;

    /// <summary>Plans what a normalisation asks for once a network's input is scaled: whitening, or nothing.</summary>
    /// <param name="plan">The plan of a step.</param>
    /// <param name="normalization">What is done to pixels.</param>
    /// <param name="input">The network's input.</param>
    public static void Plan(StepPlan plan, PixelNormalization normalization, Activation input)
    {
        if (normalization.Whitening is { } whitening) { plan.PerShard(new WhiteningPass(whitening, input, plan.ShardSize).Apply); }
    }

    /// <summary>Prepares for a network's input.</summary>
    /// <param name="whitening">What to do.</param>
    /// <param name="input">The images, one channel, whose pixels are from 0 to 1 before and whitened after.</param>
    /// <param name="shardSize">Samples in a shard.</param>
    public WhiteningPass(Whitening whitening, Activation input, int shardSize)
    {
        (_whitening, _input) = (whitening, input);
        _stride = new Layout(1, input.Shape.Length, 1, Halo.None).SampleStride;
        _rows = RowPairs.Even(shardSize, _stride);
        _scratch = new ScratchPool<AlignedBuffer>(() => new AlignedBuffer(2 * shardSize * _stride));
    }

    /// <summary>Whitens the images of a shard.</summary>
    public void Apply(Shard shard)
    {
        AlignedBuffer scratch = _scratch.Rent();
        int half = scratch.Length / 2, size = _input.Shape.Length;
        for (int sample = 0; sample < shard.Count; sample++) { Center(shard.First + sample, scratch.Span.Slice(sample * _stride, size)); }
        // In an odd shard that is not a full one the row behind the last is computed too: memory of an earlier one, which nobody reads.
        PackedWeights matrix = _whitening.Packed;
        Product.Multiply(new ProductArguments
        {
            Input = scratch.Pointer, InputPairs = _rows.Pointer, InputStep = _rows.Step, Pairs = (shard.Count + 1) / 2,
            Runs = 1, RunLength = size, Panels = matrix.Pointer, PanelStride = matrix.PanelStride, EndPanel = matrix.Panels,
            Columns = size, Slope = 1,
            Output = scratch.Pointer + half, OutputPairs = _rows.Pointer, OutputStep = _rows.Step,
        });
        for (int sample = 0; sample < shard.Count; sample++)
        {
            PutBack(shard.First + sample, scratch.Span.Slice(half + sample * _stride, size));
        }

        _scratch.Return(scratch);
    }

    private void Center(int sample, Span<float> target)
    {
        int width = _input.Shape.Width;
        for (int row = 0; row < _input.Shape.Height; row++)
        {
            ReadOnlySpan<float> source = _input.ValueRow(sample, row), mean = _whitening.Mean.AsSpan(row * width, width);
            for (int i = 0; i < source.Length; i++) { target[row * width + i] = source[i] - mean[i]; }
        }
    }

    private void PutBack(int sample, ReadOnlySpan<float> source)
    {
        int width = _input.Shape.Width;
        for (int row = 0; row < _input.Shape.Height; row++) { source.Slice(row * width, width).CopyTo(_input.ValueRow(sample, row)); }
    }
}
