using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>Makes a vector of an image, in the order row, column, channel.</summary>
public sealed record Flatten : Layer
{
    internal override string Kind => "flatten";

    internal override TensorShape OutputShape(TensorShape input) => new(1, 1, input.Length);

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        new FlattenOperation(input);
}
