using DigitML.Engine.Augmentation;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class OutlineTests
{
    [TestMethod]
    public void Draw_Bar_BecomesTheLineRoundIt()
    {
        byte[] bar = new byte[256];
        for (int y = 0; y < 16; y++) { bar.AsSpan(y * 16 + 6, 4).Fill(200); }

        float[] hollow = Draw(bar, 16, 16, 1), half = Draw(bar, 16, 16, .5f);

        for (int y = 0; y < 16; y++)
        {
            for (int x = 0; x < 16; x++)
            {
                bool inside = x is >= 6 and < 10, line = x is 5 or 10;
                Assert.AreEqual(line ? 200 : 0, hollow[y * 16 + x], 1e-3f, $"({x}, {y})");
                Assert.AreEqual(line ? 200 : inside ? 100 : 0, half[y * 16 + x], 1e-3f, $"({x}, {y})");
            }
        }
    }

    [TestMethod]
    public void Draw_Digits_LoseTheirInkAndKeepALineRoundIt()
    {
        foreach (GrayImage digit in TestPictures.Digits)
        {
            float[] hollow = Draw(digit.Pixels, 28, 28, 1);

            Assert.IsTrue(hollow.All(value => value is >= 0 and <= 255));
            Assert.IsGreaterThan(150, hollow.Max());
            for (int i = 0; i < hollow.Length; i++)
            {
                if (digit.Pixels[i] == 255) { Assert.AreEqual(0, hollow[i], 1e-3f); }
            }
        }
    }

    private static float[] Draw(ReadOnlySpan<byte> pixels, int height, int width, float share)
    {
        var effect = new Outline(new AugmentationOptions { Outline = 1 }, height, width);
        return TestPictures.Change(pixels, height, width, effect.ScratchLength, (picture, scratch) => effect.Draw(picture, scratch, share));
    }
}
