using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>A dotted line through the picture.</summary>
internal static class DottedLine
{
    private const int LastColumn = CorruptionCanvas.GridSide - 1;

    /// <summary>Draws the line from a random row on the left to a random row on the right.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random) =>
        new LineStroke(0, random.Next(LastColumn), LastColumn, random.Next(LastColumn)).Draw(canvas, gaps: true);
}
