namespace DigitML.Recognition.Ink;

/// <summary>Finds connected ink: pixels that touch by a side or a corner.</summary>
/// <remarks>Runs of a row are united with those of the row above that they touch, by union-find (Rosenfeld and Pfaltz, 1966).</remarks>
internal static class ShapeFinder
{
    /// <summary>The connected shapes of a mask, in the order of their first rows.</summary>
    /// <param name="mask">[height, width]: 1 where there is ink.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static List<InkShape> Find(byte[] mask, int width, int height)
    {
        var runs = new List<InkRun>();
        var parents = new List<int>();
        int aboveStart = 0, aboveEnd = 0;
        for (int y = 0; y < height; y++)
        {
            int rowStart = runs.Count;
            InkRun.AddAll(mask.AsSpan(y * width, width), y, runs);
            while (parents.Count < runs.Count) { parents.Add(parents.Count); }
            Unite(runs, parents, (aboveStart, aboveEnd), (rowStart, runs.Count));
            (aboveStart, aboveEnd) = (rowStart, runs.Count);
        }

        return Collect(runs, parents);
    }

    private static void Unite(List<InkRun> runs, List<int> parents, (int Start, int End) above, (int Start, int End) row)
    {
        int upper = above.Start;
        for (int lower = row.Start; lower < row.End; lower++)
        {
            while (upper < above.End && runs[upper].End < runs[lower].Start) { upper++; }
            for (int other = upper; other < above.End && runs[other].Start <= runs[lower].End; other++)
            {
                int a = Root(parents, other), b = Root(parents, lower);
                parents[Math.Max(a, b)] = Math.Min(a, b);
            }
        }
    }

    private static int Root(List<int> parents, int run)
    {
        while (parents[run] != run) { run = parents[run] = parents[parents[run]]; }
        return run;
    }

    private static List<InkShape> Collect(List<InkRun> runs, List<int> parents)
    {
        var groups = new Dictionary<int, List<InkRun>>();
        for (int run = 0; run < runs.Count; run++)
        {
            int root = Root(parents, run);
            if (!groups.TryGetValue(root, out List<InkRun>? group)) { groups[root] = group = []; }
            group.Add(runs[run]);
        }

        return [.. groups.OrderBy(group => group.Key).Select(group => new InkShape(group.Value))];
    }
}
