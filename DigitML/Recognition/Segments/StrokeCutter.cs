using DigitML.Recognition.Ink;

namespace DigitML.Recognition.Segments;

/// <summary>Finds where digits that touch might be parted: paths from top to bottom that cross little ink.</summary>
/// <remarks>
/// A path may lean, so that digits that overhang each other come apart too. Every path is the cheapest within a corridor round its
/// column, found by dynamic programming over the rows (as seams of Avidan and Shamir, 2007, "Seam carving").
/// </remarks>
internal static class StrokeCutter
{
    /// <summary>Distance between corridors, and half their width, in heights of a line.</summary>
    private const double Spacing = .06, HalfCorridor = .16;

    /// <summary>The least distance between two cuts and from a cut to the shape's side, in heights.</summary>
    private const double LeastApart = .14;

    private const int MostCuts = 10;

    /// <summary>What a step to the side costs, in pixels of ink: cuts are straight unless it saves something.</summary>
    private const float SideStep = .25f;

    /// <summary>A cut crosses at most this part of a line's height in ink.</summary>
    private const double MostInk = .55;

    /// <summary>Parts a shape at every promising cut.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="height">The line's height, pixels.</param>
    /// <returns>The parts from left to right; the shape alone if there is no cut.</returns>
    public static IReadOnlyList<InkShape> Cut(InkShape shape, double height)
    {
        PixelBox box = shape.Box;
        List<int[]> cuts = Choose(shape.ToMask(), box.Width, box.Height, height);
        return cuts.Count == 0 ? [shape] : Part(shape, cuts);
    }

    private static List<int[]> Choose(byte[] ink, int width, int rows, double height)
    {
        double apart = Math.Max(2, LeastApart * height);
        var candidates = new List<(int[] Path, float Cost, double Place)>();
        int half = Math.Max(2, (int)(HalfCorridor * height));
        for (double column = apart; column <= width - apart; column += Math.Max(1, Spacing * height))
        {
            (int[] path, float cost) = Cheapest(ink, width, rows, Math.Max(1, (int)column - half), Math.Min(width - 1, (int)column + half));
            if (cost <= MostInk * height) { candidates.Add((path, cost, path.Average())); }
        }

        var chosen = new List<(int[] Path, double Place)>();
        foreach ((int[] path, _, double place) in candidates.OrderBy(candidate => candidate.Cost))
        {
            if (chosen.Count < MostCuts && place >= apart && place <= width - apart
                && chosen.TrueForAll(other => Math.Abs(other.Place - place) >= apart))
            {
                chosen.Add((path, place));
            }
        }

        return [.. chosen.OrderBy(cut => cut.Place).Select(cut => cut.Path)];
    }

    /// <summary>The path [rows] of least ink: a pixel belongs to the right part from the path's column on.</summary>
    private static (int[] Path, float Cost) Cheapest(byte[] ink, int width, int rows, int left, int right)
    {
        int columns = right - left + 1;
        var costs = new float[columns];
        var next = new float[columns];
        var steps = new sbyte[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float best = costs[column];
                sbyte step = 0;
                if (column > 0 && costs[column - 1] + SideStep < best) { (best, step) = (costs[column - 1] + SideStep, -1); }
                if (column + 1 < columns && costs[column + 1] + SideStep < best) { (best, step) = (costs[column + 1] + SideStep, 1); }
                next[column] = best + ink[row * width + left + column];
                steps[row * columns + column] = step;
            }

            (costs, next) = (next, costs);
        }

        int place = Array.IndexOf(costs, costs.Min());
        float cost = costs[place];
        var path = new int[rows];
        for (int row = rows - 1; row >= 0; row--)
        {
            path[row] = left + place;
            place += steps[row * columns + place];
        }

        return (path, cost);
    }

    private static IReadOnlyList<InkShape> Part(InkShape shape, List<int[]> cuts)
    {
        List<InkRun>[] parts = [.. Enumerable.Range(0, cuts.Count + 1).Select(_ => new List<InkRun>())];
        foreach (InkRun run in shape.Runs)
        {
            int start = run.Start, row = run.Y - shape.Box.Y;
            for (int cut = 0; cut < cuts.Count && start < run.End; cut++)
            {
                int place = Math.Min(run.End, shape.Box.X + cuts[cut][row]);
                if (place <= start) { continue; }
                parts[cut].Add(new InkRun(run.Y, start, place));
                start = place;
            }

            if (start < run.End) { parts[^1].Add(new InkRun(run.Y, start, run.End)); }
        }

        return [.. parts.Where(part => part.Count > 0).Select(part => new InkShape(part))];
    }
}
