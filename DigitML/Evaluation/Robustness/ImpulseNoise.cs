using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>Salt and pepper.</summary>
internal static class ImpulseNoise
{
    /// <summary>The share of pixels that become black or white.</summary>
    private const float Amount = .17f;

    /// <summary>Makes pixels black or white, half of them each.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        foreach (ref float value in canvas.Values.AsSpan())
        {
            float draw = random.NextSingle();
            if (draw < Amount) { value = draw < Amount / 2 ? 1 : 0; }
        }
    }
}
