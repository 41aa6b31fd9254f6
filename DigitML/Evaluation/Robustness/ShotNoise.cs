using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>The noise of few photons: counts follow Poisson's distribution.</summary>
internal static class ShotNoise
{
    /// <summary>Photons that white stands for; fewer are noisier.</summary>
    private const float Photons = 3;

    /// <summary>Counts photons at every pixel.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        foreach (ref float value in canvas.Values.AsSpan())
        {
            value = value > 0 ? Draw(value * Photons, ref random) / Photons : 0;
        }
    }

    /// <summary>A Poisson number by inversion: the least count whose probabilities add up to a uniform draw.</summary>
    private static int Draw(float mean, ref RandomStream random)
    {
        float left = random.NextSingle(), probability = MathF.Exp(-mean);
        int count = 0;
        // A mean of at most 3 makes counts of 30 and more impossible in single precision: rounding must not make the loop endless.
        while (left >= probability && count < 30)
        {
            left -= probability;
            probability *= mean / ++count;
        }

        return count;
    }
}
