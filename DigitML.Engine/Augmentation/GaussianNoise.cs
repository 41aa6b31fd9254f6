using System.Numerics;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Adds Gaussian noise, as <see cref="AugmentationOptions.Noise"/> wants it.</summary>
internal sealed class GaussianNoise(AugmentationOptions options) : IImageEffect
{
    /// <inheritdoc/>
    public int ScratchLength => 0;

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random)
    {
        float deviation = 255 * random.Uniform(0, options.Noise);
        ulong keys = random.NextUInt64();
        Add(picture, deviation, (uint)keys, (uint)(keys >> 32));
    }

    /// <summary>Adds independent normal numbers: Box and Muller's transform, whose cosines go to the first half, the sines to the second.</summary>
    /// <param name="values">In place; a multiple of 32.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="radiusKey">Names one half of the random numbers,</param>
    /// <param name="angleKey">and the other.</param>
    public static void Add(Span<float> values, float deviation, uint radiusKey, uint angleKey)
    {
        Span<Vector<float>> first = MemoryMarshal.Cast<float, Vector<float>>(values[..(values.Length / 2)]);
        Span<Vector<float>> second = MemoryMarshal.Cast<float, Vector<float>>(values[(values.Length / 2)..])[..first.Length];
        Vector<uint> index = Vector<uint>.Indices;
        var unit = new Vector<float>(1f / KeyedHash.Range);
        for (int i = 0; i < first.Length; i++)
        {
            // From just above 0, where the logarithm ends, to 1.
            Vector<float> uniform = (Vector.ConvertToSingle(KeyedHash.Compute(index, radiusKey).As<uint, int>()) + Vector<float>.One) * unit;
            Vector<float> radius = deviation * Vector.SquareRoot(-2 * Vector.Log(uniform));
            Vector<float> turn = Vector.ConvertToSingle(KeyedHash.Compute(index, angleKey).As<uint, int>()) * unit;
            (Vector<float> sin, Vector<float> cos) = Vector.SinCos(turn * (2 * MathF.PI));
            first[i] += radius * cos;
            second[i] += radius * sin;
            index += new Vector<uint>((uint)Vector<uint>.Count);
        }
    }
}
