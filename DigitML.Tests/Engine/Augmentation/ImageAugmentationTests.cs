using DigitML.Tests.Imaging;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class ImageAugmentationTests
{
    private static readonly GrayImage Digit = DigitNormalizer.Normalize(Drawing.Draw(100, 10, Drawing.Seven));

    [TestMethod]
    public void Apply_None_KeepsThePixels() => CollectionAssert.AreEqual(
        Digit.Pixels.ToArray(), ImageAugmentation.Apply(Digit, AugmentationOptions.None, 1).Pixels.ToArray());

    [TestMethod]
    public void Apply_SameSeed_GivesTheSamePicture()
    {
        var options = new AugmentationOptions { Rotation = 10, Shift = 0.1f };

        byte[] first = ImageAugmentation.Apply(Digit, options, 5).Pixels.ToArray();

        CollectionAssert.AreEqual(first, ImageAugmentation.Apply(Digit, options, 5).Pixels.ToArray());
        CollectionAssert.AreNotEqual(first, ImageAugmentation.Apply(Digit, options, 6).Pixels.ToArray());
        CollectionAssert.AreNotEqual(first, Digit.Pixels.ToArray());
    }
}
