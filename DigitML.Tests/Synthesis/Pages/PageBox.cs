namespace DigitML.Tests.Synthesis.Pages;

/// <summary>A rectangle of whole pixels on a page.</summary>
/// <param name="X">Its first column.</param>
/// <param name="Y">Its first row.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
internal readonly record struct PageBox(int X, int Y, int Width, int Height)
{
    /// <summary>The column after the last.</summary>
    public int Right => X + Width;

    /// <summary>The row after the last.</summary>
    public int Bottom => Y + Height;

    /// <summary>Pixels inside.</summary>
    public long Area => (long)Width * Height;

    /// <summary>The smallest box round both.</summary>
    public static PageBox Union(PageBox first, PageBox second) => Between(
        Math.Min(first.X, second.X), Math.Min(first.Y, second.Y), Math.Max(first.Right, second.Right), Math.Max(first.Bottom, second.Bottom));

    /// <summary>The box from a corner to the one after the opposite corner.</summary>
    public static PageBox Between(int left, int top, int right, int bottom) => new(left, top, right - left, bottom - top);

    /// <summary>How many pixels two boxes share.</summary>
    public long Shared(PageBox other) =>
        (long)Math.Max(0, Math.Min(Right, other.Right) - Math.Max(X, other.X)) * SharedRows(other);

    /// <summary>How many rows two boxes share.</summary>
    public int SharedRows(PageBox other) => Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Y, other.Y));
}
