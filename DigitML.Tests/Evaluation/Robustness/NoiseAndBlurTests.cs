using DigitML.Evaluation.Robustness;

namespace DigitML.Tests.Evaluation.Robustness;

/// <summary>Shot and impulse noise, glass and motion blur: the published severities, seen in the pictures.</summary>
[TestClass]
public sealed class NoiseAndBlurTests
{
    [TestMethod]
    public void ShotNoise_CountsThreePhotonsForWhite()
    {
        GrayImage gray = ImageCorruption.Apply(CorruptedDigit.Plain(51, 200), Corruption.ShotNoise, 1);
        // A mean of 0.6 photons: Poisson's shares of none, one, two, and three or more (which are white).
        (byte Level, double Share)[] expected = [(0, .5488), (85, .3293), (170, .0988), (255, .0231)];
        foreach ((byte level, double share) in expected)
        {
            Assert.AreEqual(share, gray.Pixels.ToArray().Count(pixel => pixel == level) / 40000.0, .01, $"level {level}");
        }

        Assert.AreEqual(0, CorruptedDigit.Mass(ImageCorruption.Apply(CorruptedDigit.Plain(0), Corruption.ShotNoise, 1)));
        GrayImage white = ImageCorruption.Apply(CorruptedDigit.Plain(255, 200), Corruption.ShotNoise, 1);
        Assert.AreEqual(.5768, white.Pixels.ToArray().Count(pixel => pixel == 255) / 40000.0, .01);
    }

    [TestMethod]
    public void ImpulseNoise_StrikesSeventeenPercentHalfOfThemWhite()
    {
        byte[] pixels = ImageCorruption.Apply(CorruptedDigit.Plain(100, 300), Corruption.ImpulseNoise, 1).Pixels.ToArray();
        Assert.AreEqual(.085, pixels.Count(pixel => pixel == 255) / 90000.0, .004);
        Assert.AreEqual(.085, pixels.Count(pixel => pixel == 0) / 90000.0, .004);
        Assert.AreEqual(90000, pixels.Count(pixel => pixel is 0 or 100 or 255));
    }

    [TestMethod]
    public void GlassBlur_KeepsTheMassAndMovesItLittle()
    {
        GrayImage square = CorruptedDigit.Square(10, 10, 17, 17);
        foreach (GrayImage spoilt in CorruptedDigit.Spoil(square, Corruption.GlassBlur, 10))
        {
            Assert.AreEqual(CorruptedDigit.Mass(square), CorruptedDigit.Mass(spoilt), 2);
            (double x, double y) = CorruptedDigit.Middle(spoilt);
            Assert.AreEqual(13.5, x, 1.5);
            Assert.AreEqual(13.5, y, 1.5);
            Assert.IsGreaterThan(64, CorruptedDigit.Inked(spoilt).Count());
        }
    }

    [TestMethod]
    public void MotionBlur_SmearsADotToAFadingLine()
    {
        foreach (GrayImage spoilt in CorruptedDigit.Spoil(CorruptedDigit.Square(20, 14, 20, 14), Corruption.MotionBlur))
        {
            // The weights of half a Gaussian of deviation 3 add up to 4.26 for a first one of 1.
            Assert.AreEqual(255 / 4.26, spoilt[20, 14], 1);
            Assert.AreEqual(1, CorruptedDigit.Mass(spoilt), .05);
            (int X, int Y)[] inked = [.. CorruptedDigit.Inked(spoilt)];
            Assert.IsTrue(inked.All(pixel => pixel.X <= 20), "the smear runs to the left");
            Assert.IsTrue(inked.All(pixel => Math.Abs(pixel.Y - 14) <= 20 - pixel.X + 1), "at most at 45 degrees");
            double length = inked.Max(pixel => Math.Sqrt(Math.Pow(pixel.X - 20, 2) + Math.Pow(pixel.Y - 14, 2)));
            Assert.AreEqual(9, length, 1.5);
        }
    }

    [TestMethod]
    public void MotionBlur_Angles_CoverBothSidesOfTheLevel()
    {
        double[] heights = [.. CorruptedDigit.Spoil(CorruptedDigit.Square(20, 14, 20, 14), Corruption.MotionBlur, 100)
            .Select(spoilt => CorruptedDigit.Middle(spoilt).Y - 14)];
        Assert.IsLessThan(-1, heights.Min());
        Assert.IsGreaterThan(1, heights.Max());
        Assert.AreEqual(0, heights.Average(), .4);
    }

    [TestMethod]
    public void GaussianFilter_SpreadsByItsDeviation()
    {
        float[] values = new float[41 * 41];
        values[20 * 41 + 20] = 1;
        new GaussianFilter(1.5f).Blur(values, 41, 41);
        Assert.AreEqual(1, values.Sum(), 1e-5);
        double variance = values.Select((value, i) => value * Math.Pow(i % 41 - 20, 2)).Sum();
        Assert.AreEqual(2.25, variance, .01);
        Assert.AreEqual(1 / (2 * Math.PI * 2.25), values[20 * 41 + 20], 1e-4);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void GaussianFilter_OneGrey_StaysAtTheEdgesToo(bool replicate)
    {
        float[] values = [.. Enumerable.Repeat(.5f, 15)];
        new GaussianFilter(1, replicate).Blur(values, 5, 3);
        foreach (float value in values) { Assert.AreEqual(.5f, value, 1e-6f); }
    }

    [TestMethod]
    public void GaussianFilter_Edges_DifferInWhatLiesOutside()
    {
        float[] replicated = [0, 0, 1], left = [0, 0, 1];
        new GaussianFilter(1).Blur(replicated, 3, 1);
        new GaussianFilter(1, replicate: false).Blur(left, 3, 1);
        // Weights of deviation 1: 0.39894, 0.24197, 0.05399, 0.00443, 0.00013.
        Assert.AreEqual(.39894f + .24197f + .05399f + .00443f + .00013f, replicated[2], 1e-4f);
        Assert.AreEqual(.39894f / (.39894f + .24197f + .05399f), left[2], 1e-4f);
    }

    [TestMethod]
    public void GaussianFilter_Columns_LeaveNeighbouringColumnsAlone()
    {
        float[] values = [0, 1, 0, 0, 1, 0, 0, 0, 0];
        new GaussianFilter(.7f).BlurColumns(values, 3, 3);
        Assert.AreEqual(0, values.Where((_, i) => i % 3 != 1).Sum());
        Assert.IsGreaterThan(.1f, values[7]);
    }
}
