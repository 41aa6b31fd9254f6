using DigitML.Engine.Augmentation;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class TestTimeTransformsTests
{
    private static readonly TestTimeTransforms Views = new(28, 28);
    private static readonly ImageSet Images = SyntheticDigits.Make(10);

    [TestMethod]
    public void Draw_First_IsTheImageItself()
    {
        Assert.AreSame(Images, Views.Draw(0, Images));
        Assert.AreSequenceEqual(Images.Pixels(3).ToArray(), Drawn(0, Images.Pixels(3)));
    }

    [TestMethod]
    public void Draw_EveryNumber_IsAnotherView()
    {
        string[] views = [.. Enumerable.Range(0, TestTimeTransforms.MaximumCount).Select(view => Convert.ToHexString(Drawn(view, Images.Pixels(3))))];

        Assert.HasCount(TestTimeTransforms.MaximumCount, views.Distinct());
    }

    [TestMethod]
    public void Draw_Moves_AreByWholePixelsOfAnImageOf28()
    {
        var dot = new byte[784];
        dot[14 * 28 + 14] = 200;

        int[] places = [.. Enumerable.Range(1, 4).Select(view => Array.IndexOf(Drawn(view, dot), (byte)200))];

        Assert.AreSequenceEqual(new[] { 14 * 28 + 13, 14 * 28 + 15, 13 * 28 + 14, 15 * 28 + 14 }, places);
    }

    [TestMethod]
    public void Draw_Set_IsEveryImageDrawn()
    {
        for (int view = 0; view < TestTimeTransforms.MaximumCount; view++)
        {
            ImageSet set = Views.Draw(view, Images);

            Assert.AreSequenceEqual(Images.Labels.ToArray(), set.Labels.ToArray());
            for (int image = 0; image < 10; image++)
            {
                Assert.AreSequenceEqual(Drawn(view, Images.Pixels(image)), set.Pixels(image).ToArray());
            }
        }
    }

    private static byte[] Drawn(int view, ReadOnlySpan<byte> pixels)
    {
        var target = new byte[pixels.Length];
        Views.Draw(view, pixels, target);
        return target;
    }
}
