using System.Globalization;
using System.Numerics;
using DigitML.Imaging;
using DigitML.Recognition.Shapes;

namespace DigitML.Tests.Web;

/// <summary>Digits as a hand drew them: strokes of points, for tests that draw on the page or send drawings.</summary>
internal static class RecordedStrokes
{
    private const int PiecesOfCurve = 6;

    // A stroke after each semicolon: points x,y from 0,0 at the top left to 100,100, with smooth curves between them.
    private static readonly Dictionary<string, string> Recordings = new()
    {
        ["0"] = "57,2 38,6 24,22 18,48 23,77 42,97 63,94 79,70 80,38 70,12 55,3",
        ["1"] = "58,2 56,24 52,52 49,78 47,99",
        ["2"] = "20,24 29,8 50,2 70,11 74,31 60,55 38,78 19,97;19,97 44,95 66,97 84,96",
        ["3"] = "22,12 41,2 63,5 71,20 62,38 43,47;43,47 66,52 77,68 71,87 49,99 28,95 17,85",
        ["4"] = "38,3 30,24 20,49 17,60;17,60 41,62 64,60 86,61;62,28 61,52 59,78 57,99",
        ["5"] = "75,4 52,4 31,5;31,5 29,24 26,43;26,43 47,37 68,45 78,64 70,86 48,98 28,95 18,86",
        ["6"] = "66,3 46,19 30,42 22,66 29,89 50,98 70,89 75,71 63,56 44,58 29,70",
        ["7"] = "18,8 42,6 64,7 82,5;82,5 70,30 56,60 44,99",
        ["8"] = "64,12 48,3 31,12 33,31 52,46 72,63 76,83 58,98 36,96 25,80 32,62 52,45 67,30 65,12",
        ["9"] = "74,24 61,6 40,7 25,24 30,44 49,51 67,40 75,22;75,22 73,50 66,76 57,98",
    };

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
}
