namespace DigitML.Recognition;

/// <summary>Ink that belongs together: a stroke, a digit or a part of one.</summary>
internal sealed class InkShape
{
    /// <summary>Makes a shape of runs.</summary>
    /// <param name="runs">At least one, in the order of rows.</param>
    public InkShape(IReadOnlyList<InkRun> runs)
    {
        Runs = runs;
        int left = int.MaxValue, right = 0, top = int.MaxValue, bottom = 0;
        foreach (InkRun run in runs)
        {
            (left, right) = (Math.Min(left, run.Start), Math.Max(right, run.End));
            (top, bottom) = (Math.Min(top, run.Y), Math.Max(bottom, run.Y + 1));
            Area += run.End - run.Start;
        }

        Box = new PixelBox(left, top, right - left, bottom - top);
    }

    /// <summary>Its runs, in the order of rows.</summary>
    public IReadOnlyList<InkRun> Runs { get; }

    /// <summary>The smallest box around it.</summary>
    public PixelBox Box { get; }

    /// <summary>Its pixels.</summary>
    public int Area { get; }

    /// <summary>Several shapes as one.</summary>
    public static InkShape Join(IEnumerable<InkShape> shapes) =>
        new([.. shapes.SelectMany(shape => shape.Runs).OrderBy(run => run.Y).ThenBy(run => run.Start)]);
}
