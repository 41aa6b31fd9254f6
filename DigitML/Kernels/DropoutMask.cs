using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitML.Kernels;

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
            Vector<uint> keep = Vector.GreaterThanOrEqual(Hash(index, key), new Vector<uint>(threshold));
            wide[i] = Vector.ConditionalSelect(Vector.AsVectorInt32(keep), wide[i] * scale, Vector<float>.Zero);
            index += new Vector<uint>((uint)Vector<uint>.Count);
        }

        for (int i = wide.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] = Hash(start + (uint)i, key) >= threshold ? values[i] * scale[0] : 0;
        }
    }

    // A hash below this is dropped; only its upper 31 bits count, because signed and unsigned comparison agree there.
    private static uint Threshold(float rate) => (uint)(rate * (double)0x80000000u);

    // The 32-bit finaliser of MurmurHash3 (Appleby), keyed, shifted to 31 bits.
    private static uint Hash(uint index, uint key)
    {
        uint h = index * 0x9E3779B9u ^ key;
        h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
        h = (h ^ (h >> 13)) * 0xC2B2AE35u;
        return (h ^ (h >> 16)) >> 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Hash(Vector<uint> index, uint key)
    {
        Vector<uint> h = index * 0x9E3779B9u ^ new Vector<uint>(key);
        h = (h ^ (h >>> 16)) * 0x85EBCA6Bu;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35u;
        return (h ^ (h >>> 16)) >>> 1;
    }
}
