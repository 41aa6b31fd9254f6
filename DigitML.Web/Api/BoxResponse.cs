namespace DigitML.Web.Api;

/// <summary>A box of whole pixels in a picture.</summary>
/// <param name="X">The leftmost column, from 0.</param>
/// <param name="Y">The topmost row, from 0.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
internal sealed record BoxResponse(int X, int Y, int Width, int Height)
{
    /// <summary>A box of the page reader.</summary>
    public static BoxResponse Create(PixelBox box) => new(box.X, box.Y, box.Width, box.Height);
}
