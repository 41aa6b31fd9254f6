using DigitML.Engine.Numerics;
using DigitML.Imaging.Ink;

namespace DigitML.Tests.Imaging;

[TestClass]
public sealed class DigitNormalizerTests
{
    private static readonly GrayImage Clear = Drawing.Draw(200, 20, Drawing.Seven);

    [TestMethod]
    public void Normalize_Drawing_FitsTwentyPixelsAndCentersTheMass()
    {
        GrayImage digit = DigitNormalizer.Normalize(Clear);

        (int X, int Y, int Width, int Height) box = InkGeometry.Box(digit, 0);
        (double x, double y) = InkGeometry.CenterOfMass(Array.ConvertAll(digit.Pixels.ToArray(), value => (float)value), 28);
        Assert.AreEqual((28, 28), (digit.Width, digit.Height));
        Assert.AreEqual(20, box.Height);
        Assert.AreEqual(17.0, box.Width, 1.01);
        Assert.AreEqual(14, x, 0.51);
        Assert.AreEqual(14, y, 0.51);
        Assert.AreEqual(255, digit.Pixels.ToArray().Max());
    }

    [TestMethod]
    public void Normalize_NormalizedImage_IsLeftAsItIs()
    {
        GrayImage digit = DigitNormalizer.Normalize(Clear);

        Assert.AreSame(digit, DigitNormalizer.Normalize(digit));
    }

    [TestMethod]
    public void Normalize_NormalizedImageInBlackOnWhite_IsOnlyInverted()
    {
        GrayImage digit = DigitNormalizer.Normalize(Clear);
        GrayImage printed = Drawing.Paint(28, 28, (x, y) => 255 - digit[x, y]);

        CollectionAssert.AreEqual(digit.Pixels.ToArray(), DigitNormalizer.Normalize(printed).Pixels.ToArray());
    }

    [TestMethod]
    public void Normalize_NormalizedImageMovedAside_IsCenteredAgain()
    {
        GrayImage digit = DigitNormalizer.Normalize(Clear);
        GrayImage moved = Drawing.Paint(28, 28, (x, y) => x >= 3 && y < 25 ? digit[x - 3, y + 3] : 0);

        Assert.IsLessThan(3, Drawing.Difference(digit, DigitNormalizer.Normalize(moved)));
    }

