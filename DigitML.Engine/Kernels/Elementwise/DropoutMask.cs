using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>
/// Multiplies numbers by a random mask: 0 with the dropout's rate, 1 / (1 - rate) otherwise (inverted dropout). The mask is a
/// function of a key and the number's index, so the backward pass makes it again instead of storing it.
/// </summary>
internal static class DropoutMask
{
    /// <summary>Applies the mask named by <paramref name="key"/>.</summary>
    /// <param name="values">Multiplied in place.</param>
    /// <param name="rate">Share of numbers that become 0, from 0 up to, not including, 1.</param>
    /// <param name="key">Names the mask; take another one for every sample, layer and step.</param>
    /// <param name="start">Index of the first number in the masked whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<float> values, float rate, uint key, uint start)
    {
        uint threshold = Threshold(rate);
        var scale = new Vector<float>(1 / (1 - rate));
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<uint> index = Vector<uint>.Indices + new Vector<uint>(start);
        for (int i = 0; i < wide.Length; i++)
        {
            Vector<uint> keep = Vector.GreaterThanOrEqual(KeyedHash.Compute(index, key), new Vector<uint>(threshold));
            wide[i] = Vector.ConditionalSelect(Vector.AsVectorInt32(keep), wide[i] * scale, Vector<float>.Zero);
            index += new Vector<uint>((uint)Vector<uint>.Count);
        }

        for (int i = wide.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] = KeyedHash.Compute(start + (uint)i, key) >= threshold ? values[i] * scale[0] : 0;
        }
    }

    // A hash below this is dropped.
    private static uint Threshold(float rate) => (uint)(rate * (double)KeyedHash.Range);
}
