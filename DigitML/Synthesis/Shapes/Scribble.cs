using System.Numerics;
using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>What pens leave beside text: tangles, zigzags, hatching, spirals, and signs.</summary>
internal sealed class Scribble : NonDigitShape
{
    private const float Middle = InkCanvas.Side / 2f;

    private static readonly PenStrokes[] Signs =
    [
        .. new[]
        {
            "5,0 5,10;0,5 10,5", // plus
            "0,3 10,3;0,7 10,7", // equals
            "3,0 2,10;8,0 7,10;0,3.3 10,3.3;0,6.7 10,6.7", // number sign
            "5,0 5,10;0.7,2.5 9.3,7.5;0.7,7.5 9.3,2.5", // asterisk
            "0,5 10,5;6.5,2 10,5 6.5,8", // arrow to the right
            "10,5 0,5;3.5,2 0,5 3.5,8", // arrow to the left
            "5,10 5,0;1.5,4 5,0 8.5,4", // arrow up
            "5,0 5,10;1.5,6 5,10 8.5,6", // arrow down
            "0,0 10,0 10,10 0,10 0,0", // box
            "0,0 10,0 10,10 0,10 0,0;0,0 10,10;10,0 0,10", // crossed box
            "5,0 10,9 0,9 5,0", // triangle
            "0,0 10,0 5,9 0,0", // triangle on its tip
            "9,1 0,5 9,9", // less than
            "0,6 3,10 10,0", // tick
            "5,0 8,10 0,4 10,4 2,10 5,0", // star
            "5,2 5,2;5,8 5,8", // colon
            "5,1 5,1;5,5 5,5;0,5 10,5;5,9 5,9", // division sign
            "2,0 2,10;8,0 8,10", // two bars
            "0,0 0,10;5,0 5,10;10,0 10,10", // three bars
            "0,5 10,5;1,9 9,9;2,1 8,1", // three lines
            "7,0 2,0 2,10 7,10", // bracket
            "3,0 8,0 8,10 3,10", // bracket
            "1,10 9,0;~2,0 4,1 3,3 1,2 2,0;~8,7 9.5,8 8,10 6.5,9 8,7", // percent
            "0,10 10,10 10,0", // corner
        }.Select(PenStrokes.Parse),
    ];

    /// <inheritdoc/>
    protected override GrayImage DrawInk(ref RandomStream random)
    {
        var canvas = new InkCanvas(InkCanvas.Side, InkCanvas.Side);
        switch (random.Next(8))
        {
            case 0 or 1: Tangle(canvas, ref random); break;
            case 2: Hatching(canvas, ref random); break;
            case 3: Zigzag(canvas, ref random); break;
            case 4: Spiral(canvas, ref random); break;
            default: Signs[random.Next(Signs.Length)].Draw(canvas, ref random); break;
        }
        return canvas.ToImage();
    }

    private static void Tangle(InkCanvas canvas, ref RandomStream random)
    {
        // Curves of fewer turns are digits too often.
        var points = new Vector2[8 + random.Next(10)];
        for (int i = 0; i < points.Length; i++) { points[i] = new Vector2(random.Uniform(10, 74), random.Uniform(10, 74)); }
        canvas.Curve(points, random.Uniform(2, 7));
    }

    private static void Hatching(InkCanvas canvas, ref RandomStream random)
    {
        int lines = 3 + random.Next(6);
        float angle = random.Uniform(0, MathF.PI), pen = random.Uniform(2, 5), step = random.Uniform(2.2f, 3.5f) * pen;
        Vector2 along = new(MathF.Cos(angle), MathF.Sin(angle)), across = new(-along.Y, along.X);
        for (int i = 0; i < lines; i++)
        {
            Vector2 middle = new Vector2(Middle) + (i - (lines - 1) / 2f) * step * across;
            canvas.Line(middle - random.Uniform(14, 28) * along, middle + random.Uniform(14, 28) * along, pen);
        }
    }

    private static void Zigzag(InkCanvas canvas, ref RandomStream random)
    {
        // With fewer turns it is a two or a three.
        var points = new Vector2[7 + random.Next(7)];
        float angle = random.Uniform(0, 2 * MathF.PI), length = random.Uniform(40, 64), width = random.Uniform(10, 28);
        Vector2 along = new(MathF.Cos(angle), MathF.Sin(angle)), across = new(-along.Y, along.X);
        for (int i = 0; i < points.Length; i++)
        {
            float side = (i % 2 * 2 - 1) * width * random.Uniform(.6f, 1.1f);
            points[i] = new Vector2(Middle) + ((float)i / (points.Length - 1) - .5f) * length * along + side * across;
        }
        float pen = random.Uniform(2, 7);
        if (random.Next(2) == 0) { canvas.Lines(points, pen); } else { canvas.Curve(points, pen); }
    }

    private static void Spiral(InkCanvas canvas, ref RandomStream random)
    {
        var points = new Vector2[16 + random.Next(26)];
        float start = random.Uniform(0, 2 * MathF.PI), turn = random.Next(2) * 2 - 1, drift = random.Uniform(0, .8f);
        // Turns that lie close together run into a ring, which is a zero.
        float first = random.Uniform(0, 6), last = random.Uniform(22, 32);
        for (int i = 0; i < points.Length; i++)
        {
            float angle = start + turn * i * MathF.PI / 4, radius = first + (last - first) * i / (points.Length - 1);
            float shift = (i - points.Length / 2f) * drift;
            points[i] = new Vector2(Middle + radius * MathF.Cos(angle) + shift, Middle + radius * MathF.Sin(angle));
        }
        canvas.Curve(points, random.Uniform(2, 5));
    }
}