    [TestMethod]
    public void Normalize_LightOnDark_GivesTheSameAsDarkOnLight()
    {
        GrayImage inverse = Drawing.Paint(200, 200, (x, y) => 255 - Clear[x, y]);

        CollectionAssert.AreEqual(
            DigitNormalizer.Normalize(Clear).Pixels.ToArray(), DigitNormalizer.Normalize(inverse).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(210, 185)]
    [DataRow(120, 20)]
    [DataRow(40, 90)]
    public void Normalize_FaintInkOrGrayPaper_LooksLikeFullContrast(int paper, int ink)
    {
        GrayImage faint = Drawing.Draw(200, 20, Drawing.Seven, paper, ink);

        Assert.IsLessThan(2, Drawing.Difference(DigitNormalizer.Normalize(Clear), DigitNormalizer.Normalize(faint)));
    }

    [TestMethod]
    public void Normalize_GrainyShadedPaper_LooksLikeFlatPaper()
    {
        var random = new RandomStream(3);
        GrayImage photo = Drawing.Paint(200, 200, (x, y) => 200 - 0.6 * (255 - Clear[x, y]) + 0.15 * x + 3 * random.NextGaussian());

        Assert.IsLessThan(8, Drawing.Difference(DigitNormalizer.Normalize(Clear), DigitNormalizer.Normalize(photo)));
    }

    [TestMethod]
    [DataRow(40, 4)]
    [DataRow(1000, 100)]
    public void Normalize_OtherSize_LooksTheSame(int size, int stroke)
    {
        GrayImage other = Drawing.Draw(size, stroke, Drawing.Seven);

        Assert.IsLessThan(8, Drawing.Difference(DigitNormalizer.Normalize(Clear), DigitNormalizer.Normalize(other)));
    }

    [TestMethod]
    public void Normalize_LineOfOnePixelInAThousand_StaysVisibleInEveryRow()
    {
        GrayImage digit = DigitNormalizer.Normalize(Drawing.Draw(1000, 1, [(0.3, 0.1), (0.5, 0.9)]));

        int[] strongest = [.. Enumerable.Range(0, 28).Select(y => (int)digit.Pixels.Slice(y * 28, 28).ToArray().Max())];
        Assert.AreEqual(20, strongest.Count(value => value >= 100));
    }

    [TestMethod]
    public void Normalize_BroadStroke_KeepsItsWidth()
    {
        // 50 of 250 pixels, ends included, become 4 of 20.
        GrayImage digit = DigitNormalizer.Normalize(Drawing.Draw(300, 50, [(0.5, 1.0 / 6), (0.5, 5.0 / 6)]));

        int middle = digit.Pixels.Slice(14 * 28, 28).ToArray().Sum(value => value);
        Assert.AreEqual(4 * 255, middle, 60);
    }

    [TestMethod]
    [DataRow(400, 40, 20, 2)]
    [DataRow(40, 400, 2, 20)]
    [DataRow(1, 1, 20, 20)]
    public void Normalize_Bar_KeepsItsProportions(int width, int height, int expectedWidth, int expectedHeight)
    {
        GrayImage bar = Drawing.Paint(500, 500, (x, y) => x >= 50 && x < 50 + width && y >= 50 && y < 50 + height ? 0 : 255);

        (int X, int Y, int Width, int Height) box = InkGeometry.Box(DigitNormalizer.Normalize(bar), 0);

        Assert.AreEqual((expectedWidth, expectedHeight), (box.Width, box.Height));
    }

    [TestMethod]
    public void Normalize_MassAtOneEnd_LosesNoInk()
    {
        GrayImage hammer = Drawing.Paint(420, 420, (x, y) =>
            x is >= 10 and < 410 && y is >= 205 and < 215 || x is >= 10 and < 90 && y is >= 150 and < 270 ? 0 : 255);

        GrayImage digit = DigitNormalizer.Normalize(hammer);

        (int X, int Y, int Width, int Height) box = InkGeometry.Box(digit, 0);
        Assert.AreEqual((8, 20), (box.X, box.Width));
    }

    [TestMethod]
    public void Normalize_InkCutAtTheBorder_IsStillInk()
    {
        GrayImage cut = Drawing.Paint(100, 100, (x, y) => x is >= 40 and < 60 ? 0 : 255);

        Assert.AreEqual((4, 20), InkGeometry.Box(DigitNormalizer.Normalize(cut), 0) is var box ? (box.Width, box.Height) : default);
    }

    [TestMethod]
    [DataRow(255, 255)]
    [DataRow(0, 0)]
    [DataRow(200, 194)]
    public void Normalize_NoInk_IsBlack(int paper, int mark)
    {
        GrayImage empty = Drawing.Paint(60, 50, (x, y) => x == 30 && y == 20 ? mark : paper);

        CollectionAssert.AreEqual(new byte[784], DigitNormalizer.Normalize(empty).Pixels.ToArray());
    }

    [TestMethod]
    public void Normalize_GrainyPaperWithoutInk_IsBlack()
    {
        var random = new RandomStream(5);
        GrayImage empty = Drawing.Paint(300, 300, (_, _) => 190 + 4 * random.NextGaussian());

        CollectionAssert.AreEqual(new byte[784], DigitNormalizer.Normalize(empty).Pixels.ToArray());
    }

    [TestMethod]
    public void Normalize_OnePixel_IsBlack() =>
        CollectionAssert.AreEqual(new byte[784], DigitNormalizer.Normalize(new GrayImage(1, 1, [77])).Pixels.ToArray());
}
