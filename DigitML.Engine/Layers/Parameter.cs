using DigitML.Engine.Kernels;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Layers;

/// <summary>What an array of a layer's numbers is for.</summary>
internal enum ParameterRole
{
    /// <summary>A kernel or weight matrix: learnt, and subject to weight decay.</summary>
    Weight,

    /// <summary>A bias, scale or shift: learnt, not subject to weight decay.</summary>
    Bias,

    /// <summary>Gathered during training, not learnt by gradient: batch normalisation's running mean and variance.</summary>
    RunningStatistic,
}

/// <summary>An array of numbers that a layer owns, before it has a place.</summary>
/// <param name="Name">Its name within the layer, as PyTorch names it: weight, bias, running_mean, ...</param>
/// <param name="Shape">Its size. Convolution weights are [kh, kw, inputs, outputs], dense ones [inputs, outputs], as in Keras.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Initial">Fills it before training.</param>
internal sealed record ParameterSpec(string Name, int[] Shape, ParameterRole Role, ParameterFill Initial)
{
    /// <summary>How many numbers it has.</summary>
    public int Length => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>Fills a parameter with its first values.</summary>
internal delegate void ParameterFill(Span<float> values, ref RandomStream random);

/// <summary>A parameter in its place.</summary>
/// <param name="Name">Its full name: the layer's, a dot, its own.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Offset">Its first number's index among all of the network's.</param>
internal sealed record Parameter(string Name, ParameterSpec Spec, int Offset)
{
    /// <summary>How many numbers it has.</summary>
    public int Length => Spec.Length;

    /// <summary>How many numbers it has room for: whole cache lines, so that vector loops need no rest.</summary>
    public int PaddedLength => (Length + Simd.CacheLine - 1) / Simd.CacheLine * Simd.CacheLine;

    /// <summary>A parameter's full name: the layer's, a dot, its own.</summary>
    public static string FullName(string layer, ParameterSpec spec) => $"{layer}.{spec.Name}";
}
