using System.Runtime.InteropServices;

namespace DigitML.Tests.Engine.Layers;

/// <summary>What a layer or a network computed, as dense arrays.</summary>
/// <param name="Output">y [N, H, W, C].</param>
/// <param name="InputGradient">dx [N, H, W, C].</param>
/// <param name="ParameterGradients">The gradients of what is learnt, in the layers' order.</param>
internal sealed record LayerFigures<T>(T[] Output, T[] InputGradient, T[][] ParameterGradients)
{
    /// <summary>All figures with their names.</summary>
    public IEnumerable<(string Name, T[] Values)> All =>
    [
        ("output", Output), ("input gradient", InputGradient),
        .. ParameterGradients.Select((values, index) => ($"gradient of parameter {index}", values)),
    ];
}

/// <summary>Comparisons of figures.</summary>
internal static class LayerFigures
{
    /// <summary>Fails if a difference exceeds <paramref name="relative"/> times the greatest magnitude among the same figures.</summary>
    public static void AssertClose(LayerFigures<double> expected, LayerFigures<float> actual, double relative, string what)
    {
        Assert.HasCount(expected.ParameterGradients.Length, actual.ParameterGradients);
        foreach (((string name, double[] figures), (_, float[] values)) in expected.All.Zip(actual.All))
        {
            TorchFixture.AssertClose(Array.ConvertAll(figures, value => (float)value), values, relative, $"{what}: {name}");
        }
    }

    /// <summary>Fails unless all figures are the same to the last bit.</summary>
    public static void AssertSameBits(LayerFigures<float> expected, LayerFigures<float> actual, string what)
    {
        Assert.HasCount(expected.ParameterGradients.Length, actual.ParameterGradients);
        foreach (((string name, float[] figures), (_, float[] values)) in expected.All.Zip(actual.All))
        {
            bool same = MemoryMarshal.AsBytes<float>(figures).SequenceEqual(MemoryMarshal.AsBytes<float>(values));
            Assert.IsTrue(same, $"{what}: {name} differs in some bit");
        }
    }
}
