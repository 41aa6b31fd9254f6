namespace DigitML.Recognition.Ink;

/// <summary>Takes printed boxes and combs out of a mask: connected ink that four straight thin sides enclose, and the walls within.</summary>
/// <remarks>A digit that touches its box stays, as strokes that cross a ruled line do (<see cref="RuledLines"/>).</remarks>
internal static class BoxFrames
{
    /// <summary>Smaller frames, pixels, are digits of a small page.</summary>
    private const int LeastSide = 14;

    /// <summary>How far a side may lie within the ink that it encloses, as a part of the length across it.</summary>
    private const double MostInset = .12;

    /// <summary>Sides run nearly all along their box; round something else they may be thicker, as a zero round nothing is.</summary>
    private static readonly RuleForm
        OfEmptyBox = new(LeastPart: .8, LeastSlenderness: 20, ThinPart: 1 / 14.0),
        OfFilledBox = OfEmptyBox with { LeastSlenderness = 9, ThinPart = 1 / 7.0 };

    /// <summary>Wipes the frames of boxes out of a mask.</summary>
    /// <param name="mask">[height, width]: 1 where there is ink; changed.</param>
    /// <param name="width">Columns.</param>
    /// <param name="shapes">Its connected ink.</param>
    public static void Remove(byte[] mask, int width, IReadOnlyList<InkShape> shapes)
    {
        foreach (InkShape shape in shapes)
        {
            PixelBox box = shape.Box;
            // Ink in a ring round the box, at least.
            if (box.Width < LeastSide || box.Height < LeastSide || shape.Area < box.Width + box.Height) { continue; }
            byte[] crop = shape.ToMask();
            bool isFilled = shapes.Any(other => other != shape && box.Holds(other.Box) && 4 * other.Box.Height >= box.Height);
            RuleForm form = isFilled ? OfFilledBox : OfEmptyBox;
            if (RuledLines.Remove(crop, box.Width, box.Height, form, (upright, level) => Enclose(upright, level, box)) == 0) { continue; }
            foreach (InkRun run in shape.Runs)
            {
                crop.AsSpan((run.Y - box.Y) * box.Width + run.Start - box.X, run.End - run.Start).CopyTo(mask.AsSpan(run.Y * width + run.Start));
            }
        }
    }

    private static bool Enclose(IReadOnlyList<RuledLine> upright, IReadOnlyList<RuledLine> level, PixelBox box) =>
        AtBothEnds(upright, box.Width) && AtBothEnds(level, box.Height);

    private static bool AtBothEnds(IReadOnlyList<RuledLine> lines, int length) =>
        lines.Any(line => line.Middle <= MostInset * length) && lines.Any(line => line.Middle >= (1 - MostInset) * length);
}
