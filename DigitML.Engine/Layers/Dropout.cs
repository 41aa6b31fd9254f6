using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>
/// In training sets each number to zero with a probability and divides the others by the rest of it; in use does nothing
/// (Srivastava et al., "Dropout", 2014).
/// </summary>
/// <param name="Rate">Probability of a zero, from 0 up to, not including, 1.</param>
public sealed record Dropout(float Rate) : Layer
{
    internal override string Kind => "dropout";

    internal override TensorShape OutputShape(TensorShape input)
    {
        Require(Rate is >= 0 and < 1, "the rate", Rate, "from 0 to less than 1");
        return input;
    }

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        new DropoutOperation(context, Rate, input);
}
