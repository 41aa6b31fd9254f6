using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using DigitML.Synthesis.Shapes;
using DigitML.Web.Pages;

namespace DigitML.Tests.Web;

/// <summary>Digits as a hand drew them: strokes of points, for tests that draw on the page or send drawings.</summary>
internal static partial class RecordedStrokes
{
    private const int PiecesOfCurve = 6;

    // The page's own examples: a stroke after each semicolon, points x,y from 0,0 at the top left to 100,100, smooth curves between them.
    private static readonly Dictionary<string, string> Recordings = Recording()
        .Matches(Encoding.UTF8.GetString(PageFiles.All["numerals.js"].Content))
        .ToDictionary(match => match.Groups["label"].Value, match => match.Groups["strokes"].Value);

    /// <summary>The strokes of a digit: each a list of points in a square from 0, 0 to 1, 1.</summary>
    public static IReadOnlyList<IReadOnlyList<Vector2>> Of(string label) =>
        [.. Recordings[label].Split(';').Select(stroke => Smooth([.. stroke.Split(' ').Select(ParsePoint)]))];

    /// <summary>Digits side by side as a picture, black on white.</summary>
    /// <param name="text">The labels, one character each.</param>
    /// <param name="side">The height of the picture and the width that each digit has; pixels.</param>
    public static GrayImage Picture(string text, int side = 120)
    {
        var canvas = new InkCanvas(side * text.Length, side);
        for (int i = 0; i < text.Length; i++)
        {
            foreach (IReadOnlyList<Vector2> stroke in Of($"{text[i]}"))
            {
                canvas.Lines([.. stroke.Select(point => new Vector2(side * (i + .2f + .6f * point.X), side * (.2f + .6f * point.Y)))], side / 14f);
            }
        }

        GrayImage ink = canvas.ToImage();
        return new GrayImage(ink.Width, ink.Height, Array.ConvertAll(ink.Pixels.ToArray(), value => (byte)(255 - value)));
    }

    private static Vector2 ParsePoint(string text)
    {
        string[] parts = text.Split(',');
        return new Vector2(float.Parse(parts[0], CultureInfo.InvariantCulture), float.Parse(parts[1], CultureInfo.InvariantCulture)) / 100;
    }

    // A Catmull-Rom spline, as a hand takes its bends.
    private static List<Vector2> Smooth(Vector2[] points)
    {
        var smooth = new List<Vector2> { points[0] };
        for (int i = 1; i < points.Length; i++)
        {
            Vector2 before = points[Math.Max(0, i - 2)], after = points[Math.Min(points.Length - 1, i + 1)];
            for (int piece = 1; piece <= PiecesOfCurve; piece++)
            {
                float t = (float)piece / PiecesOfCurve;
                Vector2 from = points[i - 1], to = points[i];
                smooth.Add(.5f * (2 * from + t * (to - before) + t * t * (2 * before - 5 * from + 4 * to - after)
                    + t * t * t * (3 * from - before - 3 * to + after)));
            }
        }

        return smooth;
    }

    [GeneratedRegex("'(?<label>.)': '(?<strokes>[^']+)'")]
    private static partial Regex Recording();
}
