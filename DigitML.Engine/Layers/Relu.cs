using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>The rectified linear unit: negative numbers become 0.</summary>
public sealed record Relu : Layer
{
    internal override string Kind => "relu";

    internal override TensorShape OutputShape(TensorShape input) => input;

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        new RectifierOperation(0, input);
}
