namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Where everything is on a page.</summary>
/// <param name="Width">Columns of the page.</param>
/// <param name="Rows">Rows of the page.</param>
/// <param name="Height">The digits' height in pixels.</param>
/// <param name="CellHeight">Rows from a line to the next.</param>
/// <param name="Lines">The lines from the top; at least one.</param>
internal sealed record PageLayout(int Width, int Rows, float Height, float CellHeight, IReadOnlyList<LineLayout> Lines);

/// <summary>Where the digits of a line are.</summary>
/// <param name="Left">The column where the line begins.</param>
/// <param name="Baseline">The row that the digits stand on.</param>
/// <param name="Middle">The row through the middle of the digits.</param>
/// <param name="Glyphs">The digits from the left.</param>
internal sealed record LineLayout(float Left, float Baseline, float Middle, IReadOnlyList<PlacedGlyph> Glyphs);
