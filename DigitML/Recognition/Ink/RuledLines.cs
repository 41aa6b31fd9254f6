namespace DigitML.Recognition.Ink;

/// <summary>Takes ruled lines, grids and boxes out of a mask: thin straight lines across a good part of the page.</summary>
/// <remarks>
/// A line is followed from column to column through thin vertical runs of ink; where a stroke crosses it the run is thick, and the line
/// goes on behind it. What is thin is wiped out, what is thick, the stroke, stays. Upright lines are found the same way in the
/// transposed mask.
/// </remarks>
internal static class RuledLines
{
    /// <summary>Lines of a whole page: they cover a good part of it, and are so slender that no pen's stroke on a small picture is.</summary>
    private static readonly RuleForm OfPage = new(LeastPart: .45, LeastSlenderness: 50, ThinPart: 1 / 60.0);

    /// <summary>Thin ink is found in at least this part of a line's columns; the rest is crossed by strokes or broken.</summary>
    private const double LeastInked = .6;

    /// <summary>How many pixels thicker blur and grain make a line.</summary>
    private const double Blur = 1.5;

    /// <summary>Lines up to so many pixels are thin on any page, and above so many on none.</summary>
    private const int AlwaysThin = 3, NeverThin = 20;

    /// <summary>Wipes lines out of a mask.</summary>
    /// <param name="mask">[height, width]: 1 where there is ink; changed.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>How many lines were wiped out.</returns>
    public static int Remove(byte[] mask, int width, int height) => Remove(mask, width, height, OfPage, (_, _) => true);

    /// <summary>Wipes lines of a form out of a mask.</summary>
    /// <param name="mask">[height, width]: 1 where there is ink; changed.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="form">What counts as a line.</param>
    /// <param name="wanted">Whether the upright and the level lines that were found are to be wiped out.</param>
    /// <returns>How many lines were wiped out.</returns>
    public static int Remove(
        byte[] mask, int width, int height, RuleForm form, Func<IReadOnlyList<RuledLine>, IReadOnlyList<RuledLine>, bool> wanted)
    {
        byte[] turned = Transpose(mask, width, height);
        List<RuledLine> upright = [], level = [];
        PageBands.Both(width, height, () => upright = Find(mask, width, height, form), () => level = Find(turned, height, width, form));
        if (!wanted(upright, level)) { return 0; }
        // Upright lines are followed along rows of the page, level ones along its columns: the mask's rows are the turned one's columns.
        foreach (RuledLine line in level) { Wipe(turned, height, line, (along, across) => mask[across * width + along] = 0); }
        foreach (RuledLine line in upright) { Wipe(mask, width, line, (along, across) => mask[along * width + across] = 0); }
        return upright.Count + level.Count;
    }

    /// <summary>The lines that run down a mask, followed row by row through thin runs.</summary>
    private static List<RuledLine> Find(byte[] mask, int width, int height, RuleForm form)
    {
        int thin = Math.Clamp((int)(Math.Min(width, height) * form.ThinPart), AlwaysThin, NeverThin);
        int patience = Math.Max(4, Math.Min(80, height / 12));
        var following = new List<RuledLine>();
        var found = new List<RuledLine>();
        var runs = new List<InkRun>();
        for (int row = 0; row < height; row++)
        {
            runs.Clear();
            InkRun.AddAll(mask.AsSpan(row * width, width), row, runs);
            Follow(following, runs, row, thin);
            for (int i = following.Count - 1; i >= 0; i--)
            {
                if (row - following[i].LastInked <= Math.Min(patience, 3 + following[i].Inked)) { continue; }
                Keep(following[i], height, form, found);
                following.RemoveAt(i);
            }
        }

        following.ForEach(line => Keep(line, height, form, found));
        return found;
    }

    private static void Keep(RuledLine line, int length, RuleForm form, List<RuledLine> found)
    {
        int extent = line.LastInked - line.First + 1;
        if (line.IsStraight() && extent >= form.LeastPart * length && line.Inked >= LeastInked * extent
            && extent >= form.LeastSlenderness * (line.Thickness - Blur))
        {
            found.Add(line);
        }
    }

    private static void Follow(List<RuledLine> following, List<InkRun> runs, int row, int thin)
    {
        int known = following.Count;
        var taken = new bool[runs.Count];
        for (int i = 0; i < known; i++)
        {
            double place = following[i].Expect(row);
            int run = Nearest(runs, place);
            if (run < 0 || taken[run]) { continue; }
            (int start, int end) = (runs[run].Start, runs[run].End);
            double off = Math.Max(0, Math.Max(start - place, place - (end - 1)));
            if (end - start > thin || off > 1.5 + .05 * (row - following[i].LastInked)) { continue; }
            following[i].Add(row, (start + end - 1) / 2.0, end - start);
            taken[run] = true;
        }

        for (int run = 0; run < runs.Count; run++)
        {
            if (!taken[run] && runs[run].End - runs[run].Start <= thin)
            {
                following.Add(new RuledLine(row, (runs[run].Start + runs[run].End - 1) / 2.0, runs[run].End - runs[run].Start));
            }
        }
    }

    private static int Nearest(List<InkRun> runs, double place)
    {
        int low = 0, high = runs.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (runs[middle].End <= place) { low = middle + 1; }
            else { high = middle; }
        }

        if (low == runs.Count) { return low - 1; }
        return low > 0 && place - runs[low - 1].End < runs[low].Start - place ? low - 1 : low;
    }

    private static void Wipe(byte[] mask, int width, RuledLine line, Action<int, int> erase)
    {
        double most = 1.6 * line.Thickness + 1;
        for (int row = line.First; row <= line.LastInked; row++)
        {
            int place = (int)Math.Round(line.At(row));
            if ((uint)place >= (uint)width) { continue; }
            ReadOnlySpan<byte> all = mask.AsSpan(row * width, width);
            int start = place, end = place;
            if (all[place] == 0)
            {
                int left = place > 0 && all[place - 1] != 0 ? place - 1 : place + 1;
                if ((uint)left >= (uint)width || all[left] == 0) { continue; }
                start = end = left;
            }

            while (start > 0 && all[start - 1] != 0) { start--; }
            while (end < width && all[end] != 0) { end++; }
            if (end - start > most) { continue; }
            for (int x = start; x < end; x++) { erase(row, x); }
        }
    }

    private static byte[] Transpose(byte[] mask, int width, int height)
    {
        const int Block = 64;
        var turned = new byte[mask.Length];
        PageBands.ForBands(width, height, (first, end) =>
        {
            for (int top = first; top < end; top += Block)
            {
                int bottom = Math.Min(end, top + Block);
                for (int left = 0; left < width; left += Block)
                {
                    int right = Math.Min(width, left + Block);
                    for (int y = top; y < bottom; y++)
                    {
                        for (int x = left; x < right; x++) { turned[x * height + y] = mask[y * width + x]; }
                    }
                }
            }
        });
        return turned;
    }
}
