namespace DigitML.Tests.Layers;

/// <summary>What a layer computed, as dense arrays.</summary>
/// <param name="Output">y [N, H, W, C].</param>
/// <param name="InputGradient">dx [N, H, W, C].</param>
/// <param name="ParameterGradients">The gradients of what the layer learns, in its order.</param>
internal sealed record LayerFigures<T>(T[] Output, T[] InputGradient, T[][] ParameterGradients)
{
    /// <summary>All figures with their names.</summary>
    public IEnumerable<(string Name, T[] Values)> All =>
    [
        ("output", Output), ("input gradient", InputGradient),
        .. ParameterGradients.Select((values, index) => ($"gradient of parameter {index}", values)),
    ];
}
