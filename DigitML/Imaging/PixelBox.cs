namespace DigitML;

/// <summary>A box of whole pixels in a picture.</summary>
/// <param name="X">The leftmost column, from 0.</param>
/// <param name="Y">The topmost row, from 0.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct PixelBox(int X, int Y, int Width, int Height)
{
    /// <summary>The first column to the right of the box.</summary>
    internal int Right => X + Width;

    /// <summary>The first row below the box.</summary>
    internal int Bottom => Y + Height;

    /// <summary>The column in the middle.</summary>
    internal double CenterX => X + (Width - 1) / 2.0;

    /// <summary>The row in the middle.</summary>
    internal double CenterY => Y + (Height - 1) / 2.0;

    /// <summary>The smallest box around two.</summary>
    internal static PixelBox Union(PixelBox a, PixelBox b)
    {
        int x = Math.Min(a.X, b.X), y = Math.Min(a.Y, b.Y);
        return new PixelBox(x, y, Math.Max(a.Right, b.Right) - x, Math.Max(a.Bottom, b.Bottom) - y);
    }

    /// <summary>Whether another box lies within this one.</summary>
    internal bool Holds(PixelBox other) => other.X >= X && other.Right <= Right && other.Y >= Y && other.Bottom <= Bottom;

    /// <summary>How many columns two boxes share; less than 0 is the gap between them.</summary>
    internal static int SharedColumns(PixelBox a, PixelBox b) => Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X);

    /// <summary>How many rows two boxes share; less than 0 is the gap between them.</summary>
    internal static int SharedRows(PixelBox a, PixelBox b) => Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
}
