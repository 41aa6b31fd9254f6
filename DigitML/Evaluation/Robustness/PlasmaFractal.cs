using System.Buffers;
using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>Clouds by the diamond-square algorithm (Fournier, Fussell and Carpenter, 1982) on a square whose opposite edges meet.</summary>
internal static class PlasmaFractal
{
    private const int Side = 256;
    private const int Mask = Side - 1;

    /// <summary>Draws a corner of a cloud of 256 x 256 whose lowest point is 0 and whose highest is 1.</summary>
    /// <param name="corner">[side, side]: the top left corner.</param>
    /// <param name="side">Its rows and columns, at most 256.</param>
    /// <param name="decay">How much smaller than the last a level's deviations are, at least 1; they count by their square.</param>
    /// <param name="random">What is drawn from.</param>
    public static void Draw(Span<float> corner, int side, float decay, ref RandomStream random)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(Side * Side);
        Span<float> map = rented.AsSpan(0, Side * Side);
        map[0] = 0;
        float amplitude = 1;
        for (int step = Side; step >= 2; step /= 2)
        {
            FillSquares(map, step, amplitude, ref random);
            FillDiamonds(map, step, amplitude, ref random);
            amplitude /= decay * decay;
        }

        (float lowest, float highest) = Range(map);
        for (int i = 0; i < corner.Length; i++)
        {
            corner[i] = (map[i / side * Side + i % side] - lowest) / (highest - lowest);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Gives the middle of every square the mean of its corners and a random deviation.</summary>
    private static void FillSquares(Span<float> map, int step, float amplitude, ref RandomStream random)
    {
        int half = step / 2;
        Span<float> deviations = stackalloc float[Side];
        for (int y = half; y < Side; y += step)
        {
            ReadOnlySpan<float> above = map.Slice((y - half) * Side, Side), below = map.Slice(((y + half) & Mask) * Side, Side);
            Span<float> row = map.Slice(y * Side, Side);
            DrawDeviations(deviations[..(Side / step)], amplitude, ref random);
            for (int x = half, i = 0; x < row.Length; x += step, i++)
            {
                int left = x - half, right = (x + half) & Mask;
                row[x] = (above[left] + above[right] + below[left] + below[right]) * .25f + deviations[i];
            }
        }
    }

    /// <summary>Gives the points between the corners and between the middles the mean of their four neighbours and a random deviation.</summary>
    private static void FillDiamonds(Span<float> map, int step, float amplitude, ref RandomStream random)
    {
        int half = step / 2;
        Span<float> deviations = stackalloc float[Side];
        for (int y = 0; y < Side; y += half)
        {
            ReadOnlySpan<float> above = map.Slice(((y - half) & Mask) * Side, Side), below = map.Slice(((y + half) & Mask) * Side, Side);
            Span<float> row = map.Slice(y * Side, Side);
            DrawDeviations(deviations[..(Side / step)], amplitude, ref random);
            // Rows of corners lack the points between them, rows of middles those above and below the corners.
            for (int x = y % step == 0 ? half : 0, i = 0; x < row.Length; x += step, i++)
            {
                int left = (x - half) & Mask, right = (x + half) & Mask;
                row[x] = (above[x] + below[x] + row[left] + row[right]) * .25f + deviations[i];
            }
        }
    }

    /// <summary>Draws uniform numbers from -amplitude to amplitude, two of each 64 bits: a cloud takes 65,535 of them.</summary>
    private static void DrawDeviations(Span<float> deviations, float amplitude, ref RandomStream random)
    {
        float unit = amplitude / (1u << 31);
        RandomStream local = random; // In registers: a field behind a reference would be written back for every number.
        for (int i = 0; i + 1 < deviations.Length; i += 2)
        {
            ulong bits = local.NextUInt64();
            (deviations[i], deviations[i + 1]) = ((int)bits * unit, (int)(bits >> 32) * unit);
        }

        if (deviations.Length % 2 == 1) { deviations[^1] = (int)local.NextUInt64() * unit; }
        random = local;
    }

    private static (float Lowest, float Highest) Range(ReadOnlySpan<float> values)
    {
        float lowest = values[0], highest = values[0];
        foreach (float value in values)
        {
            if (value < lowest) { lowest = value; }
            if (value > highest) { highest = value; }
        }

        return (lowest, highest);
    }
}
