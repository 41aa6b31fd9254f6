using DigitML.Engine.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>What is printed on paper to write on.</summary>
internal enum RulingKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A line just below each line of digits, as wide as the page.</summary>
    Under,

    /// <summary>A line through each line of digits, as wide as the page.</summary>
    Through,

    /// <summary>A grid over the whole page, a digit in a cell.</summary>
    Grid,

    /// <summary>A box round each digit.</summary>
    Boxes,
}

/// <summary>The printed lines of a page.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Thickness">In pixels.</param>
/// <param name="Strength">How dark, from 0 (paper) to 1 (ink).</param>
/// <param name="Place">Where lines under or through digits are, in heights below the baseline.</param>
/// <param name="CellWidth">The columns of a cell or of a box with the space beside it.</param>
internal sealed record Ruling(RulingKind Kind, float Thickness, float Strength, float Place, float CellWidth)
{
    /// <summary>Space between boxes, as a part of a cell.</summary>
    private const float BoxGap = .1f;

    /// <summary>Whether every digit has a cell of its own.</summary>
    public bool HasCells => Kind is RulingKind.Grid or RulingKind.Boxes;

    /// <summary>Draws the kind and the amounts for a page.</summary>
    /// <param name="ruled">Whether there are lines at all.</param>
    /// <param name="height">The digits' height in pixels.</param>
    /// <param name="random">What is drawn from.</param>
    public static Ruling Draw(bool ruled, float height, ref RandomStream random)
    {
        RulingKind kind = ruled ? RulingKind.Under + random.Next(4) : RulingKind.None;
        float thickness = Math.Max(1, height * random.Uniform(.015f, .05f)), strength = random.Uniform(.3f, .9f);
        float place = kind == RulingKind.Through ? random.Uniform(-.75f, -.1f) : random.Uniform(.02f, .2f);
        return new Ruling(kind, thickness, strength, place, height * random.Uniform(1.5f, 1.8f));
    }

    /// <summary>Draws the lines.</summary>
    /// <param name="sheet">The page.</param>
    /// <param name="layout">Where the digits are.</param>
    public void Print(InkSheet sheet, PageLayout layout)
    {
        foreach (LineLayout line in layout.Lines)
        {
            if (Kind is RulingKind.Under or RulingKind.Through) { Row(sheet, line.Baseline + Place * layout.Height); }
            if (Kind == RulingKind.Boxes) { Boxes(sheet, line, layout.CellHeight); }
        }
        if (Kind == RulingKind.Grid) { Grid(sheet, layout); }
    }

    private void Grid(InkSheet sheet, PageLayout layout)
    {
        float firstRow = layout.Lines[0].Middle - layout.CellHeight / 2, firstColumn = layout.Lines[0].Left % CellWidth;
        for (float y = firstRow % layout.CellHeight; y < sheet.Height; y += layout.CellHeight) { Row(sheet, y); }
        for (float x = firstColumn; x < sheet.Width; x += CellWidth)
        {
            sheet.Fill(x - Thickness / 2, 0, x + Thickness / 2, sheet.Height, Strength);
        }
    }

    private void Boxes(InkSheet sheet, LineLayout line, float cellHeight)
    {
        float half = Thickness / 2, top = line.Middle - .5f * (1 - BoxGap) * cellHeight, bottom = 2 * line.Middle - top;
        for (int i = 0; i < line.Glyphs.Count; i++)
        {
            float left = line.Left + (i + BoxGap / 2) * CellWidth, right = left + (1 - BoxGap) * CellWidth;
            sheet.Fill(left - half, top - half, right + half, top + half, Strength);
            sheet.Fill(left - half, bottom - half, right + half, bottom + half, Strength);
            sheet.Fill(left - half, top - half, left + half, bottom + half, Strength);
            sheet.Fill(right - half, top - half, right + half, bottom + half, Strength);
        }
    }

    private void Row(InkSheet sheet, float y) => sheet.Fill(0, y - Thickness / 2, sheet.Width, y + Thickness / 2, Strength);
}
