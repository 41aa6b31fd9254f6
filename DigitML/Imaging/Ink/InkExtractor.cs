using System.Numerics;

namespace DigitML.Imaging.Ink;

/// <summary>Separates ink from paper: finds which of the two is darker, how dark the paper is and where ink begins.</summary>
/// <remarks>
/// Everything follows from two histograms, so the cost is two looks at each pixel. The border shows the paper: its median is the
/// paper's grey and its spread the paper's grain and shade. The extreme farther from the paper is the ink.
/// </remarks>
internal static class InkExtractor
{
    /// <summary>Fainter marks (of 255 levels) count as empty paper.</summary>
    private const int LeastContrast = 10;

    /// <summary>On flat paper, ink begins at this part of the way to the strongest ink, which leaves compression noise out.</summary>
    private const double LeastInkStart = 0.1;

    /// <summary>On shaded paper, where the border varies more than ink is faint, it begins half-way.</summary>
    private const double MostInkStart = 0.5;

    /// <summary>Ink lies this many standard deviations of the border off the paper; grain hardly reaches 6, even in many pixels.</summary>
    private const double NoiseDeviations = 6;

    /// <summary>From the median absolute deviation to the standard deviation of a normal distribution.</summary>
    private const double MedianDeviationToStandard = 1.4826;

    /// <summary>The part of all ink that is at most as strong as full ink; the rest saturates, which evens pencil strokes out.</summary>
    private const double FullInkQuantile = 0.7;

    /// <summary>The ink of a picture: the same size, 0 where there is paper to 255 where there is full ink. No ink gives zeros.</summary>
    public static GrayImage Extract(GrayImage image)
    {
        int[] border = BorderHistogram(image);
        int paper = Quantile(border, 0.5);
        int[] ink = StrengthHistogram(image, paper, out bool darkInk);
        int strongest = Array.FindLastIndex(ink, count => count > 0);
        double noise = NoiseDeviations * MedianDeviationToStandard * BorderDeviation(border, paper);
        if (strongest < Math.Max(LeastContrast, noise))
        {
            return GrayImage.Wrap(image.Width, image.Height, new byte[image.Pixels.Length]);
        }
        double start = strongest * Math.Clamp(noise / strongest, LeastInkStart, MostInkStart);
        Array.Clear(ink, 0, (int)start + 1);
        double full = Math.Max(Quantile(ink, FullInkQuantile), start + 1);
        return Map(image, grey => Math.Clamp(((darkInk ? paper - grey : grey - paper) - start) / (full - start), 0, 1));
    }

    /// <summary>How many pixels are so many levels off the paper, on the side of the ink.</summary>
    private static int[] StrengthHistogram(GrayImage image, int paper, out bool darkInk)
    {
        var histogram = new GrayHistogram();
        histogram.Add(image.Pixels);
        int[] counts = histogram.ToCounts();
        int darkest = Array.FindIndex(counts, count => count > 0);
        int lightest = Array.FindLastIndex(counts, count => count > 0);
        darkInk = paper - darkest >= lightest - paper;
        int[] strengths = new int[256];
        for (int grey = 0; grey < 256; grey++)
        {
            strengths[Math.Max(0, darkInk ? paper - grey : grey - paper)] += counts[grey];
        }
        return strengths;
    }

    private static double BorderDeviation(int[] border, int paper)
    {
        int[] deviations = new int[256];
        for (int grey = 0; grey < 256; grey++)
        {
            deviations[Math.Abs(grey - paper)] += border[grey];
        }
        return Quantile(deviations, 0.5);
    }

    /// <summary>Counts the greys of a frame as wide as a fiftieth of the shorter side, and at least one pixel.</summary>
    private static int[] BorderHistogram(GrayImage image)
    {
        int frame = Math.Max(1, Math.Min(image.Width, image.Height) / 50);
        var histogram = new GrayHistogram();
        for (int y = 0; y < image.Height; y++)
        {
            bool wholeRow = y < frame || y >= image.Height - frame;
            ReadOnlySpan<byte> row = image.Pixels.Slice(y * image.Width, image.Width);
            histogram.Add(row[..(wholeRow ? image.Width : frame)]);
            histogram.Add(row[(wholeRow ? image.Width : image.Width - frame)..]);
        }
        return histogram.ToCounts();
    }

    /// <summary>The smallest level that the given part of all counts does not exceed.</summary>
    private static int Quantile(int[] counts, double part)
    {
        double rest = part * counts.Sum(count => (long)count);
        int level = 0;
        while (level < 255 && (rest -= counts[level]) > 0)
        {
            level++;
        }
        return level;
    }

    private static GrayImage Map(GrayImage image, Func<int, double> strength)
    {
        byte[] table = new byte[256];
        for (int grey = 0; grey < 256; grey++)
        {
            table[grey] = (byte)Math.Round(255 * strength(grey));
        }
        byte[] pixels = GC.AllocateUninitializedArray<byte>(image.Pixels.Length);
        int first = 0;
        for (; first <= pixels.Length - Vector<byte>.Count; first += Vector<byte>.Count)
        {
            ReadOnlySpan<byte> block = image.Pixels.Slice(first, Vector<byte>.Count);
            Span<byte> mapped = pixels.AsSpan(first, block.Length);
            if (GrayHistogram.IsPlain(block)) { mapped.Fill(table[block[0]]); }
            else { MapEach(block, table, mapped); }
        }
        MapEach(image.Pixels[first..], table, pixels.AsSpan(first));
        return GrayImage.Wrap(image.Width, image.Height, pixels);
    }

    private static void MapEach(ReadOnlySpan<byte> greys, byte[] table, Span<byte> mapped)
    {
        for (int i = 0; i < greys.Length; i++) { mapped[i] = table[greys[i]]; }
    }
}
