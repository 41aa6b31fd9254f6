using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>The mean of each window, channel by channel. Rows and columns that don't fill a window are left out.</summary>
public sealed record AveragePool2D : PoolingLayer
{
    /// <summary>Pooling over windows that lie side by side.</summary>
    /// <param name="size">Rows and columns of the window, at least 1.</param>
    public AveragePool2D(int size)
        : base(size)
    {
    }

    internal override string Kind => "average_pool2d";

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        new AveragePool2DOperation(Shape(input.Shape), input);
}
