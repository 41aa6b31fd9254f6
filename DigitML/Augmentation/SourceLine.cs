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

    /// <summary>The pixels from start to end, a single run, whose places have left &lt;= x &lt; right and top &lt;= y &lt; bottom.</summary>
    /// <returns>The first of them and the one after the last; equal, and within start to end, if there is none.</returns>
    public (int Start, int End) Within(float left, float right, float top, float bottom, int start, int end)
    {
        (start, end) = Clip(StartX, StepX, left, right, start, end);
        (start, end) = Clip(StartY, StepY, top, bottom, start, end);
        // The divisions of Clip may be off by a pixel. Rounding keeps the order of the places, so checking both ends makes the run exact.
        while (start < end && !Contains(start, left, right, top, bottom))
        {
            start++;
        }
        while (start < end && !Contains(end - 1, left, right, top, bottom))
        {
            end--;
        }
        return (start, end);
    }

    private bool Contains(int i, float left, float right, float top, float bottom) =>
        X(i) >= left && X(i) < right && Y(i) >= top && Y(i) < bottom;

    /// <summary>Narrows the run to the pixels of one coordinate's range, with a pixel to spare at both ends.</summary>
    private static (int Start, int End) Clip(float origin, float step, float low, float high, int start, int end)
    {
        if (Math.Abs(step) < 1e-6f)
        {
            return (start, end);
        }
        float one = (low - origin) / step, other = (high - origin) / step;
        int first = (int)Math.Clamp(MathF.Floor(Math.Min(one, other)), start, end);
        int last = (int)Math.Clamp(MathF.Ceiling(Math.Max(one, other)) + 1, start, end);
        return (first, Math.Max(first, last));
    }
}
