using System.Buffers;
using DigitML.Kernels;

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
    /// <param name="random">What is drawn from: every point takes half a number.</param>
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
        var deviation = new Deviations(amplitude);
        for (int y = half; y < Side; y += step)
        {
            ReadOnlySpan<float> above = map.Slice((y - half) * Side, Side), below = map.Slice(((y + half) & Mask) * Side, Side);
            Span<float> row = map.Slice(y * Side, Side);
            for (int x = half; x < row.Length; x += step)
            {
                int left = x - half, right = (x + half) & Mask;
                row[x] = (above[left] + above[right] + below[left] + below[right]) * .25f + deviation.Next(ref random);
            }
        }
    }

    /// <summary>Gives the points between the corners and between the middles the mean of their four neighbours and a random deviation.</summary>
    private static void FillDiamonds(Span<float> map, int step, float amplitude, ref RandomStream random)
    {
        int half = step / 2;
        var deviation = new Deviations(amplitude);
        for (int y = 0; y < Side; y += half)
        {
            ReadOnlySpan<float> above = map.Slice(((y - half) & Mask) * Side, Side), below = map.Slice(((y + half) & Mask) * Side, Side);
            Span<float> row = map.Slice(y * Side, Side);
            // Rows of corners lack the points between them, rows of middles those above and below the corners.
            for (int x = y % step == 0 ? half : 0; x < row.Length; x += step)
            {
                int left = (x - half) & Mask, right = (x + half) & Mask;
                row[x] = (above[x] + below[x] + row[left] + row[right]) * .25f + deviation.Next(ref random);
            }
        }
    }

    private static (float Lowest, float Highest) Range(ReadOnlySpan<float> values)
    {
        float lowest = values[0], highest = values[0];
        foreach (float value in values)
        {
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
        }

        return (lowest, highest);
    }

    /// <summary>Uniform numbers from -amplitude to amplitude, two of each draw: a cloud takes 65,535 of them.</summary>
    private struct Deviations(float amplitude)
    {
        private readonly float _unit = amplitude / (1u << 31);
        private ulong _bits;
        private bool _hasHalf;

        public float Next(ref RandomStream random)
        {
            _bits = _hasHalf ? _bits >> 32 : random.NextUInt64();
            _hasHalf = !_hasHalf;
            return (int)_bits * _unit;
        }
    }
}
