using DigitML.Recognition.Diagnostics;

namespace DigitML.Recognition.Ink;

/// <summary>Parts a page into paper and ink: finds the paper's level, which of the two is darker, the noise, and where ink begins.</summary>
internal static class InkFinder
{
    /// <summary>Fainter marks, of 255 levels, are no ink.</summary>
    private const int LeastContrast = 12;

    /// <summary>Ink lies so many standard deviations of the noise off the paper.</summary>
    private const double NoiseDeviations = 5;

    /// <summary>Noise of more levels than this is smoothed away first, as far as that goes.</summary>
    private const double NoiseToSmooth = 2.5;

    /// <summary>The standard deviation that the 3x3 binomial filter leaves of white noise: 6 / 16.</summary>
    private const double LeftBySmoothing = .375;

    /// <summary>A pixel is ink from this part of full ink on: a blurred edge is cut about where the stroke ended.</summary>
    private const double InkPart = .42;

    /// <summary>The darkest paper that contrast is measured against; below, it would only magnify noise.</summary>
    private const float DarkestPaper = 48;

    /// <summary>The ink of a page; null if there is none.</summary>
    /// <param name="page">The page.</param>
    /// <param name="stages">Keeps the paper's level; null keeps nothing.</param>
    public static InkMap? Find(GrayImage page, PageDiagnostics? stages = null)
    {
        (int width, int height) = (page.Width, page.Height);
        byte[] pixels = page.Pixels.ToArray();
        double noise = NoiseLevel(pixels, width, height);
        if (noise > NoiseToSmooth)
        {
            pixels = Smooth(pixels, width, height);
            noise *= LeftBySmoothing;
        }

        PaperLevel medians = PaperLevel.Medians(pixels, width, height);
        if (IsInkLight(pixels, width, height, medians.Typical(), noise))
        {
            for (int i = 0; i < pixels.Length; i++) { pixels[i] = (byte)(255 - pixels[i]); }
            medians = PaperLevel.Medians(pixels, width, height);
        }

        PaperLevel paper = medians.WithoutInk();
        stages?.Keep(paper);
        byte[] contrast = Contrast(pixels, width, height, paper);
        return Part(width, height, contrast, Math.Max(LeastContrast, NoiseDeviations * noise));
    }

    /// <summary>Whether what lies off the paper is mostly lighter than it.</summary>
    private static bool IsInkLight(byte[] pixels, int width, int height, PaperLevel paper, double noise)
    {
        double least = Math.Max(LeastContrast, NoiseDeviations * noise);
        // Every row of a small page, and of a large one so many that they tell as much.
        int step = Math.Max(1, height / 1024);
        long dark = 0, light = 0;
        var line = new float[width];
        for (int y = 0; y < height; y += step)
        {
            paper.CopyRow(y, line);
            for (int x = 0; x < width; x++)
            {
                float off = pixels[y * width + x] - line[x];
                if (off > least) { light += (long)off; }
                else if (-off > least) { dark -= (long)off; }
            }
        }

        return light > dark;
    }

    private static byte[] Contrast(byte[] pixels, int width, int height, PaperLevel paper)
    {
        var contrast = new byte[pixels.Length];
        PageBands.ForBands(width, height, (first, end) =>
        {
            var line = new float[width];
            for (int y = first; y < end; y++)
            {
                paper.CopyRow(y, line);
                PixelRow.Contrast(pixels.AsSpan(y * width, width), line, DarkestPaper, contrast.AsSpan(y * width, width));
            }
        });
        return contrast;
    }

    private static InkMap? Part(int width, int height, byte[] contrast, double least)
    {
        long[] counts = Count(contrast, width, height);
        int first = (int)Math.Ceiling(least);
        if (first > 255 || counts.AsSpan(first).IndexOfAnyExcept(0) < 0) { return null; }
        double full = MeanAbove(counts, OtsuThreshold(counts, first));
        double begin = Math.Max(least, InkPart * full);
        var mask = new byte[contrast.Length];
        PageBands.ForBands(width, height, (top, end) =>
        {
            Range rows = (top * width)..(end * width);
            PixelRow.Above(contrast.AsSpan(rows), (byte)Math.Min(255, begin), mask.AsSpan(rows));
        });
        return new InkMap(width, height, contrast, mask, Math.Max(full, begin + 1));
    }

