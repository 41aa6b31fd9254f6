using System.Globalization;
using System.Numerics;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Latin letters as strokes of a pen. Those that are twins of digits are left out: O o I l i S s Z z B b g q G D.</summary>
internal static class Letters
{
    /// <summary>Units from the top of a capital to the line; small letters are 6 high.</summary>
    private const float CapitalHeight = 10;

    /// <summary>Strokes between bars, points x,y from the top left of a capital; a stroke with a tilde is a smooth curve.</summary>
    private static readonly Dictionary<char, string> Shapes = new()
    {
        ['A'] = "0,10 3,0 6,10|1.2,6.5 4.8,6.5", ['C'] = "~5.6,1.8 3.2,0 .5,3 .4,7 3,10 5.7,8.2", ['E'] = "5,0 0,0 0,10 5,10|0,5 4,5",
        ['F'] = "5,0 0,0 0,10|0,5 4,5", ['H'] = "0,0 0,10|6,0 6,10|0,5 6,5", ['J'] = "~5,0 5,7.5 3,10 .6,8.5|3,0 6,0",
        ['K'] = "0,0 0,10|5.5,0 0,6|1.6,4.4 5.8,10", ['L'] = "0,0 0,10 5,10", ['M'] = "0,10 .6,0 3.5,7 6.4,0 7,10",
        ['N'] = "0,10 0,0 6,10 6,0", ['P'] = "0,10 0,0|~0,0 4,.2 5.4,2.7 4,5.2 0,5.4", ['T'] = "0,0 6,0|3,0 3,10",
        ['Q'] = "~3,0 .4,2.5 .4,7.5 3,10 5.6,7.5 5.6,2.5 3,0|3.6,7 6.6,11", ['R'] = "0,10 0,0|~0,0 4,.2 5.4,2.7 4,5.2 0,5.4|2.4,5.4 5.6,10",
        ['U'] = "~0,0 .1,7 3,10 5.9,7 6,0", ['V'] = "0,0 3,10 6,0", ['W'] = "0,0 1.8,10 3.5,3 5.2,10 7,0", ['X'] = "0,0 6,10|6,0 0,10",
        ['Y'] = "0,0 3,5 6,0|3,5 3,10", ['a'] = "~4.6,4.6 2,4 .2,6.5 1.4,9.8 4,9 4.8,5|4.8,4.2 4.8,10",
        ['c'] = "~4.4,5 2.4,4 .4,6 .6,9 2.6,10 4.6,9",
        ['d'] = "~4.6,6 2.4,4.2 .4,6.4 1,9.4 3,9.8 4.7,8|4.8,0 4.8,10", ['e'] = "~.3,7 4.6,6.8 3.6,4.3 1.2,4.4 .3,7.2 1.8,9.9 4.6,9",
        ['f'] = "~4.4,.8 2.8,.2 2,2 2,10|.4,4.4 3.8,4.4", ['h'] = "0,0 0,10|~0,6.5 2,4.3 4,5 4.3,10",
        ['j'] = "~2.4,4 2.4,11 1,13 -.8,12|2.4,1.6 2.4,2",
        ['k'] = "0,0 0,10|4,4 0,7.6|1.4,6.6 4.4,10", ['m'] = "0,4 0,10|~0,6 1.6,4.2 3,5 3.1,10|~3.1,6 4.8,4.2 6.2,5 6.3,10",
        ['n'] = "0,4 0,10|~0,6.2 2,4.3 4,5.2 4.2,10", ['p'] = "0,4 0,13.5|~0,6 2.4,4 4.6,6.4 3.4,9.6 0,9", ['r'] = "0,4 0,10|~0,6.4 1.4,4.4 3.4,4.4",
        ['t'] = "~2,1 2,8.6 3,10 4.4,9.4|.2,4 4,4", ['u'] = "~0,4 .2,8.6 2,10 4.2,8|4.4,4 4.4,10", ['v'] = "0,4 2.3,10 4.6,4",
        ['w'] = "0,4 1.5,10 3,5 4.5,10 6,4", ['x'] = "0,4 4.6,10|4.6,4 0,10", ['y'] = "0,4 2.4,9.6|4.8,4 1.2,13.5",
    };

    /// <summary>The letters that there are.</summary>
    public static string Alphabet { get; } = string.Concat(Shapes.Keys);

    /// <summary>Writes a letter.</summary>
    /// <param name="pen">What with.</param>
    /// <param name="letter">One of <see cref="Alphabet"/>.</param>
    /// <param name="place">Where the top left of a capital would be, in pixels.</param>
    /// <param name="height">How high a capital would be, in pixels.</param>
    /// <param name="slant">Columns to the right for each row up.</param>
    /// <param name="random">What the unsteadiness of the hand is drawn from.</param>
    /// <returns>The columns that it took.</returns>
    public static float Write(Pen pen, char letter, Vector2 place, float height, float slant, ref RandomStream random)
    {
        float scale = height / CapitalHeight, right = 0;
        foreach (string stroke in Shapes[letter].Split('|'))
        {
            var points = new List<Vector2>();
            foreach (string point in stroke.TrimStart('~').Split(' '))
            {
                float[] numbers = [.. point.Split(',').Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
                float x = numbers[0] + .25f * random.NextGaussian(), y = numbers[1] + .25f * random.NextGaussian();
                right = Math.Max(right, numbers[0]);
                points.Add(place + scale * new Vector2(x + slant * (CapitalHeight - y), y));
            }
            pen.Draw(stroke[0] == '~' ? Pen.Smooth(points) : points);
        }
        return right * scale;
    }
}
