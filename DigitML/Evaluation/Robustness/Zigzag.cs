using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>A zigzag line through the picture.</summary>
internal static class Zigzag
{
    private const int FirstColumn = 2;
    private const int LastColumn = 25;

    /// <summary>Columns from a tooth's middle to its tip, along the line.</summary>
    private const float HalfLength = 2;

    /// <summary>How far a tip lies off the line.</summary>
    private const float Depth = 2;

    /// <summary>Draws a zigzag about a line from a random row on the left to one up to 5 rows away on the right.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        int row = random.Next(CorruptionCanvas.GridSide - 1), rise = random.Next(10) - 5;
        float angle = MathF.Atan((float)rise / (LastColumn - FirstColumn));
        float length = (LastColumn - FirstColumn) / MathF.Cos(angle);
        int tips = (int)((length - HalfLength) / (2 * HalfLength)) + 1;
        (float Column, float Row) last = (FirstColumn, row);
        for (int tip = 0; tip <= tips; tip++)
        {
            (float Column, float Row) next = Turn(Point(tip, tips, length), angle);
            next = (next.Column + FirstColumn, next.Row + row);
            new LineStroke(last.Column, last.Row, next.Column, next.Row).Draw(canvas);
            last = next;
        }
    }

    /// <summary>A tip, or the end of the line after the last one, as if the line went straight to the right.</summary>
    private static (float Along, float Off) Point(int tip, int tips, float length)
    {
        if (tip < tips) { return ((2 * tip + 1) * HalfLength, tip % 2 == 0 ? Depth : -Depth); }
        // The benchmark's formula for the end: not on the line, but near it.
        float rest = length % (2 * HalfLength), lastOff = tips % 2 == 1 ? Depth : -Depth;
        return (length, lastOff / (2 * rest));
    }

    private static (float Column, float Row) Turn((float Along, float Off) point, float angle)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        return (cos * point.Along - sin * point.Off, sin * point.Along + cos * point.Off);
    }
}
