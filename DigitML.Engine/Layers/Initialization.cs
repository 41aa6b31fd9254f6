using DigitML.Engine.Numerics;

namespace DigitML.Engine.Layers;

/// <summary>The fills behind <see cref="Initializer"/>, and the constant ones.</summary>
internal static class Initialization
{
    /// <summary>All zeros.</summary>
    public static ParameterFill Zeros { get; } = static (Span<float> values, ref RandomStream _) => values.Clear();

    /// <summary>All ones.</summary>
    public static ParameterFill Ones { get; } = static (Span<float> values, ref RandomStream _) => values.Fill(1);

    /// <summary>The fill for weights with so many inputs and outputs to each of their neurons.</summary>
    public static ParameterFill Create(Initializer initializer, int inputs, int outputs) => initializer switch
    {
        Initializer.HeUniform => Uniform(Math.Sqrt(6.0 / inputs)),
        Initializer.HeNormal => Normal(Math.Sqrt(2.0 / inputs)),
        Initializer.GlorotUniform => Uniform(Math.Sqrt(6.0 / (inputs + outputs))),
        Initializer.GlorotNormal => Normal(Math.Sqrt(2.0 / (inputs + outputs))),
        _ => throw new DigitMLException($"The initializer is {initializer}; it must be one of {string.Join(", ", Enum.GetNames<Initializer>())}."),
    };

    private static ParameterFill Uniform(double bound) => (Span<float> values, ref RandomStream random) =>
    {
        foreach (ref float value in values) { value = random.Uniform((float)-bound, (float)bound); }
    };

    private static ParameterFill Normal(double deviation) => (Span<float> values, ref RandomStream random) =>
    {
        foreach (ref float value in values) { value = (float)deviation * random.NextGaussian(); }
    };
}
