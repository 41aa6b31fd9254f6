using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>A fully connected layer: y = x W + b, with W [inputs, units]. Its input must be flat.</summary>
/// <param name="Units">Number of outputs, at least 1.</param>
public sealed record Dense(int Units) : Layer
{
    /// <summary>Whether each unit adds a learnt number; true unless set.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the weights are drawn before training.</summary>
    public Initializer Initializer { get; init; }

    internal override string Kind => "dense";

    internal override TensorShape OutputShape(TensorShape input)
    {
        Require(Units > 0, "the number of units", Units, "at least 1");
        Require(input.IsFlat, "the input", $"({input})", "flat: put a Flatten or a GlobalAveragePool2D before it");
        return new TensorShape(1, 1, Units);
    }

    internal override IReadOnlyList<ParameterSpec> Parameters(TensorShape input)
    {
        var weight = new ParameterSpec("weight", [input.Channels, Units], ParameterRole.Weight,
            Initialization.Create(Initializer, input.Channels, Units));
        return UseBias ? [weight, new ParameterSpec("bias", [Units], ParameterRole.Bias, Initialization.Zeros)] : [weight];
    }

    internal override long MultiplyAdds(TensorShape input) => (long)input.Channels * Units;

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        CreateOperation(context, input, parameters, new FusedActivation());

    internal override Operation CreateOperation(
        OperationContext context, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail) =>
        new DenseOperation(context, Units, input, parameters, tail);
}
