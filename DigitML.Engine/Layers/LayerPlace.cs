namespace DigitML.Engine.Layers;

/// <summary>A layer in its network.</summary>
/// <param name="Name">Its name: the kind, and a number from the second of the kind on, as Keras names layers.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The size of what comes in.</param>
/// <param name="Output">The size of what goes out.</param>
internal sealed record LayerPlace(string Name, Layer Layer, TensorShape Input, TensorShape Output)
{
    /// <summary>The layer's arrays.</summary>
    public IReadOnlyList<ParameterSpec> Specs { get; } = Layer.Parameters(Input);

    /// <summary>How many numbers the layer has, learnt ones or gathered ones.</summary>
    public int Count(bool learnt) => Specs.Where(spec => spec.Role != ParameterRole.RunningStatistic == learnt).Sum(spec => spec.Length);
}
