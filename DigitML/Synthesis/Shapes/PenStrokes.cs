using System.Globalization;
using System.Numerics;
using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>A letter or sign as the way of a pen, read from text and drawn a little differently each time.</summary>
/// <remarks>
/// The text has a stroke after each semicolon: points "x,y" from 0,0 at the top left to 10,10, joined by straight lines, or by a smooth curve if
/// the stroke begins with "~".
/// </remarks>
internal sealed class PenStrokes
{
    private const float Unit = 6;
    private const float Jitter = .45f;
    private const float MostLean = .25f;
    private readonly (bool Curved, Vector2[] Points)[] _strokes;

    private PenStrokes((bool Curved, Vector2[] Points)[] strokes) => _strokes = strokes;

    /// <summary>Reads the strokes of one letter or sign.</summary>
    public static PenStrokes Parse(string text) => new([.. text.Split(';').Select(stroke => (
        stroke.StartsWith('~'), stroke.TrimStart('~').Split(' ').Select(ParsePoint).ToArray()))]);

    /// <summary>Draws it in the middle of a sheet of <see cref="InkCanvas.Side"/>.</summary>
    /// <param name="canvas">The sheet.</param>
    /// <param name="random">Decides pen, size, slant, turn and how the points are missed.</param>
    public void Draw(InkCanvas canvas, ref RandomStream random)
    {
        float pen = random.Uniform(3, 10), lean = random.Uniform(-MostLean, MostLean);
        var scale = new Vector2(random.Uniform(.65f, 1.15f), random.Uniform(.8f, 1.15f)) * Unit;
        Matrix3x2 place = Matrix3x2.CreateTranslation(-5, -5) * Matrix3x2.CreateScale(scale)
            * new Matrix3x2(1, 0, random.Uniform(-MostLean, MostLean), 1, 0, 0) * Matrix3x2.CreateRotation(lean)
            * Matrix3x2.CreateTranslation(InkCanvas.Side / 2f, InkCanvas.Side / 2f);
        foreach ((bool curved, Vector2[] points) in _strokes)
        {
            var drawn = new Vector2[points.Length];
            for (int i = 0; i < points.Length; i++)
            {
                var missed = new Vector2(random.Uniform(-Jitter, Jitter), random.Uniform(-Jitter, Jitter));
                drawn[i] = Vector2.Transform(points[i] + missed, place);
            }
            if (curved) { canvas.Curve(drawn, pen); } else { canvas.Lines(drawn, pen); }
        }
    }

    private static Vector2 ParsePoint(string text)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        return new Vector2(float.Parse(text.AsSpan(0, comma), CultureInfo.InvariantCulture),
            float.Parse(text.AsSpan(comma + 1), CultureInfo.InvariantCulture));
    }
}
