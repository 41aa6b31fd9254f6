using System.Runtime.Intrinsics;

namespace DigitML.Engine.Kernels.Winograd;

/// <summary>A convolution of stride 1 for <see cref="Winograd"/>: y = bias + x * w, then ReLU, over all samples.</summary>
internal unsafe struct WinogradArguments
{
    /// <summary>The sizes.</summary>
    public WinogradPlan Plan;

    /// <summary>Number of samples.</summary>
    public int Samples;

    /// <summary>
    /// The input under the first tap of the first sample's first output: [InputRows, InputColumns, Channels] with its border of zeros.
    /// </summary>
    public float* Input;

    /// <summary>Strides of the input, in floats; pixels of a row follow each other.</summary>
    public nint InputSample, InputRow;

    /// <summary>The transformed weights (<see cref="WinogradWeights.Pointer"/>).</summary>
    public float* Weights;

    /// <summary>What to add to each filter's outputs [filters], or null.</summary>
    public float* Bias;

    /// <summary>The factor for negative outputs: 1 leaves them alone, 0 is ReLU.</summary>
    public float Slope;

    /// <summary>The first output of the first sample.</summary>
    public float* Output;

    /// <summary>Strides of the output, in floats.</summary>
    public nint OutputSample, OutputRow, OutputColumn;

    /// <summary>Memory to work in, <see cref="WinogradPlan.ScratchLength"/> floats, aligned to 64 bytes.</summary>
    public float* Scratch;
}

/// <summary>
/// Convolution by Winograd's minimal filtering: patches of 4 x 4 outputs from 36 products for a 3 x 3 kernel instead of 144, from 64 for a
/// 5 x 5 kernel instead of 400.
/// </summary>
/// <remarks>
/// y = A' [(G w G') . (B' x B)] A, each letter a small constant matrix (<see cref="IWinogradTransform"/>). Each of the points is a matrix
/// product over channels. A number that isn't finite reaches every output of its patch, not only those under the kernel.
/// </remarks>
internal static unsafe class Winograd
{
    /// <summary>
    /// Whether a convolution and its data gradient can be computed this way: stride 1, 3 x 3 or 5 x 5, whole registers of channels and filters.
    /// </summary>
    public static bool Supports(ConvolutionShape shape) =>
        shape.Stride == 1 && shape.KernelHeight == shape.KernelWidth && shape.KernelHeight is 3 or 5
        && shape.Channels % Simd.Width == 0 && shape.Filters % Simd.Width == 0;

    /// <summary>Computes the convolution at the widest register width of this machine.</summary>
    public static void Convolve(in WinogradArguments arguments)
    {
        if (Vector512.IsHardwareAccelerated) { Convolve<Simd512, Vector512<float>>(arguments); }
        else if (Vector256.IsHardwareAccelerated) { Convolve<Simd256, Vector256<float>>(arguments); }
        else if (Vector128.IsHardwareAccelerated) { Convolve<Simd128, Vector128<float>>(arguments); }
        else { Convolve<SimdScalar, float>(arguments); }
    }

    private static void Convolve<TSimd, TVector>(in WinogradArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        if (arguments.Plan.Kernel == 3) { Convolve<TSimd, TVector, WinogradFourByThree>(arguments); }
        else { Convolve<TSimd, TVector, WinogradFourByFive>(arguments); }
    }

    private static void Convolve<TSimd, TVector, TTransform>(in WinogradArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        WinogradPlan plan = arguments.Plan;
        float* scratch = arguments.Scratch, products = scratch + plan.ProductsAt;
        new Span<float>(scratch + plan.ColumnsAt, plan.StripColumns * plan.Points * TSimd.Width).Clear();
        int strips = arguments.Samples * plan.PatchRows, panelWidth = 2 * TSimd.Width;
        nint panelLength = (nint)plan.Points * plan.Points * plan.Channels * panelWidth;
        for (int first = 0, count; first < strips; first += count)
        {
            count = plan.NextStrips(strips - first);
            WinogradInput.Transform<TSimd, TVector, TTransform>(arguments, first, count);
            for (int panel = 0; panel * panelWidth < plan.Filters; panel++)
            {
                WinogradProduct.Multiply<TSimd, TVector>(plan, scratch, arguments.Weights + panel * panelLength, products, count * plan.PatchColumns);
                WinogradOutput.Transform<TSimd, TVector, TTransform>(arguments, first, count, panel);
            }
        }
    }
}
