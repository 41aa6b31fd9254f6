namespace DigitML.Evaluation.Robustness;

/// <summary>A white line on the 28 x 28 grid, brightest in its middle; its thickness is measured down the columns.</summary>
/// <param name="StartColumn">Where it begins; it is drawn from this column, rounded down.</param>
/// <param name="StartRow">The row at the beginning.</param>
/// <param name="EndColumn">Where it ends, right of the beginning; it is drawn up to, not including, this column rounded up.</param>
/// <param name="EndRow">The row at the end.</param>
internal readonly record struct LineStroke(float StartColumn, float StartRow, float EndColumn, float EndRow)
{
    /// <summary>The distance at which the formula's logarithm has no bottom any more.</summary>
    private const float Reach = 2.3f;

    /// <summary>Adds the line to a picture, up to white.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="gaps">Columns are left out in pairs, the first two included.</param>
    public void Draw(CorruptionCanvas canvas, bool gaps = false)
    {
        int first = (int)MathF.Floor(StartColumn), end = (int)MathF.Ceiling(EndColumn);
        for (int x = 0; x < canvas.Width; x++)
        {
            float column = canvas.GridColumn(x);
            int whole = (int)MathF.Floor(column + .5f);
            if (whole >= first && whole < end && !(gaps && whole / 2 % 2 == 0)) { DrawColumn(canvas, x, column); }
        }
    }

    private void DrawColumn(CorruptionCanvas canvas, int x, float column)
    {
        float middle = StartRow + (EndRow - StartRow) / (EndColumn - StartColumn) * (column - StartColumn);
        for (int y = 0; y < canvas.Height; y++)
        {
            float distance = Math.Abs(canvas.GridRow(y) - middle);
            if (distance >= Reach) { continue; }
            ref float value = ref canvas.Values[y * canvas.Width + x];
            value = Math.Min(1, value + Math.Max(0, MathF.Log(1 - distance / Reach) + 1));
        }
    }
}
