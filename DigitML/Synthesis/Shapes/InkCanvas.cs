using System.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>An empty sheet that pens draw on: 0 is paper, 255 full ink; where ink comes twice, the stronger stays.</summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
internal sealed class InkCanvas(int width, int height)
{
    /// <summary>The width and height of a sheet for one shape, those of an enlarged image of 28 x 28 pixels.</summary>
    public const int Side = 84;

    /// <summary>How many straight pieces a curve has between two of its points.</summary>
    private const int PiecesOfCurve = 8;

    private readonly byte[] _ink = new byte[width * height];

    /// <summary>Draws a straight stroke with a round pen.</summary>
    /// <param name="from">Its start, in pixels from the top left; what lies outside isn't drawn.</param>
    /// <param name="to">Its end; the same as the start for a dot.</param>
    /// <param name="pen">The width of the pen at the start, in pixels.</param>
    /// <param name="penAtEnd">The width at the end; as at the start when null.</param>
    public void Line(Vector2 from, Vector2 to, float pen, float? penAtEnd = null)
    {
        float last = penAtEnd ?? pen, reach = Math.Max(pen, last) / 2 + 1;
        (int left, int right) = Range(Math.Min(from.X, to.X) - reach, Math.Max(from.X, to.X) + reach, width);
        (int top, int bottom) = Range(Math.Min(from.Y, to.Y) - reach, Math.Max(from.Y, to.Y) + reach, height);
        Vector2 way = to - from;
        float length = Math.Max(way.LengthSquared(), 1e-6f);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                Vector2 place = new Vector2(x, y) - from;
                float part = Math.Clamp(Vector2.Dot(place, way) / length, 0, 1);
                float distance = (place - part * way).Length();
                Set(x, y, (pen + part * (last - pen)) / 2 + .5f - distance);
            }
        }
    }

    /// <summary>Draws straight strokes from point to point.</summary>
    public void Lines(ReadOnlySpan<Vector2> points, float pen)
    {
        for (int i = 1; i < points.Length; i++) { Line(points[i - 1], points[i], pen); }
    }

    /// <summary>Draws a smooth stroke through points: a Catmull-Rom spline.</summary>
    public void Curve(ReadOnlySpan<Vector2> points, float pen)
    {
        for (int i = 1; i < points.Length; i++)
        {
            Vector2 before = points[Math.Max(0, i - 2)], from = points[i - 1], to = points[i], after = points[Math.Min(points.Length - 1, i + 1)];
            Vector2 last = from;
            for (int piece = 1; piece <= PiecesOfCurve; piece++)
            {
                float t = (float)piece / PiecesOfCurve;
                Vector2 next = .5f * (2 * from + t * (to - before) + t * t * (2 * before - 5 * from + 4 * to - after)
                    + t * t * t * (3 * from - before - 3 * to + after));
                Line(last, next, pen);
                last = next;
            }
        }
    }

    /// <summary>Lays the ink of a picture on the sheet.</summary>
    /// <param name="image">The ink.</param>
    /// <param name="left">The column of its left edge; what lies outside the sheet is left out.</param>
    /// <param name="top">The row of its upper edge.</param>
    public void Paste(GrayImage image, int left, int top)
    {
        for (int y = Math.Max(0, -top); y < Math.Min(image.Height, height - top); y++)
        {
            for (int x = Math.Max(0, -left); x < Math.Min(image.Width, width - left); x++)
            {
                ref byte ink = ref _ink[(top + y) * width + left + x];
                ink = Math.Max(ink, image.Pixels[y * image.Width + x]);
            }
        }
    }

    /// <summary>Makes a pixel at least so dark: 0 is paper, 1 full ink; less and more count as these.</summary>
    public void Set(int x, int y, float strength)
    {
        ref byte ink = ref _ink[y * width + x];
        ink = Math.Max(ink, (byte)(255 * Math.Clamp(strength, 0, 1)));
    }

    /// <summary>The picture, which takes the sheet over: nothing may be drawn afterwards.</summary>
    public GrayImage ToImage() => GrayImage.Wrap(width, height, _ink);

    private static (int First, int End) Range(float minimum, float maximum, int size) =>
        (Math.Clamp((int)MathF.Floor(minimum), 0, size), Math.Clamp((int)MathF.Ceiling(maximum) + 1, 0, size));
}
