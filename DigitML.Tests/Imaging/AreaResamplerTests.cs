using DigitML.Imaging;

namespace DigitML.Tests.Imaging;

[TestClass]
public sealed class AreaResamplerTests
{
    private static readonly GrayImage Image = new(4, 2, [10, 20, 30, 40, 50, 60, 70, 80]);

    [TestMethod]
    public void Resize_Half_AveragesWholeBlocks() =>
        CollectionAssert.AreEqual(new float[] { 35, 55 }, AreaResampler.Resize(Image, (0, 0, 4, 2), 2, 1));

    [TestMethod]
    public void Resize_FractionalDown_WeighsByArea()
    {
        float[] result = AreaResampler.Resize(Image, (0, 0, 4, 1), 3, 1);

        Assert.AreEqual((10 + 20 / 3f) / (4 / 3f), result[0], 1e-4f);
        Assert.AreEqual(25, result[1], 1e-4f);
        Assert.AreEqual((30 / 3f + 40) / (4 / 3f), result[2], 1e-4f);
    }

    [TestMethod]
    public void Resize_Up_InterpolatesBetweenCenters() =>
        CollectionAssert.AreEqual(new[] { 60f, 62.5f, 67.5f, 70f }, AreaResampler.Resize(Image, (1, 1, 2, 1), 4, 1));

    [TestMethod]
    public void Resize_SameSize_GivesThePixels() => CollectionAssert.AreEqual(
        new float[] { 20, 30, 60, 70 }, AreaResampler.Resize(Image, (1, 0, 2, 2), 2, 2));

    [TestMethod]
    public void Resize_OnePixel_FillsTheSize() =>
        CollectionAssert.AreEqual(new float[] { 30, 30, 30, 30, 30, 30 }, AreaResampler.Resize(Image, (2, 0, 1, 1), 3, 2));
}
