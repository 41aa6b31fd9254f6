using DigitML.Engine.Numerics;
using DigitML.Evaluation.Robustness;
using DigitML.Tests.Imaging;

namespace DigitML.Tests.Evaluation.Robustness;

/// <summary>Brightness, stripe, fog, spatter, dotted line, zigzag and Canny's edges.</summary>
[TestClass]
public sealed class LightAndDrawingTests
{
    private static readonly GrayImage Black = CorruptedDigit.Plain(0);

    [TestMethod]
    public void Brightness_LiftsEveryGreyByHalf()
    {
        GrayImage spoilt = ImageCorruption.Apply(CorruptedDigit.Seven, Corruption.Brightness, 1);
        for (int i = 0; i < spoilt.Pixels.Length; i++)
        {
            Assert.AreEqual(Math.Min(255, CorruptedDigit.Seven.Pixels[i] + 127.5), spoilt.Pixels[i], .51);
        }
    }

    [TestMethod]
    public void Stripe_InvertsTheOuterSevenColumns()
    {
        GrayImage spoilt = ImageCorruption.Apply(CorruptedDigit.Seven, Corruption.Stripe, 1);
        for (int i = 0; i < spoilt.Pixels.Length; i++)
        {
            byte before = CorruptedDigit.Seven.Pixels[i];
            Assert.AreEqual(i % 28 is < 7 or >= 21 ? 255 - before : before, spoilt.Pixels[i]);
        }
    }

    [TestMethod]
    public void Fog_CoversWithCloudsAndKeepsADifferenceOfAQuarter()
    {
        // White and black side by side lie (1 + 3 fog) / 4 and 3 fog / 4 high.
        GrayImage square = CorruptedDigit.Square(14, 0, 27, 27);
        GrayImage[] foggy = CorruptedDigit.Spoil(square, Corruption.Fog);
        double difference = foggy.Average(spoilt => Enumerable.Range(0, 28).Average(y => spoilt[14, y] - spoilt[13, y]));
        Assert.AreEqual(255 / 4.0, difference, 5);
        double[] grounds = [.. foggy.Select(spoilt => Enumerable.Range(0, 28).Average(y => (double)spoilt[0, y]))];
        Assert.IsGreaterThan(20, grounds.Max() - grounds.Min(), "fog is thicker here than there");
        Assert.IsLessThan(191.6, foggy.Max(spoilt => Enumerable.Range(0, 28).Max(y => (double)spoilt[0, y])));
        Assert.AreEqual(0, CorruptedDigit.Mass(ImageCorruption.Apply(Black, Corruption.Fog, 1)), "the brightest grey stays the brightest");
    }

    [TestMethod]
    public void PlasmaFractal_WholeMap_RunsFromZeroToOneWithoutSteps()
    {
        var random = new RandomStream(1);
        float[] map = new float[256 * 256];
        PlasmaFractal.Draw(map, 256, 1.4f, ref random);
        Assert.AreEqual(0, map.Min());
        Assert.AreEqual(1, map.Max());
        double apart = Difference(map, 128);
        Assert.IsGreaterThan(2 * Difference(map, 16), apart);
        Assert.IsGreaterThan(4 * Difference(map, 1), apart);
    }

    [TestMethod]
    public void Spatter_LaysMudOfOneGreyOverPartOfThePicture()
    {
        GrayImage[] spoilt = CorruptedDigit.Spoil(CorruptedDigit.Plain(255), Corruption.Spatter);
        byte[] pixels = [.. spoilt.SelectMany(image => image.Pixels.ToArray())];
        Assert.AreEqual(63, pixels.Min());
        Assert.IsFalse(pixels.Any(pixel => pixel is > 102 and < 255), "cover of less than 0.8 is none");
        double covered = pixels.Count(pixel => pixel < 255) / (double)pixels.Length;
        Assert.AreEqual(.2, covered, .08);
    }

    [TestMethod]
    public void DottedLine_DrawsTwoColumnsAndLeavesTwoOut()
    {
        foreach (GrayImage spoilt in CorruptedDigit.Spoil(Black, Corruption.DottedLine))
        {
            int[] columns = [.. CorruptedDigit.Inked(spoilt).Select(pixel => pixel.X).Distinct().Order()];
            CollectionAssert.AreEqual(new[] { 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26 }, columns);
            // Straight: second differences of the rows' means vanish but for the rounding to pixels.
            double[] rows = [.. new[] { 6, 14, 22 }.Select(x => MeanRow(spoilt, x))];
            if (rows.All(row => row is > 2 and < 25)) { Assert.AreEqual(0, rows[0] - 2 * rows[1] + rows[2], .6); }
        }
    }

