using DigitML.Kernels;
using DigitML.Layers.Operations;

namespace DigitML.Layers;

/// <summary>The mean of each window, channel by channel. Rows and columns that don't fill a window are left out.</summary>
/// <param name="Size">Rows and columns of the window, at least 1.</param>
public sealed record AveragePool2D(int Size) : Layer
{
    /// <summary>Pixels from one window to the next; the window's size unless set.</summary>
    public int Stride { get; init; } = Size;

    internal override string Kind => "average_pool2d";

    internal override TensorShape OutputShape(TensorShape input)
    {
        ConvolutionShape shape = Shape(input);
        return new TensorShape(shape.OutputHeight, shape.OutputWidth, input.Channels);
    }

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        new AveragePool2DOperation(Shape(input.Shape), input);

    private ConvolutionShape Shape(TensorShape input)
    {
        Require(Size > 0, "the window", Size, "at least 1");
        Require(Stride > 0, "the stride", Stride, "at least 1");
        Require(Size <= input.Height && Size <= input.Width, "the window", Size, $"no larger than its input, {input.Height}x{input.Width}");
        return new ConvolutionShape(input.Height, input.Width, input.Channels, input.Channels, Size, Size, Stride, Halo.None);
    }
}
