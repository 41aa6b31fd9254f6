using DigitML.Recognition.Ink;
using DigitML.Recognition.Segments;

namespace DigitML.Recognition.Lines;

/// <summary>Sorts the shapes of a page into lines, from the top, and each line from the left.</summary>
/// <remarks>
/// Neighbours that share most of their rows are linked, so that a line may climb or fall across the page; fragments of a line that
/// stand far apart are joined when one goes on where the other stops.
/// </remarks>
internal static class LineFinder
{
    /// <summary>Shapes lower than this part of the page's typical height are dots and fragments: they make no line.</summary>
    private const double SmallPart = .4;

    /// <summary>Neighbours share at least this part of the lower one's rows.</summary>
    private const double LeastShared = .5;

    /// <summary>How much higher than the other one neighbour may be.</summary>
    private const double MostRatio = 3;

    /// <summary>The widest gap between linked neighbours, in typical heights.</summary>
    private const double WidestGap = 3;

    /// <summary>How far, in heights, two fragments of one line may miss each other.</summary>
    private const double MostOffset = .4;

    /// <summary>How far from a line's middle, in heights, a dot or fragment still belongs to it.</summary>
    private const double Reach = .8;

    /// <summary>The lines of a page.</summary>
    public static List<TextLine> Find(IReadOnlyList<InkShape> shapes)
    {
        if (shapes.Count == 0) { return []; }
        double typical = TypicalHeight(shapes);
        InkShape[] main = [.. shapes.Where(shape => shape.Box.Height >= SmallPart * typical).OrderBy(shape => shape.Box.CenterX)];
        List<LineFragment> lines = Link(main, typical);
        JoinFragments(lines);
        foreach (InkShape small in shapes.Where(shape => shape.Box.Height < SmallPart * typical))
        {
            LineFragment? nearest = lines.MinBy(line => line.Distance(small.Box));
            if (nearest?.Distance(small.Box) <= Reach) { nearest.AddSmall(small); }
            else { lines.Add(new LineFragment([small])); }
        }

        double middle = shapes.Average(shape => shape.Box.CenterX);
        return [.. lines.OrderBy(line => line.MiddleAt(middle)).Select(line => line.ToLine())];
    }

    /// <summary>The height that half of all ink belongs to shapes higher than: strokes that are noise have little ink.</summary>
    private static double TypicalHeight(IReadOnlyList<InkShape> shapes)
    {
        InkShape[] byHeight = [.. shapes.OrderBy(shape => shape.Box.Height)];
        long half = byHeight.Sum(shape => (long)shape.Area) / 2, sum = 0;
        foreach (InkShape shape in byHeight)
        {
            sum += shape.Area;
            if (sum >= half) { return shape.Box.Height; }
        }

        return byHeight[^1].Box.Height;
    }

    private static List<LineFragment> Link(InkShape[] shapes, double typical)
    {
        int[] groups = [.. Enumerable.Range(0, shapes.Length)];
        for (int a = 0; a < shapes.Length; a++)
        {
            for (int b = a + 1; b < shapes.Length; b++)
            {
                if (groups[a] != groups[b] && AreNeighbours(shapes[a].Box, shapes[b].Box, typical))
                {
                    (int from, int to) = (groups[b], groups[a]);
                    for (int i = 0; i < groups.Length; i++) { groups[i] = groups[i] == from ? to : groups[i]; }
                }
            }
        }

        return [.. shapes.Index().GroupBy(shape => groups[shape.Index], shape => shape.Item).Select(group => new LineFragment([.. group]))];
    }

    private static bool AreNeighbours(PixelBox a, PixelBox b, double typical)
    {
        int lower = Math.Min(a.Height, b.Height), higher = Math.Max(a.Height, b.Height);
        return PixelBox.SharedRows(a, b) >= LeastShared * lower && higher <= MostRatio * lower
            && -PixelBox.SharedColumns(a, b) <= WidestGap * Math.Max(typical, higher);
    }

    private static void JoinFragments(List<LineFragment> lines)
    {
        for (bool joined = true; joined;)
        {
            joined = false;
            for (int a = 0; a < lines.Count && !joined; a++)
            {
                for (int b = a + 1; b < lines.Count && !joined; b++)
                {
                    if (!lines[a].GoesOnAs(lines[b], MostOffset)) { continue; }
                    lines[a] = lines[a].Join(lines[b]);
                    lines.RemoveAt(b);
                    joined = true;
                }
            }
        }
    }
}
