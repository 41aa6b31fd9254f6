using DigitML.Imaging.Ink;

namespace DigitML.Tests.Imaging;

/// <summary>Normalising to other sizes than MNIST's.</summary>
[TestClass]
public sealed class DigitNormalizerSizeTests
{
    [TestMethod]
    [DataRow(8, 8)]
    [DataRow(16, 16)]
    [DataRow(20, 12)]
    [DataRow(12, 30)]
    [DataRow(96, 128)]
    public void Normalize_Size_FitsTheInkIntoItsShare(int height, int width)
    {
        GrayImage image = DigitNormalizer.Normalize(Bar(), height, width);

        (int left, int top, int inkWidth, int inkHeight) = InkGeometry.Box(image, 0);
        Assert.AreEqual((height, width), (image.Height, image.Width));
        double scale = Math.Min(height * 20 / 28.0 / 60, width * 20 / 28.0 / 12);
        Assert.AreEqual(60 * scale, inkHeight, 1.01);
        Assert.AreEqual(Math.Max(1, 12 * scale), inkWidth, 1.01);
        Assert.AreEqual(width / 2.0, left + inkWidth / 2.0, 1.01);
        Assert.AreEqual(height / 2.0, top + inkHeight / 2.0, 1.01);
        Assert.AreEqual(255, image.Pixels.ToArray().Max());
    }

    [TestMethod]
    public void Normalize_Mnists_IsTheSameAsWithoutSize() => Assert.AreSequenceEqual(
        DigitNormalizer.Normalize(Bar()).Pixels.ToArray(), DigitNormalizer.Normalize(Bar(), 28, 28).Pixels.ToArray());

    [TestMethod]
    public void Normalize_PictureOfThatSize_IsOnlyTurnedWhiteOnBlack()
    {
        byte[] pixels = new byte[16 * 10];
        pixels[37] = 200;
        byte[] inverted = Array.ConvertAll(pixels, value => (byte)(255 - value));

        Assert.AreSequenceEqual(pixels, DigitNormalizer.Normalize(new GrayImage(10, 16, pixels), 16, 10).Pixels.ToArray());
        Assert.AreSequenceEqual(pixels, DigitNormalizer.Normalize(new GrayImage(10, 16, inverted), 16, 10).Pixels.ToArray());
    }

    [TestMethod]
    public void Normalize_NoInk_IsBlack() =>
        Assert.IsFalse(DigitNormalizer.Normalize(new GrayImage(50, 40, new byte[2000]), 9, 11).Pixels.ContainsAnyExcept((byte)0));

    [TestMethod]
    public void Normalize_SizeOutOfRange_SaysWhatIsWanted()
    {
        Assert.AreEqual("The height is 0; it must be from 1 to 4096.",
            Assert.ThrowsExactly<DigitMLException>(() => DigitNormalizer.Normalize(Bar(), 0, 10)).Message);
        Assert.AreEqual("The width is 4097; it must be from 1 to 4096.",
            Assert.ThrowsExactly<DigitMLException>(() => DigitNormalizer.Normalize(Bar(), 10, 4097)).Message);
    }

    // Dark on light, 12 wide and 60 high.
    private static GrayImage Bar()
    {
        byte[] pixels = new byte[100 * 90];
        Array.Fill(pixels, (byte)255);
        for (int row = 20; row < 80; row++) { pixels.AsSpan(row * 90 + 30, 12).Clear(); }
        return new GrayImage(90, 100, pixels);
    }
}
