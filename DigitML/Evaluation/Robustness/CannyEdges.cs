using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>Canny's edge detector ("A computational approach to edge detection", 1986), thresholds and borders as in scikit-image.</summary>
internal static class CannyEdges
{
    private const float Deviation = 1;
    private const float LowThreshold = .1f;
    private const float HighThreshold = .2f;

    /// <summary>Leaves edges, white, on black; pixels at the picture's border are never edges. Nothing is drawn at random.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        new GaussianFilter(Deviation * canvas.Scale, replicate: false).Blur(canvas.Values, canvas.Width, canvas.Height);
        var gradient = new SobelGradient(canvas.Values, canvas.Width, canvas.Height);
        Array.Clear(canvas.Values);
        // Strong edges take the weaker ones along that touch them.
        var open = new Stack<(int X, int Y)>();
        for (int y = 1; y < canvas.Height - 1; y++)
        {
            for (int x = 1; x < canvas.Width - 1; x++)
            {
                if (gradient.Strength(x, y) < HighThreshold) { continue; }
                Mark(canvas, gradient, x, y, open);
                Spread(canvas, gradient, open);
            }
        }
    }

    private static void Spread(CorruptionCanvas canvas, SobelGradient gradient, Stack<(int X, int Y)> open)
    {
        while (open.TryPop(out (int X, int Y) edge))
        {
            for (int y = Math.Max(1, edge.Y - 1); y <= Math.Min(canvas.Height - 2, edge.Y + 1); y++)
            {
                for (int x = Math.Max(1, edge.X - 1); x <= Math.Min(canvas.Width - 2, edge.X + 1); x++)
                {
                    if (gradient.Strength(x, y) >= LowThreshold) { Mark(canvas, gradient, x, y, open); }
                }
            }
        }
    }

    /// <summary>Marks a pixel as an edge, once, if it is the crest of one.</summary>
    private static void Mark(CorruptionCanvas canvas, SobelGradient gradient, int x, int y, Stack<(int X, int Y)> open)
    {
        ref float value = ref canvas.Values[y * canvas.Width + x];
        if (value != 0 || !gradient.IsCrest(x, y)) { return; }
        value = 1;
        open.Push((x, y));
    }
}
