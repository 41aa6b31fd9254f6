namespace DigitML.Recognition;

/// <summary>Work on a page: on all processors where there is much of it, otherwise on the caller's thread alone, which is faster.</summary>
internal static class PageBands
{
    /// <summary>Pixels below which threads cost more than they bring.</summary>
    private const int FewPixels = 1 << 17;

    /// <summary>Bands of rows for each processor: one that is held up leaves work for the others.</summary>
    private const int BandsPerProcessor = 4;

    /// <summary>Calls the work for bands of rows that cover the page; each may run on a thread of its own.</summary>
    /// <param name="width">Columns of the page.</param>
    /// <param name="height">Rows of the page.</param>
    /// <param name="work">Gets a band's first row and the row after its last.</param>
    public static void ForBands(int width, int height, Action<int, int> work)
    {
        if ((long)width * height < FewPixels)
        {
            work(0, height);
            return;
        }

        int bands = Math.Min(height, BandsPerProcessor * Environment.ProcessorCount);
        Parallel.For(0, bands, band => work((int)((long)height * band / bands), (int)((long)height * (band + 1) / bands)));
    }

    /// <summary>Does both pieces of work on a page, at the same time where it is large.</summary>
    public static void Both(int width, int height, Action first, Action second)
    {
        if ((long)width * height < FewPixels)
        {
            first();
            second();
        }
        else { Parallel.Invoke(first, second); }
    }

    /// <summary>What the work makes of each item, in the items' order.</summary>
    public static TResult[] Each<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> work)
    {
        var results = new TResult[items.Count];
        if (items.Count == 1) { results[0] = work(items[0]); }
        else { Parallel.For(0, items.Count, i => results[i] = work(items[i])); }
        return results;
    }
}
