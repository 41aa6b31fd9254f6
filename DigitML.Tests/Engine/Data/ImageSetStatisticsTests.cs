namespace DigitML.Tests.Engine.Data;

[TestClass]
public sealed class ImageSetStatisticsTests
{
    [TestMethod]
    public void Of_Images_MeasuresPixelsAndCountsLaterCopies()
    {
        ImageSetStatistics statistics = ImageSetStatistics.Compute(Set([0, 10], [0, 30], [0, 10], [0, 10]));

        Assert.AreEqual(7.5, statistics.Mean, 1e-12);
        Assert.AreEqual(Math.Sqrt((100 * 3 + 900) / 8.0 - 7.5 * 7.5), statistics.StandardDeviation, 1e-12);
        Assert.AreEqual(2, statistics.DuplicateCount);
    }

    [TestMethod]
    public void Of_NoImages_HasNoMean()
    {
        ImageSetStatistics statistics = ImageSetStatistics.Compute(Set());

        Assert.IsTrue(double.IsNaN(statistics.Mean));
        Assert.AreEqual(0, statistics.DuplicateCount);
    }

    [TestMethod]
    public void CountShared_CountsImagesThatAreInTheOtherSet()
    {
        Assert.AreEqual(3, ImageSetStatistics.CountShared(Set([1, 1], [2, 2], [1, 1], [3, 3]), Set([3, 3], [1, 1], [3, 3])));
        Assert.AreEqual(0, ImageSetStatistics.CountShared(Set([1, 1]), new ImageSet([1, 1], [0], 2, 1, ["a"])), "Another size.");
    }

    private static ImageSet Set(params byte[][] images) => new([.. images.SelectMany(image => image)], new int[images.Length], 1, 2, ["a"]);
}
