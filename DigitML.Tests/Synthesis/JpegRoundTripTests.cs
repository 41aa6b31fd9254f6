using DigitML.Tests.Imaging;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Synthesis;

[TestClass]
public sealed class JpegRoundTripTests
{
    private static readonly GrayImage Seven = Drawing.Draw(43, 4, Drawing.Seven);

    [TestMethod]
    public void Apply_FlatGrey_StaysAsItIsButForAStep()
    {
        GrayImage flat = Drawing.Paint(19, 11, (_, _) => 77);

        // The mean of a block is kept to half a step of 20 in the transform, which is 1.25 levels.
        Assert.IsLessThanOrEqualTo(2, Drawing.Difference(flat, JpegRoundTrip.Apply(flat, 40)));
    }

    [TestMethod]
    public void Apply_FullQuality_KeepsEveryPixelWithinTwoLevels()
    {
        GrayImage result = JpegRoundTrip.Apply(Seven, 100);

        for (int i = 0; i < result.Pixels.Length; i++) { Assert.AreEqual(Seven.Pixels[i], (double)result.Pixels[i], 2); }
    }

    [TestMethod]
    public void Apply_LowerQuality_LosesMore()
    {
        double[] losses = [.. new[] { 95, 75, 40, 10 }.Select(quality => Drawing.Difference(Seven, JpegRoundTrip.Apply(Seven, quality)))];

        CollectionAssert.AreEqual(losses.Order().ToArray(), losses);
        Assert.IsGreaterThan(losses[0], losses[3]);
    }
}
