using DigitML.Engine.Kernels;

namespace DigitML;

/// <summary>What max- and average-pooling share: a square window that moves over the image, each channel by itself.</summary>
public abstract record PoolingLayer : Layer
{
    private protected PoolingLayer(int size) => (Size, Stride) = (size, size);

    /// <summary>Rows and columns of the window, at least 1 and no more than the image has.</summary>
    public int Size { get; init; }

    /// <summary>Pixels from one window to the next, at least 1; the window's size unless set.</summary>
    public int Stride { get; init; }

    internal override TensorShape OutputShape(TensorShape input)
    {
        ConvolutionShape shape = Shape(input);
        return new TensorShape(shape.OutputHeight, shape.OutputWidth, input.Channels);
    }

    private protected ConvolutionShape Shape(TensorShape input)
    {
        Require(Size > 0, "the window", Size, "at least 1");
        Require(Stride > 0, "the stride", Stride, "at least 1");
        Require(Size <= input.Height && Size <= input.Width, "the window", Size, $"no larger than its input, {input.Height}x{input.Width}");
        return new ConvolutionShape(input.Height, input.Width, input.Channels, input.Channels, Size, Size, Stride, Halo.None);
    }
}
