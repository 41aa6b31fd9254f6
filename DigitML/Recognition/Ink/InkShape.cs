namespace DigitML.Recognition.Ink;

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

    /// <summary>How thick its strokes are, in pixels: its area by half the length of its outline, of pixels' sides.</summary>
    public double Thickness => (double)Area / (Runs.Count + ColumnRuns());

    /// <summary>[height of the box, its width]: 1 where the shape has ink.</summary>
    public byte[] ToMask()
    {
        var mask = new byte[Box.Width * Box.Height];
        foreach (InkRun run in Runs) { mask.AsSpan((run.Y - Box.Y) * Box.Width + run.Start - Box.X, run.End - run.Start).Fill(1); }
        return mask;
    }

    /// <summary>Several shapes as one.</summary>
    public static InkShape Join(IEnumerable<InkShape> shapes) =>
        new([.. shapes.SelectMany(shape => shape.Runs).OrderBy(run => run.Y).ThenBy(run => run.Start)]);

    /// <summary>How many runs down a column there are: as many as pixels without ink above them.</summary>
    private int ColumnRuns()
    {
        int covered = 0, above = 0;
        foreach (InkRun run in Runs)
        {
            while (Runs[above].Y < run.Y - 1 || (Runs[above].Y == run.Y - 1 && Runs[above].End <= run.Start)) { above++; }
            for (int other = above; Runs[other].Y == run.Y - 1 && Runs[other].Start < run.End; other++)
            {
                covered += Math.Min(run.End, Runs[other].End) - Math.Max(run.Start, Runs[other].Start);
            }
        }

        return Area - covered;
    }
}
