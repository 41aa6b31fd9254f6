using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;

namespace DigitML;

/// <summary>
/// A layer of a network: plain data that says what it is. What it computes, and its weights, live in the network's execution.
/// </summary>
public abstract record Layer
{
    private protected Layer()
    {
    }

    /// <summary>The layer's type as a lower-case name with underscores, as Keras makes names of it: conv2d, max_pool2d, ...</summary>
    internal abstract string Kind { get; }

    /// <summary>The size that comes out for a size that goes in.</summary>
    /// <exception cref="DigitMLException">The layer can't take this input, or its own settings are out of range.</exception>
    internal abstract TensorShape OutputShape(TensorShape input);

    /// <summary>The arrays that the layer owns for a size of input, in order.</summary>
    internal virtual IReadOnlyList<ParameterSpec> Parameters(TensorShape input) => [];

    /// <summary>Multiply-adds of one sample's forward pass.</summary>
    internal virtual long MultiplyAdds(TensorShape input) => 0;

    /// <summary>Makes what computes the layer.</summary>
    internal abstract Operation CreateOperation(OperationContext context, Activation input, IReadOnlyList<Parameter> parameters);

    /// <summary>Makes what computes the layer and what follows it at once; only for layers that can have such a tail.</summary>
    internal virtual Operation CreateOperation(
        OperationContext context, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail) =>
        CreateOperation(context, input, parameters);

    /// <summary>Complains about a setting: one sentence with the layer's type, the value and what is wanted.</summary>
    private protected void Require(bool condition, string what, object value, string wanted) =>
        Setting.Require(condition, $"{GetType().Name}: {what}", value, wanted);
}
