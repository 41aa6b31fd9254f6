namespace DigitML.Engine.Numerics;

/// <summary>Finds the class that a row of logits or probabilities speaks for.</summary>
internal static class ArgMax
{
    /// <summary>The index of the largest number; the lowest of equals. A NaN is larger than nothing, but wins when it comes first.</summary>
    public static int IndexOf(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) { best = i; }
        }

        return best;
    }
}
