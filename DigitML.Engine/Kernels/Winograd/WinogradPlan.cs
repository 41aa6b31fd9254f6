namespace DigitML.Engine.Kernels.Winograd;

/// <summary>How a convolution of stride 1 is cut into patches for <see cref="Winograd"/>, and how its scratch memory is laid out.</summary>
/// <remarks>
/// A *patch* is a square of outputs that are computed together, with the inputs they need; a *strip* is a row of patches of one sample.
/// A *block* is a number of strips, of one sample or several, that are transformed, multiplied and transformed back while they are in the
/// second-level cache. A *group* is as many patches as the rows of one product tile.
/// </remarks>
internal sealed class WinogradPlan
{
    /// <summary>Rows, and columns, of outputs in a patch.</summary>
    public const int PatchSize = 4;

    private const int MostPatches = 42;

    /// <summary>Plans a convolution with outputs [height, width, filters] from so many channels, by a kernel of kernel x kernel taps.</summary>
    public WinogradPlan(int height, int width, int channels, int filters, int kernel)
    {
        (Height, Width, Channels, Filters, Kernel) = (height, width, channels, filters, kernel);
        Points = kernel == 3 ? WinogradFourByThree.Points : WinogradFourByFive.Points;
        PatchRows = (height + PatchSize - 1) / PatchSize;
        PatchColumns = (width + PatchSize - 1) / PatchSize;
        BlockStrips = Math.Max(1, MostPatches / PatchColumns);
        GroupInputs = Points * Points * WinogradProduct.Stride * channels;
        GroupProducts = Points * Points * (2 * WinogradProduct.Stride - 1) * Simd.Width;
        int groups = WinogradProduct.Groups(BlockStrips * PatchColumns);
        ProductsAt = groups * GroupInputs;
        ColumnsAt = ProductsAt + groups * GroupProducts;
        PaddedAt = ColumnsAt + StripColumns * Points * Simd.Width;
        SpareAt = PaddedAt + Points * InputColumns * channels;
        ScratchLength = SpareAt + PatchSize * PatchSize * Simd.Width;
    }

    /// <summary>Rows and columns of the output.</summary>
    public int Height { get; }

    /// <inheritdoc cref="Height"/>
    public int Width { get; }

    /// <summary>Channels of the input.</summary>
    public int Channels { get; }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Rows, and columns, of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>Points of the transform in one dimension: the rows, and columns, of inputs that a patch reads.</summary>
    public int Points { get; }

    /// <summary>Strips of a sample. The last may hang over the bottom of the output.</summary>
    public int PatchRows { get; }

    /// <summary>Patches of a strip. The last may hang over the right end of the output.</summary>
    public int PatchColumns { get; }

    /// <summary>The most strips that a block has.</summary>
    public int BlockStrips { get; }

    /// <summary>Floats of a group's transformed inputs.</summary>
    public int GroupInputs { get; }

    /// <summary>Floats of a group's products with one panel of weights.</summary>
    public int GroupProducts { get; }

    /// <summary>Rows of the input, border included.</summary>
    public int InputRows => Height + Kernel - 1;

    /// <summary>Columns of the input, border included.</summary>
    public int InputColumns => Width + Kernel - 1;

    /// <summary>Columns of the input that the patches of a strip read.</summary>
    public int StripColumns => (PatchColumns - 1) * PatchSize + Points;

    /// <summary>Where the products start in the scratch memory, behind the transformed inputs.</summary>
    public int ProductsAt { get; }

    /// <summary>Where the columns of a strip start: [<see cref="StripColumns"/>, points, register].</summary>
    public int ColumnsAt { get; }

    /// <summary>Where the copy of a strip that hangs over the bottom starts: [points, <see cref="InputColumns"/>, channels].</summary>
    public int PaddedAt { get; }

    /// <summary>Where the outputs of a patch that hangs over start: [patch size, patch size, register].</summary>
    public int SpareAt { get; }

    /// <summary>Floats of scratch memory that a call needs.</summary>
    public int ScratchLength { get; }

    /// <summary>Plans a layer's forward pass.</summary>
    public static WinogradPlan Forward(ConvolutionShape shape) =>
        new(shape.OutputHeight, shape.OutputWidth, shape.Channels, shape.Filters, shape.KernelHeight);

    /// <summary>Plans the gradient of a layer's input: a convolution of the output's gradient in its halo.</summary>
    public static WinogradPlan DataGradient(ConvolutionShape shape) =>
        new(shape.Height, shape.Width, shape.Filters, shape.Channels, shape.KernelHeight);

    /// <summary>The strips of the next block when so many remain: as many as fill the product tiles best.</summary>
    public int NextStrips(int remaining)
    {
        int best = 1;
        for (int strips = 2; strips <= Math.Min(BlockStrips, remaining); strips++)
        {
            if (Fill(strips * PatchColumns) >= Fill(best * PatchColumns)) { best = strips; }
        }

        return best;
    }

    /// <summary>The share of the product tiles' rows that so many patches use.</summary>
    private static double Fill(int patches) => (double)patches / WinogradProduct.ComputedRows(patches);
}
