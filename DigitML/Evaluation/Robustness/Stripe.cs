using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>The digit on a dark stripe between two negatives.</summary>
internal static class Stripe
{
    /// <summary>Inverts the outer quarters; nothing is drawn at random.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        for (int i = 0; i < canvas.Values.Length; i++)
        {
            int quarters = i % canvas.Width * 4;
            if (quarters < canvas.Width || quarters >= 3 * canvas.Width) { canvas.Values[i] = 1 - canvas.Values[i]; }
        }
    }
}
