using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>Overexposure.</summary>
internal static class Brightness
{
    private const float Amount = .5f;

    /// <summary>Raises every grey; nothing is drawn at random.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        foreach (ref float value in canvas.Values.AsSpan()) { value += Amount; }
    }
}
