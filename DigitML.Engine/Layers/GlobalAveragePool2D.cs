using DigitML.Engine.Kernels;
using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>The mean of each whole channel: [H, W, C] becomes a vector of C (Lin et al., "Network in network", 2013).</summary>
public sealed record GlobalAveragePool2D : Layer
{
    internal override string Kind => "global_average_pool2d";

    internal override TensorShape OutputShape(TensorShape input) => new(1, 1, input.Channels);

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters)
    {
        TensorShape shape = input.Shape;
        var window = new ConvolutionShape(
            shape.Height, shape.Width, shape.Channels, shape.Channels, shape.Height, shape.Width, 1, Halo.None);
        return new AveragePool2DOperation(window, input);
    }
}
