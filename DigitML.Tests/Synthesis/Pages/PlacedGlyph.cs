namespace DigitML.Tests.Synthesis.Pages;

/// <summary>A digit at its place on the page, before the page's slant.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Glyph">Its ink.</param>
/// <param name="X">The column of its ink's box.</param>
/// <param name="Y">The row of its ink's box.</param>
internal sealed record PlacedGlyph(string Label, Glyph Glyph, int X, int Y)
{
    /// <summary>Its ink's box on the page.</summary>
    public PageBox Box => Glyph.Box with { X = X, Y = Y };

    /// <summary>Draws it, every row moved sideways by the slant.</summary>
    /// <param name="sheet">Where to.</param>
    /// <param name="slant">How many columns to the right a row is moved for each row that it lies above the middle.</param>
    /// <param name="middle">The row that stays where it is.</param>
    /// <returns>The digit with the box of what was drawn.</returns>
    public PageDigit Draw(InkSheet sheet, float slant, float middle)
    {
        InkSheet ink = Glyph.Ink;
        (int left, int top, int right, int bottom) = (sheet.Width, sheet.Height, 0, 0);
        for (int row = 0; row < ink.Height; row++)
        {
            int y = Y + row - Glyph.Box.Y;
            float shift = slant * (middle - y);
            int first = (int)MathF.Floor(shift);
            for (int column = 0; column <= ink.Width; column++)
            {
                int x = X + column - Glyph.Box.X + first;
                float value = ink.Sample(column - (shift - first), row);
                sheet.Add(x, y, value);
                if (value < .5f) { continue; }
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        }
        return new PageDigit(Label, right > left ? PageBox.Between(left, top, right, bottom) : Box);
    }

    /// <summary>The columns between the ink of this digit and of the next one in the row where they come closest; below 0 they overlap.</summary>
    /// <param name="next">A digit to the right, at any place.</param>
    /// <returns>Null if they share no row.</returns>
    public int? ColumnsTo(PlacedGlyph next)
    {
        int? least = null;
        for (int y = Math.Max(Y, next.Y); y < Math.Min(Box.Bottom, next.Box.Bottom); y++)
        {
            if (Edge(y, last: true) is int end && next.Edge(y, last: false) is int start) { least = Math.Min(least ?? int.MaxValue, start - end); }
        }
        return least;
    }

    /// <summary>The first column with ink in a row of the page, or the one after the last.</summary>
    private int? Edge(int y, bool last)
    {
        ReadOnlySpan<float> row = Glyph.Ink.Values.AsSpan((y - Y + Glyph.Box.Y) * Glyph.Ink.Width, Glyph.Ink.Width);
        int column = last ? row.LastIndexOfAnyInRange(.5f, 1f) + 1 : row.IndexOfAnyInRange(.5f, 1f);
        return column >= (last ? 1 : 0) ? X + column - Glyph.Box.X : null;
    }
}
