using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>The leaky rectified linear unit: negative numbers are multiplied by a small slope (Maas et al., 2013).</summary>
/// <param name="Slope">Factor for negative numbers, from 0 to 1; 0.3 is Keras' default, 0.01 PyTorch's.</param>
public sealed record LeakyRelu(float Slope = 0.3f) : Layer
{
    internal override string Kind => "leaky_relu";

    internal override TensorShape OutputShape(TensorShape input)
    {
        Require(Slope is >= 0 and <= 1, "the slope", Slope, "from 0 to 1");
        return input;
    }

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        new RectifierOperation(Slope, input);
}
