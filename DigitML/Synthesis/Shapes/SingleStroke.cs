using System.Numerics;
using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>One stroke: a bar that lies, an arc open to the top or the bottom, a dot or a comma. None stands upright, for that is a one.</summary>
internal sealed class SingleStroke : NonDigitShape
{
    private const float Middle = InkCanvas.Side / 2f;

    /// <summary>The most that a bar or the ends of an arc lean, in radians: some 35 degrees.</summary>
    private const float MostLean = .6f;

    /// <inheritdoc/>
    protected override GrayImage DrawInk(ref RandomStream random)
    {
        var canvas = new InkCanvas(InkCanvas.Side, InkCanvas.Side);
        switch (random.Next(5))
        {
            case 0 or 1: Bar(canvas, ref random); break;
            case 2: Arc(canvas, ref random); break;
            case 3: Dot(canvas, ref random); break;
            default: Comma(canvas, ref random); break;
        }
        return canvas.ToImage();
    }

    private static void Bar(InkCanvas canvas, ref RandomStream random)
    {
        Vector2 half = Direction(random.Uniform(-MostLean, MostLean)) * random.Uniform(10, 32);
        float bend = random.Uniform(-3, 3), pen = random.Uniform(3, 10);
        canvas.Curve([At(-half), At(new Vector2(0, bend)), At(half)], pen);
    }

    private static void Arc(InkCanvas canvas, ref RandomStream random)
    {
        float lean = random.Uniform(-MostLean, MostLean), pen = random.Uniform(3, 9);
        float half = random.Uniform(18, 30), sag = half * random.Uniform(.5f, 1.2f) * (random.Next(2) * 2 - 1);
        Vector2 along = Direction(lean), across = new(-along.Y, along.X);
        canvas.Curve([At(-half * along), At(-.7f * half * along + .7f * sag * across), At(sag * across),
            At(.7f * half * along + .7f * sag * across), At(half * along)], pen);
    }

    private static void Dot(InkCanvas canvas, ref RandomStream random)
    {
        float pen = random.Uniform(6, 30);
        Vector2 half = Direction(random.Uniform(0, MathF.PI)) * random.Uniform(0, .15f * pen);
        canvas.Line(At(-half), At(half), pen);
    }

    private static void Comma(InkCanvas canvas, ref RandomStream random)
    {
        float pen = random.Uniform(14, 24);
        Vector2 tail = Direction(random.Uniform(.35f, .75f) * MathF.PI) * pen * random.Uniform(.7f, 1.2f);
        canvas.Line(At(default), At(default), pen);
        canvas.Line(At(new Vector2(pen * .15f, 0)), At(tail), pen * .6f, 2);
    }

    private static Vector2 Direction(float angle) => new(MathF.Cos(angle), MathF.Sin(angle));

    private static Vector2 At(Vector2 place) => new Vector2(Middle) + place;
}
