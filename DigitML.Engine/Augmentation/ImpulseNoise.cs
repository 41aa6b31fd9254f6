using System.Numerics;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Turns single pixels black or white (salt and pepper), as <see cref="AugmentationOptions.ImpulseNoise"/> wants it.</summary>
internal sealed class ImpulseNoise(AugmentationOptions options) : IImageEffect
{
    /// <inheritdoc/>
    public int ScratchLength => 0;

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random) =>
        Strike(picture, random.Uniform(0, options.ImpulseNoise), (uint)random.NextUInt64());

    /// <summary>Sets random pixels to 0 or 255, which are equally likely.</summary>
    /// <param name="values">In place; a multiple of a register.</param>
    /// <param name="share">How many of them, 0 to 1.</param>
    /// <param name="key">Names the random numbers.</param>
    public static void Strike(Span<float> values, float share, uint key)
    {
        Span<Vector<float>> pixels = MemoryMarshal.Cast<float, Vector<float>>(values);
        var threshold = new Vector<uint>((uint)(share * (double)KeyedHash.Range));
        // A struck hash is below the threshold; below half of it, it is black.
        var half = new Vector<uint>((uint)(share * (double)KeyedHash.Range / 2));
        var white = new Vector<float>(255);
        Vector<uint> index = Vector<uint>.Indices;
        for (int i = 0; i < pixels.Length; i++)
        {
            Vector<uint> hash = KeyedHash.Compute(index, key);
            var color = Vector.ConditionalSelect(Vector.LessThan(hash, half).As<uint, float>(), Vector<float>.Zero, white);
            pixels[i] = Vector.ConditionalSelect(Vector.LessThan(hash, threshold).As<uint, float>(), color, pixels[i]);
            index += new Vector<uint>((uint)Vector<uint>.Count);
        }
    }
}
