using DigitML.Engine.Kernels;
using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>
/// A convolution (cross-correlation, as every framework has it): each output is a weighted sum of the inputs under the kernel, for
/// each filter. Weights [kernel height, kernel width, input channels, filters].
/// </summary>
/// <param name="Filters">Number of output channels, at least 1.</param>
/// <param name="KernelHeight">Rows of the kernel, at least 1.</param>
/// <param name="KernelWidth">Columns of the kernel, at least 1.</param>
public sealed record Conv2D(int Filters, int KernelHeight, int KernelWidth) : Layer
{
    /// <summary>A convolution with a square kernel.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Rows and columns of the kernel, at least 1.</param>
    public Conv2D(int filters, int kernelSize)
        : this(filters, kernelSize, kernelSize)
    {
    }

    /// <summary>What happens at the border; <see cref="Padding.Valid"/> unless set.</summary>
    public Padding Padding { get; init; }

    /// <summary>Pixels from one position of the kernel to the next, in both directions, at least 1; 1 unless set.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Whether each filter adds a learnt number; true unless set. Batch normalisation right after makes it pointless.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the weights are drawn before training.</summary>
    public Initializer Initializer { get; init; }

    internal override string Kind => "conv2d";

    internal override TensorShape OutputShape(TensorShape input)
    {
        ConvolutionShape shape = Shape(input);
        return new TensorShape(shape.OutputHeight, shape.OutputWidth, Filters);
    }

    internal override IReadOnlyList<ParameterSpec> Parameters(TensorShape input)
    {
        int taps = KernelHeight * KernelWidth;
        var weight = new ParameterSpec("weight", [KernelHeight, KernelWidth, input.Channels, Filters], ParameterRole.Weight,
            Initialization.Create(Initializer, taps * input.Channels, taps * Filters));
        return UseBias ? [weight, new ParameterSpec("bias", [Filters], ParameterRole.Bias, Initialization.Zeros)] : [weight];
    }

    internal override long MultiplyAdds(TensorShape input)
    {
        ConvolutionShape shape = Shape(input);
        return (long)shape.OutputHeight * shape.OutputWidth * shape.Depth * Filters;
    }

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        CreateOperation(context, input, parameters, new FusedActivation());

    internal override Operation CreateOperation(
        OperationContext context, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail) => tail.MaxPool
        ? new PooledConvolutionOperation(context, Shape(input.Shape), input, parameters, tail)
        : new Conv2DOperation(context, Shape(input.Shape), input, parameters, tail);

    private ConvolutionShape Shape(TensorShape input)
    {
        Require(Filters > 0, "the number of filters", Filters, "at least 1");
        Require(KernelHeight > 0 && KernelWidth > 0, "the kernel", $"{KernelHeight}x{KernelWidth}", "at least 1x1");
        Require(Stride > 0, "the stride", Stride, "at least 1");
        Halo padding = Padding == Padding.Same
            ? ConvolutionShape.SamePadding(input.Height, input.Width, KernelHeight, KernelWidth, Stride)
            : Halo.None;
        Require(KernelHeight <= input.Height + padding.Top + padding.Bottom && KernelWidth <= input.Width + padding.Left + padding.Right,
            "the kernel", $"{KernelHeight}x{KernelWidth}", $"no larger than its input, {input.Height}x{input.Width}");
        return new ConvolutionShape(input.Height, input.Width, input.Channels, Filters, KernelHeight, KernelWidth, Stride, padding);
    }
}
