using System.Numerics;
using System.Runtime.CompilerServices;

namespace DigitML.Engine.Numerics;

/// <summary>
/// Random numbers that are a function of a key and an index, so that many are made at once and any of them again: the 32-bit finaliser of
/// MurmurHash3 (Appleby), keyed.
/// </summary>
/// <remarks>The upper 31 bits are given, because signed and unsigned numbers agree there, in comparisons and as floats.</remarks>
internal static class KeyedHash
{
    /// <summary>One more than the largest hash, 2^31: dividing by it gives numbers from 0 to 1.</summary>
    public const uint Range = 0x80000000u;

    /// <summary>The hash of one index, from 0 to 2^31 - 1.</summary>
    public static uint Compute(uint index, uint key)
    {
        uint h = index * 0x9E3779B9u ^ key;
        h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
        h = (h ^ (h >> 13)) * 0xC2B2AE35u;
        return (h ^ (h >> 16)) >> 1;
    }

    /// <summary>The hashes of a register of indices, the same as those of <see cref="Compute(uint, uint)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> Compute(Vector<uint> index, uint key)
    {
        Vector<uint> h = index * 0x9E3779B9u ^ new Vector<uint>(key);
        h = (h ^ (h >>> 16)) * 0x85EBCA6Bu;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35u;
        return (h ^ (h >>> 16)) >>> 1;
    }
}
