using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>
/// Batch normalisation over all but the channels (Ioffe and Szegedy, 2015): y = (x - mean) / sqrt(variance + Epsilon) * scale + shift.
/// In training the mean and variance are the batch's; in use they are running averages gathered in training.
/// </summary>
public sealed record BatchNorm : Layer
{
    /// <summary>Keeps the division safe; more than 0, 1e-5 unless set (PyTorch's default; Keras' is 1e-3).</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>
    /// Share of the old value that a running average keeps each step, 0 to 1; 0.9 unless set. This is Keras' sense of the word:
    /// PyTorch's momentum is 1 less it, and its default of 0.1 is the same as this one.
    /// </summary>
    public float Momentum { get; init; } = 0.9f;

    internal override string Kind => "batch_norm";

    internal override TensorShape OutputShape(TensorShape input)
    {
        Require(Epsilon > 0, "epsilon", Epsilon, "more than 0");
        Require(Momentum is >= 0 and <= 1, "the momentum", Momentum, "from 0 to 1");
        return input;
    }

    internal override IReadOnlyList<ParameterSpec> Parameters(TensorShape input) =>
    [
        new("weight", [input.Channels], ParameterRole.Bias, Initialization.Ones),
        new("bias", [input.Channels], ParameterRole.Bias, Initialization.Zeros),
        new("running_mean", [input.Channels], ParameterRole.RunningStatistic, Initialization.Zeros),
        new("running_var", [input.Channels], ParameterRole.RunningStatistic, Initialization.Ones),
    ];

    internal override Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters) =>
        CreateOperation(context, input, parameters, new FusedActivation());

    internal override Operation CreateOperation(
        OperationContext context, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail) =>
        new BatchNormOperation(context, this, input, parameters, tail);
}
