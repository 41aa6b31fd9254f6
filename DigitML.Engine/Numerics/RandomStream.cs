namespace DigitML.Engine.Numerics;

/// <summary>
/// A small stream of random numbers named by numbers: the same (seed, a, b) gives the same stream on every machine and thread.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). Work that is shared out among
/// threads gives every item a stream of its own, so results don't depend on who does it.
/// </remarks>
internal struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Opens the stream named by a seed and up to two numbers, such as an epoch and a sample.</summary>
    public RandomStream(ulong seed, ulong a = 0, ulong b = 0) => _state = Mix(Mix(Mix(seed + Golden) + a + Golden) + b + Golden);

    /// <summary>Sixty-four random bits.</summary>
    public ulong NextUInt64() => Mix(_state += Golden);

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A number from <paramref name="minimum"/> up to <paramref name="maximum"/>.</summary>
    public float Uniform(float minimum, float maximum) => minimum + (maximum - minimum) * NextSingle();

    /// <summary>A number of the standard normal distribution (Box and Muller's transform).</summary>
    public float NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(((NextUInt64() >> 11) + 1) * (1.0 / (1L << 53))));
        return (float)(radius * Math.Cos(2 * Math.PI * ((NextUInt64() >> 11) * (1.0 / (1L << 53)))));
    }

    /// <summary>Puts the values into a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = Next(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