    private static long[] Count(byte[] contrast, int width, int height)
    {
        var counts = new long[256];
        PageBands.ForBands(width, height, (first, end) =>
        {
            var own = new int[256];
            foreach (byte value in contrast.AsSpan((first * width)..(end * width))) { own[value]++; }
            for (int level = 0; level < own.Length; level++) { Interlocked.Add(ref counts[level], own[level]); }
        });
        return counts;
    }

    /// <summary>Where two groups of levels part best (Otsu, 1979), among the levels from the first on.</summary>
    private static int OtsuThreshold(long[] counts, int first)
    {
        double all = 0, sum = 0, below = 0, sumBelow = 0, best = -1;
        for (int level = first; level < 256; level++)
        {
            all += counts[level];
            sum += counts[level] * (double)level;
        }

        int threshold = first;
        for (int level = first; level < 255; level++)
        {
            below += counts[level];
            sumBelow += counts[level] * (double)level;
            if (below == 0 || below == all) { continue; }
            double apart = sumBelow / below - (sum - sumBelow) / (all - below), between = below * (all - below) * apart * apart;
            if (between > best) { (best, threshold) = (between, level + 1); }
        }

        return threshold;
    }

    private static double MeanAbove(long[] counts, int threshold)
    {
        double all = 0, sum = 0;
        for (int level = threshold; level < 256; level++)
        {
            all += counts[level];
            sum += counts[level] * (double)level;
        }

        return sum / Math.Max(1, all);
    }

    /// <summary>The standard deviation of the grain: from the median of how far pixels lie off the mean of their neighbours in the row.</summary>
    private static double NoiseLevel(byte[] pixels, int width, int height)
    {
        // 2 (pixel - mean of neighbours) of white noise has the deviation sqrt(6) sigma; the median deviation of a normal is .6745 of it.
        const double Scale = .6745 * 2.449489743;
        var counts = new long[1021];
        int step = Math.Max(1, height / 512);
        for (int y = 0; y < height; y += step)
        {
            ReadOnlySpan<byte> row = pixels.AsSpan(y * width, width);
            for (int x = 1; x + 1 < width; x++) { counts[Math.Abs(2 * row[x] - row[x - 1] - row[x + 1])]++; }
        }

        long half = counts.Sum() / 2, sum = counts[0];
        int median = 0;
        while (sum <= half && median < counts.Length - 1) { sum += counts[++median]; }
        return median / Scale;
    }

    /// <summary>The 3x3 binomial filter.</summary>
    private static byte[] Smooth(byte[] pixels, int width, int height)
    {
        var smooth = new byte[pixels.Length];
        PageBands.ForBands(width, height, (first, end) =>
        {
            for (int y = first; y < end; y++) { SmoothRow(pixels, width, height, y, smooth); }
        });
        return smooth;
    }

    private static void SmoothRow(byte[] pixels, int width, int height, int y, byte[] smooth)
    {
        ReadOnlySpan<byte> row = pixels.AsSpan(y * width, width);
        ReadOnlySpan<byte> above = pixels.AsSpan(Math.Max(0, y - 1) * width, width);
        ReadOnlySpan<byte> below = pixels.AsSpan(Math.Min(height - 1, y + 1) * width, width);
        for (int x = 0; x < width; x++)
        {
            int left = Math.Max(0, x - 1), right = Math.Min(width - 1, x + 1);
            int sum = above[left] + 2 * above[x] + above[right] + 2 * (row[left] + 2 * row[x] + row[right])
                + below[left] + 2 * below[x] + below[right];
            smooth[y * width + x] = (byte)((sum + 8) / 16);
        }
    }
}
