using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Engine.Kernels.Sparse;

/// <summary>
/// The gradients of a convolution below ReLU and 2x2 max-pooling, where at most one of four pixels has a gradient: from lists of those that have
/// one (<see cref="PooledGradientList"/>), in a fraction of the dense sums.
/// </summary>
/// <remarks>
/// The weights and their gradient lie filter by filter here, [K, kh, kw, C], so that a filter's patch is made of the same runs as the image's;
/// <see cref="Transposition"/> goes to and from [kh, kw, C, K].
/// </remarks>
internal sealed unsafe class SparseConvolution
{
    // Floats of the image that a band of rows may take: 40 kB, of a first-level cache of 48.
    private const int BandLength = 10240;
    private readonly ConvolutionShape _shape;
    private readonly Layout _input;
    private readonly OffsetTable _pixels;
    private readonly OffsetTable _filters;

    /// <summary>Plans for a convolution whose input lies as <paramref name="input"/> says, in a halo that holds the padding at least.</summary>
    public SparseConvolution(ConvolutionShape shape, Layout input)
    {
        _shape = shape;
        _input = input;
        _pixels = OffsetTable.Grid(2 * PooledHeight, 2 * PooledWidth, input.RowStride, shape.Channels, 0);
        _filters = OffsetTable.Even(shape.Filters, shape.Depth);
    }

    private int PooledHeight => _shape.OutputHeight / 2;

    private int PooledWidth => _shape.OutputWidth / 2;

    // Rows of windows, two rows of pixels each; the last one's patches reach kernel height - 1 rows further down.
    private int BandRows => Math.Max(1, (BandLength / _input.RowStride - (_shape.KernelHeight - 1)) / 2);

    /// <summary>Whether there are kernels for a convolution: 3x3 or 5x5, stride 1, input channels that fill whole registers.</summary>
    public static bool Supports(ConvolutionShape shape) =>
        shape is { Stride: 1, KernelHeight: 3, KernelWidth: 3 } or { Stride: 1, KernelHeight: 5, KernelWidth: 5 }
        && shape.Channels % Simd.Width == 0 && shape.OutputHeight >= 2 && shape.OutputWidth >= 2;

    /// <summary>Makes room for the lists of a sample. They may be used again and again, by one thread at a time.</summary>
    public PooledGradientList CreateList() =>
        new(PooledHeight, PooledWidth, _shape.Filters, BandRows, _input.RowStride / _shape.Channels);

    /// <summary>Adds one sample's gradient of the weights: dw[k, ky, kx, c] += sum over k's entries of value * x[pixel + (ky, kx), c].</summary>
    /// <param name="list">The sample's gradient.</param>
    /// <param name="input">x: the sample's input where the first tap of the first output pixel lies.</param>
    /// <param name="weightGradient">dw [K, kh, kw, C].</param>
    public void AddWeightGradient(PooledGradientList list, float* input, float* weightGradient)
    {
        for (int band = 0; band < list.Bands; band++)
        {
            SparseProductTile.Add(new SparseProductArguments
            {
                Source = input, ItemStride = _shape.Channels, SourceRunStride = _input.RowStride,
                Runs = _shape.KernelHeight, RunLength = _shape.KernelWidth * _shape.Channels, Wide = true,
                Entries = list.FilterEntries, Targets = _shape.Filters,
                Starts = list.BandStarts(band), Ends = list.BandStarts(band + 1),
                TargetOffsets = _filters.Pointer, Output = weightGradient, TargetRunStride = _shape.KernelWidth * _shape.Channels,
            });
        }
    }

    /// <summary>Adds one sample's gradient of the input: dx[pixel + (ky, kx), c] += sum over a pixel's entries of value * w[k, ky, kx, c].</summary>
    /// <param name="list">The sample's gradient.</param>
    /// <param name="weights">w [K, kh, kw, C].</param>
    /// <param name="inputGradient">
    /// dx where the first tap of the first output pixel lies, in memory laid out like the input: the padding gets gradients, too.
    /// </param>
    public void AddDataGradient(PooledGradientList list, float* weights, float* inputGradient) =>
        SparseProductTile.Add(new SparseProductArguments
        {
            Source = weights, ItemStride = _shape.Depth, SourceRunStride = _shape.KernelWidth * _shape.Channels,
            Runs = _shape.KernelHeight, RunLength = _shape.KernelWidth * _shape.Channels, Wide = false,
            Entries = list.PixelEntries, Targets = _pixels.Count,
            Starts = list.PixelStarts, Ends = list.PixelStarts + 1,
            TargetOffsets = _pixels.Pointer, Output = inputGradient, TargetRunStride = _input.RowStride,
        });
}