    [TestMethod]
    public void DottedLine_IsAlmostWhiteInItsMiddleAndThreePixelsThick()
    {
        GrayImage spoilt = CorruptedDigit.Spoil(Black, Corruption.DottedLine, 100)
            .First(image => CorruptedDigit.Inked(image).All(pixel => pixel.Y is > 2 and < 25));
        foreach (int x in new[] { 2, 7, 14, 26 })
        {
            byte[] inked = [.. Enumerable.Range(0, 28).Select(y => spoilt[x, y]).Where(pixel => pixel > 0)];
            Assert.IsTrue(inked.Length is 2 or 3, $"column {x}: {string.Join(' ', inked)}");
            Assert.IsGreaterThan((byte)190, inked.Max());
        }
    }

    [TestMethod]
    public void Zigzag_GoesUpAndDownFromColumnTwoToTwentyFour()
    {
        GrayImage[] all = CorruptedDigit.Spoil(Black, Corruption.Zigzag);
        foreach (GrayImage spoilt in all)
        {
            (int X, int Y)[] inked = [.. CorruptedDigit.Inked(spoilt)];
            Assert.AreEqual(2, inked.Min(pixel => pixel.X));
            Assert.IsLessThanOrEqualTo(25, inked.Max(pixel => pixel.X));
        }

        GrayImage free = all.First(image => CorruptedDigit.Inked(image).All(pixel => pixel.Y is > 3 and < 24));
        Assert.AreEqual(24, CorruptedDigit.Inked(free).Max(pixel => pixel.X), 1);
        double[] rows = [.. new[] { 4, 8, 12, 16, 20 }.Select(x => MeanRow(free, x))];
        for (int tip = 1; tip < 4; tip++)
        {
            double bend = rows[tip] - (rows[tip - 1] + rows[tip + 1]) / 2;
            Assert.AreEqual(tip % 2 == 0 ? 3.5 : -3.5, bend, 1.2, $"tip {tip}");
        }
    }

    [TestMethod]
    public void CannyEdges_SoftSquare_LeavesAnOutlineOfOnePixel()
    {
        // The slope is steepest at the grey rim, columns and rows 7 and 20; without a rim two pixels would be as steep as each other.
        GrayImage square = Drawing.Paint(28, 28, (x, y) => Math.Max(Math.Abs(x - 13.5), Math.Abs(y - 13.5)) switch
        {
            < 6 => 255,
            < 7 => 100,
            _ => 0,
        });
        GrayImage spoilt = ImageCorruption.Apply(square, Corruption.CannyEdges, 1);
        Assert.IsTrue(spoilt.Pixels.ToArray().All(pixel => pixel is 0 or 255));
        foreach ((int x, int y) in CorruptedDigit.Inked(spoilt))
        {
            Assert.IsTrue(Math.Max(Math.Abs(x - 13.5), Math.Abs(y - 13.5)) is > 4 and < 7, $"({x}, {y})");
        }

        for (int along = 10; along <= 17; along++)
        {
            CollectionAssert.AreEqual(new[] { 7, 20 }, Enumerable.Range(0, 28).Where(x => spoilt[x, along] > 0).ToArray());
            CollectionAssert.AreEqual(new[] { 7, 20 }, Enumerable.Range(0, 28).Where(y => spoilt[along, y] > 0).ToArray());
        }
    }

    [TestMethod]
    public void CannyEdges_FaintSquare_HasNone()
    {
        GrayImage Faint(int gray) => Drawing.Paint(28, 28, (x, y) => x is >= 8 and < 20 && y is >= 8 and < 20 ? gray : 0);
        // A step of grey g has a slope of about 3.2 g once smoothed (4 x 0.4 + 4 x 0.24 on both sides); 0.2 are wanted.
        Assert.IsEmpty(CorruptedDigit.Inked(ImageCorruption.Apply(Faint(10), Corruption.CannyEdges, 1)).ToArray());
        Assert.IsNotEmpty(CorruptedDigit.Inked(ImageCorruption.Apply(Faint(40), Corruption.CannyEdges, 1)).ToArray());
    }

    private static double MeanRow(GrayImage image, int x)
    {
        double weight = Enumerable.Range(0, image.Height).Sum(y => (double)image[x, y]);
        return Enumerable.Range(0, image.Height).Sum(y => y * (double)image[x, y]) / weight;
    }

    private static double Difference(float[] map, int distance) =>
        Enumerable.Range(0, 256 * (256 - distance)).Average(i => Math.Abs(map[i] - map[i + 256 * distance]));
}
