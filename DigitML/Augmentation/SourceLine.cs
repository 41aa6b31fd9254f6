namespace DigitML.Augmentation;

/// <summary>The straight line through the source that one row of the new picture comes from.</summary>
/// <param name="StartX">The source column of the row's first pixel.</param>
/// <param name="StepX">Source columns from one pixel to the next.</param>
/// <param name="StartY">The source row of the row's first pixel.</param>
/// <param name="StepY">Source rows from one pixel to the next.</param>
internal readonly record struct SourceLine(float StartX, float StepX, float StartY, float StepY)
{
    /// <summary>The source column of pixel <paramref name="i"/>.</summary>
    public float X(int i) => StartX + StepX * i;

    /// <summary>The source row of pixel <paramref name="i"/>.</summary>
    public float Y(int i) => StartY + StepY * i;

    /// <summary>The pixels of the row, a single run, whose places have 0 &lt;= x &lt; right and 0 &lt;= y &lt; bottom.</summary>
    /// <param name="right">The end of the source columns.</param>
    /// <param name="bottom">The end of the source rows.</param>
    /// <param name="count">Pixels in the row.</param>
    /// <returns>The first of them and the one after the last; equal if there is none.</returns>
    public (int Start, int End) Within(float right, float bottom, int count)
    {
        (int start, int end) = Clip(StartX, StepX, right, 0, count);
        (start, end) = Clip(StartY, StepY, bottom, start, end);
        // The divisions of Clip may be off by a pixel. Rounding keeps the order of the places, so checking both ends makes the run exact.
        while (start < end && !Contains(start, right, bottom))
        {
            start++;
        }
        while (start < end && !Contains(end - 1, right, bottom))
        {
            end--;
        }
        return (start, end);
    }

    private bool Contains(int i, float right, float bottom) => X(i) >= 0 && X(i) < right && Y(i) >= 0 && Y(i) < bottom;

    /// <summary>Narrows the run to the pixels of one coordinate's range, with a pixel to spare at both ends.</summary>
    private static (int Start, int End) Clip(float origin, float step, float limit, int start, int end)
    {
        // Nothing to divide by: the check of the ends alone decides.
        if (Math.Abs(step) < 1e-6f)
        {
            return (start, end);
        }
        float one = -origin / step, other = (limit - origin) / step;
        int first = (int)Math.Clamp(MathF.Floor(Math.Min(one, other)), start, end);
        int last = (int)Math.Clamp(MathF.Ceiling(Math.Max(one, other)) + 1, start, end);
        return (first, Math.Max(first, last));
    }
}
