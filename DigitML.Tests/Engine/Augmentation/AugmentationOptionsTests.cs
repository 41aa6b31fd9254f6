using DigitML.Engine.Augmentation;

namespace DigitML.Tests.Engine.Augmentation;

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
    public void Validate_LargestRanges_AreAllowed() => new AugmentationOptions
    {
        Rotation = 180, Zoom = 0.9f, Shift = 1, Shear = 2, Elastic = 0.5f, ElasticSmoothness = 1, StrokeWidth = 3, Outline = 1, Lines = 100,
        Erasing = 1, Contrast = 1, Background = 1, Blur = 3, Noise = 1, ImpulseNoise = 1, Probability = 1,
    }.Validate();

    /// <summary>An option out of range, and what is said of it.</summary>
    public static IEnumerable<object[]> Wrong =>
    [
        [new AugmentationOptions { Elastic = .6f }, "The augmentation Elastic is 0.6, but must be from 0 to 0.5."],
        [new AugmentationOptions { ElasticSmoothness = 0 }, "The augmentation ElasticSmoothness is 0, but must be from 0.05 to 1."],
        [new AugmentationOptions { StrokeWidth = -1 }, "The augmentation StrokeWidth is -1, but must be from 0 to 3."],
        [new AugmentationOptions { Outline = 1.1f }, "The augmentation Outline is 1.1, but must be from 0 to 1."],
        [new AugmentationOptions { Lines = 101 }, "The augmentation Lines is 101, but must be from 0 to 100."],
        [new AugmentationOptions { Erasing = 2 }, "The augmentation Erasing is 2, but must be from 0 to 1."],
        [new AugmentationOptions { Contrast = float.NaN }, "The augmentation Contrast is NaN, but must be from 0 to 1."],
        [new AugmentationOptions { Background = 255 }, "The augmentation Background is 255, but must be from 0 to 1."],
        [new AugmentationOptions { Blur = 4 }, "The augmentation Blur is 4, but must be from 0 to 3."],
        [new AugmentationOptions { Noise = 1.5f }, "The augmentation Noise is 1.5, but must be from 0 to 1."],
        [new AugmentationOptions { ImpulseNoise = -.5f }, "The augmentation ImpulseNoise is -0.5, but must be from 0 to 1."],
        [new AugmentationOptions { Probability = 1.5f }, "The augmentation Probability is 1.5, but must be from 0 to 1."],
    ];

    [TestMethod]
    [DynamicData(nameof(Wrong))]
    public void Validate_AnEffectOutOfRange_SaysWhatIsAllowed(AugmentationOptions options, string expected)
    {
        Assert.AreEqual(expected, Assert.ThrowsExactly<DigitMLException>(options.Validate).Message);
        Assert.ThrowsExactly<DigitMLException>(() => new Augmenter(options, 28, 28));
    }

    [TestMethod]
    [DataRow(-1f, 0f, 0f, 0f, "The augmentation Rotation is -1, but must be from 0 to 180.")]
    [DataRow(181f, 0f, 0f, 0f, "The augmentation Rotation is 181, but must be from 0 to 180.")]
    [DataRow(0f, 0.95f, 0f, 0f, "The augmentation Zoom is 0.95, but must be from 0 to 0.9.")]
    [DataRow(0f, 0f, float.NaN, 0f, "The augmentation Shift is NaN, but must be from 0 to 1.")]
    [DataRow(0f, 0f, 0f, float.PositiveInfinity, "The augmentation Shear is Infinity, but must be from 0 to 2.")]
    public void Validate_OutOfRange_SaysWhatIsAllowed(float rotation, float zoom, float shift, float shear, string expected)
    {
        var options = new AugmentationOptions { Rotation = rotation, Zoom = zoom, Shift = shift, Shear = shear };

        Assert.AreEqual(expected, Assert.ThrowsExactly<DigitMLException>(options.Validate).Message);
        Assert.ThrowsExactly<DigitMLException>(() => new Augmenter(options, 28, 28));
    }
}
