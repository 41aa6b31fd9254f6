using DigitML.Engine.Kernels.Sparse;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class PooledGradientListTests
{
    [TestMethod]
    public void Lists_ManySizes_HoldEveryGradientThatIsNotZeroInOrder()
    {
        for (int number = 0; number < 60; number++)
        {
            var random = new RandomStream(22, (ulong)number);
            int height = 1 + random.Next(6), width = 1 + random.Next(6), filters = 1 + random.Next(150);
            int alive = number % 5 * 25, bandRows = 1 + random.Next(height + 1);
            Check(new PooledGradientCase(height, width, filters, alive, (ulong)number), bandRows);
        }
    }

    [TestMethod]
    public void Lists_NaNAndInfinity_AreNotZero()
    {
        float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];
        var gradient = new PooledGradientCase(2, 3, 37, alive: 100, key: 7);
        for (int i = 0; i < gradient.Winners.Length; i++) { gradient.Gradient(i) = values[i % values.Length]; }
        var list = new PooledGradientList(2, 3, 37, 1, 6);
        gradient.FillList(list, new float[37]);
        Assert.AreEqual(gradient.Winners.Length, list.PixelStarts[24]);
        GC.KeepAlive(list);
    }

    [TestMethod]
    public void Lists_DeadWindows_AreNotReadWhateverTheirGradient()
    {
        var gradient = new PooledGradientCase(2, 3, 37, alive: 0, key: 7);
        for (int i = 0; i < gradient.Winners.Length; i++) { gradient.Gradient(i) = float.NaN; }
        var list = new PooledGradientList(2, 3, 37, 1, 6);
        float[] sums = new float[37];
        gradient.FillList(list, sums);
        Assert.AreEqual(0, list.PixelStarts[24]);
        Assert.AreEqual(-1, sums.AsSpan().IndexOfAnyExcept(0));
        GC.KeepAlive(list);
    }

    [TestMethod]
    public void Lists_UsedAgain_ForgetTheSampleBefore()
    {
        var list = new PooledGradientList(3, 4, 19, 2, 9);
        new PooledGradientCase(3, 4, 19, alive: 100, key: 1).FillList(list, new float[19]);
        var second = new PooledGradientCase(3, 4, 19, alive: 40, key: 2);
        Check(second, list, 2, 9);
    }

    private static void Check(PooledGradientCase gradient, int bandRows)
    {
        int imageWidth = 2 * gradient.Width + 3;
        Check(gradient, new PooledGradientList(gradient.Height, gradient.Width, gradient.Filters, bandRows, imageWidth), bandRows, imageWidth);
    }

    private static void Check(PooledGradientCase gradient, PooledGradientList list, int bandRows, int imageWidth)
    {
        int filters = gradient.Filters, width = 2 * gradient.Width, height = 2 * gradient.Height;
        float[] sums = [.. Enumerable.Repeat(5f, filters)];
        gradient.FillList(list, sums);
        double[] dense = gradient.Spread(height, width);
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            (int, double)[] expected = [.. Enumerable.Range(0, filters)
                .Where(k => dense[pixel * filters + k] != 0).Select(k => (k, dense[pixel * filters + k]))];
            CollectionAssert.AreEqual(
                expected, Entries(list.PixelEntries, list.PixelStarts[pixel], list.PixelStarts[pixel + 1]), $"pixel {pixel}");
        }

        for (int k = 0; k < filters; k++)
        {
            for (int band = 0; band < list.Bands; band++)
            {
                int first = 2 * band * bandRows, end = Math.Min(first + 2 * bandRows, height);
                (int, double)[] expected = [.. Enumerable.Range(first * width, (end - first) * width)
                    .Where(pixel => dense[pixel * filters + k] != 0)
                    .Select(pixel => (pixel / width * imageWidth + pixel % width, dense[pixel * filters + k]))];
                CollectionAssert.AreEqual(
                    expected, Entries(list.FilterEntries, list.BandStarts(band)[k], list.BandStarts(band + 1)[k]),
                    $"filter {k}, band {band}");
            }

            double sum = Enumerable.Range(0, height * width).Sum(pixel => dense[pixel * filters + k]);
            Assert.AreEqual(5 + sum, sums[k], 1e-4, $"sum of filter {k}");
        }

        GC.KeepAlive(list);
    }

    private static (int Item, double Value)[] Entries(SparseEntry* entries, int first, int end)
    {
        var pairs = new (int, double)[end - first];
        for (int i = first; i < end; i++) { pairs[i - first] = (entries[i].Item, entries[i].Value); }
        return pairs;
    }
}
