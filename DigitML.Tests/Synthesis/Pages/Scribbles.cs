using System.Numerics;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Strokes that nobody takes for digits.</summary>
internal static class Scribbles
{
    private const int SpiralStepsPerTurn = 60;

    /// <summary>Draws a tangle, a hatching or a spiral.</summary>
    /// <param name="pen">What with.</param>
    /// <param name="middle">Its middle, in pixels.</param>
    /// <param name="size">From its middle to its edge, in pixels.</param>
    /// <param name="random">What is drawn from.</param>
    public static void Draw(Pen pen, Vector2 middle, float size, ref RandomStream random)
    {
        switch (random.Next(3))
        {
            case 0: Tangle(pen, middle, size, ref random); break;
            case 1: Hatching(pen, middle, size, ref random); break;
            default: Spiral(pen, middle, size, ref random); break;
        }
    }

    private static void Tangle(Pen pen, Vector2 middle, float size, ref RandomStream random)
    {
        // Enough turns: a curve through three or four points may well be a 2.
        var points = new Vector2[8 + random.Next(10)];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = middle + size * new Vector2(random.Uniform(-1, 1), random.Uniform(-1, 1));
        }
        pen.Draw(Pen.Smooth(points));
    }

    /// <summary>Lines across each other: single ones would rightly be read as so many 1s.</summary>
    private static void Hatching(Pen pen, Vector2 middle, float size, ref RandomStream random)
    {
        (float sin, float cos) = MathF.SinCos(random.Uniform(0, MathF.PI));
        int count = 4 + random.Next(6);
        for (int i = 0; i < 2 * count; i++)
        {
            float across = size * (2 * (i % count) / (count - 1f) - 1), from = -size * random.Uniform(1, 1.2f), to = size * random.Uniform(1, 1.2f);
            pen.Draw([middle + Turned(from, across, i < count), middle + Turned(to, across, i < count)]);
        }

        Vector2 Turned(float along, float across, bool first) =>
            first ? new(cos * along - sin * across, sin * along + cos * across) : new(cos * across - sin * along, sin * across + cos * along);
    }

    private static void Spiral(Pen pen, Vector2 middle, float size, ref RandomStream random)
    {
        float turns = random.Uniform(3, 6), start = random.Uniform(0, 2 * MathF.PI);
        var points = new Vector2[(int)(SpiralStepsPerTurn * turns)];
        for (int i = 0; i < points.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos(start + i * 2 * MathF.PI / SpiralStepsPerTurn);
            points[i] = middle + size * i / points.Length * new Vector2(cos, sin);
        }
        pen.Draw(points);
    }
}
