using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>What a ribbed pane of glass does: neighbouring pixels change places, and all is a little blurred.</summary>
internal static class GlassBlur
{
    private const float Deviation = .7f;
    private const int Rounds = 2;

    /// <summary>Blurs, swaps neighbours, blurs again.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        // The benchmark blurs down the columns only: its filter takes the columns of a grey picture for colours.
        var filter = new GaussianFilter(Deviation * canvas.RowScale);
        filter.BlurColumns(canvas.Values, canvas.Width, canvas.Height);
        foreach (ref float value in canvas.Values.AsSpan()) { value = MathF.Floor(value * 255) / 255; }
        int reach = Math.Max(1, (int)MathF.Round(canvas.Scale));
        for (int round = 0; round < Rounds; round++) { SwapNeighbours(canvas, reach, ref random); }
        filter.BlurColumns(canvas.Values, canvas.Width, canvas.Height);
    }

    /// <summary>Walks from the bottom right; every other pixel, by chance, changes places with one up to the reach away.</summary>
    /// <remarks>Places run from -reach to reach - 1, as in the benchmark: strokes wander a little to the right and down.</remarks>
    private static void SwapNeighbours(CorruptionCanvas canvas, int reach, ref RandomStream random)
    {
        float[] values = canvas.Values;
        for (int y = canvas.Height - reach; y > reach; y--)
        {
            for (int x = canvas.Width - reach; x > reach; x--)
            {
                if (random.Next(2) == 0) { continue; }
                int here = y * canvas.Width + x;
                int there = (y + random.Next(2 * reach) - reach) * canvas.Width + x + random.Next(2 * reach) - reach;
                (values[here], values[there]) = (values[there], values[here]);
            }
        }
    }
}
