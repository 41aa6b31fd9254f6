using DigitML.Augmentation;

namespace DigitML.Tests.Augmentation;

[TestClass]
public sealed class AugmentationOptionsTests
{
    [TestMethod]
    public void None_Ranges_AreZero()
    {
        Assert.AreEqual(new AugmentationOptions { Rotation = 0, Zoom = 0, Shift = 0, Shear = 0 }, AugmentationOptions.None);
        AugmentationOptions.None.Validate();
    }

    [TestMethod]
    public void Validate_LargestRanges_AreAllowed() =>
        new AugmentationOptions { Rotation = 180, Zoom = 0.9f, Shift = 1, Shear = 2 }.Validate();

    [TestMethod]
    [DataRow(-1f, 0f, 0f, 0f, "The augmentation Rotation is -1, but must be from 0 to 180.")]
    [DataRow(181f, 0f, 0f, 0f, "The augmentation Rotation is 181, but must be from 0 to 180.")]
    [DataRow(0f, 0.95f, 0f, 0f, "The augmentation Zoom is 0.95, but must be from 0 to 0.9.")]
    [DataRow(0f, 0f, float.NaN, 0f, "The augmentation Shift is NaN, but must be from 0 to 1.")]
    [DataRow(0f, 0f, 0f, float.PositiveInfinity, "The augmentation Shear is Infinity, but must be from 0 to 2.")]
    public void Validate_OutOfRange_SaysWhatIsAllowed(float rotation, float zoom, float shift, float shear, string expected)
    {
        var options = new AugmentationOptions { Rotation = rotation, Zoom = zoom, Shift = shift, Shear = shear };

        Assert.AreEqual(expected, Assert.ThrowsExactly<ArgumentException>(options.Validate).Message);
        Assert.ThrowsExactly<ArgumentException>(() => new Augmenter(options, 28, 28));
    }
}
