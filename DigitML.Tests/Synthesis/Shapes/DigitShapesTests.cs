using DigitML.Engine.Numerics;
using DigitML.Synthesis.Shapes;
using DigitML.Tests.Imaging;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Synthesis.Shapes;

/// <summary>Shapes that are made of digits.</summary>
[TestClass]
public sealed class DigitShapesTests
{
    private static readonly GrayImage Block = Drawing.Paint(40, 60, (_, _) => 255);

    [TestMethod]
    public void Join_Gap_IsAFractionOfTheLowerHeight()
    {
        GrayImage low = Drawing.Paint(20, 30, (_, _) => 255);
        GrayImage joined = SeveralDigits.Join(Block, low, gap: .1f, offset: 0);

        Assert.AreEqual((40 + 3 + 20, 60), (joined.Width, joined.Height));
        Assert.AreEqual((255, 0, 0, 255, 0), (joined[39, 30], joined[40, 30], joined[42, 30], joined[43, 30], joined[43, 2]));
    }

    [TestMethod]
    public void Join_Overlap_IsAtMostAThirdOfTheNarrower()
    {
        GrayImage thin = Drawing.Paint(10, 60, (_, _) => 255);

        Assert.AreEqual(40 + 10 - 3, SeveralDigits.Join(Block, thin, gap: -.15f, offset: 0).Width);
        Assert.AreEqual(60 + 6, SeveralDigits.Join(Block, thin, gap: 0, offset: .1f).Height);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Cut_Part_KeepsItsShareOfTheInk(bool first)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new RandomStream(seed);
            Assert.AreEqual(.25, Ink(DigitCut.Columns(Block, first, .25f, ref random)), .05);
            Assert.AreEqual(.5, Ink(DigitCut.Rows(Block, first, .5f, ref random)), .05);
        }
    }

    [TestMethod]
    public void Enlarge_Digit_StaysTheSameWhenNormalisedAgain()
    {
        GrayImage digit = DigitNormalizer.Normalize(Drawing.Draw(200, 24, Drawing.Seven));
        GrayImage large = LargeDigits.Enlarge(digit, LargeDigits.Zoom);

        Assert.IsInRange(55, 63, Math.Max(large.Width, large.Height));
        Assert.IsLessThan(4, Drawing.Difference(digit, DigitNormalizer.FitInk(large)));
    }

    [TestMethod]
    public void Crop_NoInk_GivesOneEmptyPixel()
    {
        GrayImage crop = LargeDigits.Crop(Drawing.Paint(5, 5, (_, _) => 0));

        Assert.AreEqual((1, 1, 0), (crop.Width, crop.Height, crop[0, 0]));
    }

    [TestMethod]
    public void MayBeDigit_PartThatIsNearlyAll_IsADigitAndALineIsNone()
    {
        var likeness = new DigitLikeness(PenDigits.Make(10));
        GrayImage seven = DigitNormalizer.Normalize(Drawing.Draw(200, 24, Drawing.Seven));

        Assert.IsTrue(likeness.MayBeDigit(seven, label: 7));
        Assert.IsFalse(likeness.MayBeDigit(seven, label: 0));
    }

    private static double Ink(GrayImage image)
    {
        double sum = 0;
        foreach (byte value in image.Pixels) { sum += value; }
        return sum / (255.0 * Block.Width * Block.Height);
    }
}
