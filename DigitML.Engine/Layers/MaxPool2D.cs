using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>The largest number of each window, channel by channel. Rows and columns that don't fill a window are left out.</summary>
public sealed record MaxPool2D : PoolingLayer
{
    /// <summary>Pooling over windows that lie side by side.</summary>
    /// <param name="size">Rows and columns of the window, at least 1.</param>
    public MaxPool2D(int size)
        : base(size)
    {
    }

    internal override string Kind => "max_pool2d";

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        new MaxPool2DOperation(context, Shape(input.Shape), input);
}
