using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>Cuts a digit with a line and keeps what lies on one side of it.</summary>
internal static class DigitCut
{
    /// <summary>The most that the line leans, as the tangent of its angle.</summary>
    private const float MostSlope = .35f;

    /// <summary>Keeps the left or the right part.</summary>
    /// <param name="ink">The digit.</param>
    /// <param name="keepLeft">Which part stays.</param>
    /// <param name="part">The share of the width that stays, in the middle of the height; 0 to 1.</param>
    /// <param name="random">Decides how the line leans.</param>
    public static GrayImage Columns(GrayImage ink, bool keepLeft, float part, ref RandomStream random)
    {
        float slope = random.Uniform(-MostSlope, MostSlope), place = ink.Width * (keepLeft ? part : 1 - part);
        return Keep(ink, (x, y) => x - place - slope * (y - ink.Height / 2f), keepLeft);
    }

    /// <summary>Keeps the upper or the lower part.</summary>
    /// <param name="ink">The digit.</param>
    /// <param name="keepTop">Which part stays.</param>
    /// <param name="part">The share of the height that stays, in the middle of the width; 0 to 1.</param>
    /// <param name="random">Decides how the line leans.</param>
    public static GrayImage Rows(GrayImage ink, bool keepTop, float part, ref RandomStream random)
    {
        float slope = random.Uniform(-MostSlope, MostSlope), place = ink.Height * (keepTop ? part : 1 - part);
        return Keep(ink, (x, y) => y - place - slope * (x - ink.Width / 2f), keepTop);
    }

    private static GrayImage Keep(GrayImage ink, Func<int, int, float> distance, bool below)
    {
        byte[] pixels = ink.Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i++)
        {
            if (distance(i % ink.Width, i / ink.Width) < 0 != below) { pixels[i] = 0; }
        }
        return LargeDigits.Crop(GrayImage.Wrap(ink.Width, ink.Height, pixels));
    }
}
