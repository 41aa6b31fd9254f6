using System.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>A round pen.</summary>
/// <param name="sheet">What it writes on.</param>
/// <param name="width">How wide its strokes are, in pixels.</param>
internal sealed class Pen(InkSheet sheet, float width)
{
    private const int StepsBetweenPoints = 12;

    /// <summary>Draws straight lines from point to point.</summary>
    /// <param name="points">At least one, in pixels.</param>
    public void Draw(IReadOnlyList<Vector2> points)
    {
        for (int i = 1; i < points.Count; i++) { Draw(points[i - 1], points[i]); }
    }

    /// <summary>Points of the smooth curve through points (Catmull and Rom, 1974).</summary>
    public static Vector2[] Smooth(IReadOnlyList<Vector2> points)
    {
        var curve = new List<Vector2> { points[0] };
        for (int i = 1; i < points.Count; i++)
        {
            Vector2 before = points[Math.Max(i - 2, 0)], from = points[i - 1], to = points[i], after = points[Math.Min(i + 1, points.Count - 1)];
            for (int step = 1; step <= StepsBetweenPoints; step++)
            {
                float t = (float)step / StepsBetweenPoints;
                Vector2 bend = 2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before);
                curve.Add(from + .5f * t * (to - before + t * bend));
            }
        }
        return [.. curve];
    }

    private void Draw(Vector2 from, Vector2 to)
    {
        Vector2 least = Vector2.Min(from, to) - new Vector2(width / 2 + 1), most = Vector2.Max(from, to) + new Vector2(width / 2 + 1);
        Vector2 way = to - from;
        float length = Math.Max(way.LengthSquared(), 1e-6f);
        for (int y = (int)least.Y; y <= most.Y; y++)
        {
            for (int x = (int)least.X; x <= most.X; x++)
            {
                Vector2 place = new(x + .5f, y + .5f);
                float along = Math.Clamp(Vector2.Dot(place - from, way) / length, 0, 1);
                float distance = Vector2.Distance(place, from + along * way);
                sheet.Add(x, y, Math.Clamp(width / 2 + .5f - distance, 0, 1));
            }
        }
    }
}
