namespace DigitML.Engine.Kernels;

/// <summary>
/// The sizes of a convolution, pooling included: input [H, W, C], kernel [kh, kw], K filters, the stride, the rows and columns of padding.
/// </summary>
internal readonly record struct ConvolutionShape(
    int Height, int Width, int Channels, int Filters, int KernelHeight, int KernelWidth, int Stride, Halo Padding)
{
    /// <summary>Rows of the output.</summary>
    public int OutputHeight => (Height + Padding.Top + Padding.Bottom - KernelHeight) / Stride + 1;

    /// <summary>Columns of the output.</summary>
    public int OutputWidth => (Width + Padding.Left + Padding.Right - KernelWidth) / Stride + 1;

    /// <summary>Positions of the kernel.</summary>
    public int Taps => KernelHeight * KernelWidth;

    /// <summary>Numbers that go into one output: the rows of the weight matrix.</summary>
    public int Depth => Taps * Channels;

    /// <summary>
    /// The padding that keeps ceil(size / stride) outputs, as TensorFlow and Keras lay it: half on each side, the odd row or
    /// column at the bottom and right.
    /// </summary>
    public static Halo SamePadding(int height, int width, int kernelHeight, int kernelWidth, int stride)
    {
        int vertical = Total(height, kernelHeight, stride), horizontal = Total(width, kernelWidth, stride);
        return new Halo(vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2);
    }

    private static int Total(int size, int kernel, int stride) =>
        Math.Max(((size + stride - 1) / stride - 1) * stride + kernel - size, 0);
}
