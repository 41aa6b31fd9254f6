namespace DigitML.Tests.Engine;

/// <summary>
/// Values that Python and C# compute alike, so that a fixture stores a key and not the numbers.
/// </summary>
/// <remarks>
/// Value i of the stream named by a key, all modulo 2^64: z = (key * 1000003 + i + 1) * 0x9E3779B97F4A7C15, through the finaliser
/// of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), the top 24 bits divided by 2^24.
/// <c>Fixtures/formula.py</c> is the same in Python.
/// </remarks>
internal static class FormulaValues
{
    /// <summary>Fills with values in [-scale, scale): u * 2 - 1 times the scale in double, rounded once to float.</summary>
    public static void Fill(Span<float> values, ulong key, double scale)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((Fraction(key, i) * 2 - 1) * scale);
    }

    /// <summary>Fills with values in [0, 1).</summary>
    public static void Unit(Span<float> values, ulong key)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Fraction(key, i);
    }

    private static double Fraction(ulong key, int index)
    {
        ulong z = (key * 1000003 + (ulong)index + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 40) / (double)(1 << 24);
    }
}
