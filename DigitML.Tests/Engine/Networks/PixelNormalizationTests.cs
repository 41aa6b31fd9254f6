using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class PixelNormalizationTests
{
    [TestMethod]
    public void Measure_Images_IsMeanAndDeviationOfAllPixels()
    {
        ImageSet images = SyntheticDigits.Make(70, size: 9).Subset([3, 3, 60, 12, 44]);
        double[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(image => images.Pixels(image).ToArray()).Select(pixel => pixel / 255.0)];
        double mean = pixels.Average(), deviation = Math.Sqrt(pixels.Average(pixel => (pixel - mean) * (pixel - mean)));

        PixelNormalization measured = PixelNormalization.Measure(images);

        Assert.AreEqual(mean, measured.Mean, 1e-7);
        Assert.AreEqual(deviation, measured.StandardDeviation, 1e-7);
    }

    [TestMethod]
    public void Measure_NearlyWhiteImages_KeepsTheDeviationsDigits()
    {
        var pixels = new byte[10_000];
        Array.Fill(pixels, (byte)255);
        pixels[77] = 254;

        PixelNormalization measured = PixelNormalization.Measure(new ImageSet(pixels, [0], 100, 100, ["one"]));

        Assert.AreEqual(Math.Sqrt(1e-4 - 1e-8) / 255, measured.StandardDeviation, 1e-9);
    }

    [TestMethod]
    [DataRow((byte)0)]
    [DataRow((byte)7)]
    [DataRow((byte)255)]
    public void Measure_OneColour_IsTheUnitRange(byte colour)
    {
        var pixels = new byte[90];
        Array.Fill(pixels, colour);

        Assert.AreEqual(PixelNormalization.UnitRange, PixelNormalization.Measure(new ImageSet(pixels, [0], 9, 10, ["one"])));
    }

    [TestMethod]
    public void Measure_NoImages_IsTheUnitRange() =>
        Assert.AreEqual(PixelNormalization.UnitRange, PixelNormalization.Measure(SyntheticDigits.Make(10).Take(0)));

    [TestMethod]
    public void Apply_Pixels_SubtractsTheMeanAndDividesByTheDeviation()
    {
        var normalization = new PixelNormalization(.25f, .5f);
        float[] bytes = new float[3], singles = new float[3];

        normalization.Apply([0, 51, 255], bytes);
        normalization.Apply([0f, 51f, 255f], singles);

        TorchFixture.AssertClose([-.5f, -.1f, 1.5f], bytes, 1e-6);
        Assert.AreSequenceEqual(bytes, singles);
    }

    [TestMethod]
    public void Apply_UnitRange_GoesFromZeroToOne()
    {
        var target = new float[2];

        PixelNormalization.UnitRange.Apply([0, 255], target);

        Assert.AreEqual(0f, target[0]);
        Assert.AreEqual(1f, target[1], 1e-7);
    }
}
