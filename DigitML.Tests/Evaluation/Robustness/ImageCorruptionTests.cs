using DigitML.Tests.Engine.Training;
using DigitML.Tests.Imaging;

namespace DigitML.Tests.Evaluation.Robustness;

/// <summary>What all corruptions have in common.</summary>
[TestClass]
public sealed class ImageCorruptionTests
{
    private static readonly Corruption[] Fixed =
        [Corruption.Scale, Corruption.Brightness, Corruption.Stripe, Corruption.CannyEdges];

    public static IEnumerable<Corruption> Corruptions => Enum.GetValues<Corruption>();

    [TestMethod]
    public void All_AreTheBenchmarksFifteenInItsOrder() => Assert.AreEqual(
        "shot_noise impulse_noise glass_blur motion_blur shear scale rotate brightness translate stripe fog spatter dotted_line zigzag " +
        "canny_edges",
        string.Join(' ', ImageCorruption.All.Select(ImageCorruption.Name)));

    [TestMethod]
    [DynamicData(nameof(Corruptions))]
    public void Apply_ChangesThePictureAndKeepsItsSize(Corruption corruption)
    {
        byte[] before = CorruptedDigit.Seven.Pixels.ToArray();
        GrayImage spoilt = ImageCorruption.Apply(CorruptedDigit.Seven, corruption, 1);
        Assert.AreEqual((28, 28), (spoilt.Width, spoilt.Height));
        CollectionAssert.AreNotEqual(before, spoilt.Pixels.ToArray());
        CollectionAssert.AreEqual(before, CorruptedDigit.Seven.Pixels.ToArray(), "the original is left alone");
    }

    [TestMethod]
    [DynamicData(nameof(Corruptions))]
    public void Apply_SameSeed_SamePicture(Corruption corruption)
    {
        byte[] Spoilt(ulong seed) => ImageCorruption.Apply(CorruptedDigit.Seven, corruption, seed).Pixels.ToArray();
        CollectionAssert.AreEqual(Spoilt(5), Spoilt(5));
        bool differs = Enumerable.Range(6, 10).Any(seed => !Spoilt((ulong)seed).SequenceEqual(Spoilt(5)));
        Assert.AreEqual(!Fixed.Contains(corruption), differs, "whether anything is drawn at random");
    }

    [TestMethod]
    [DynamicData(nameof(Corruptions))]
    public void Apply_Set_IsTheSameOnAnyNumberOfThreads(Corruption corruption)
    {
        ImageSet images = SyntheticDigits.Make(150);
        byte[][] one = Pixels(ImageCorruption.Apply(images, corruption, 3, threads: 1));
        foreach (int threads in new[] { 2, 3 })
        {
            byte[][] several = Pixels(ImageCorruption.Apply(images, corruption, 3, threads));
            for (int image = 0; image < images.Count; image++) { CollectionAssert.AreEqual(one[image], several[image], $"image {image}"); }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Corruptions))]
    public void Apply_Set_KeepsLabelsAndDrawsAnewForEveryImage(Corruption corruption)
    {
        ImageSet one = SyntheticDigits.Make(3);
        ImageSet images = one.Subset([2, 2, 2, 2, 2, 2, 2, 2]);
        ImageSet spoilt = ImageCorruption.Apply(images, corruption, 9);
        CollectionAssert.AreEqual(images.Labels.ToArray(), spoilt.Labels.ToArray());
        Assert.AreEqual((images.Height, images.Width, images.Count), (spoilt.Height, spoilt.Width, spoilt.Count));
        CollectionAssert.AreEqual(images.LabelNames.ToArray(), spoilt.LabelNames.ToArray());
        Assert.AreEqual(!Fixed.Contains(corruption), Pixels(spoilt).Distinct(new SameBytes()).Count() > 1);
        var single = new GrayImage(28, 28, one.Pixels(2));
        CollectionAssert.AreEqual(ImageCorruption.Apply(single, corruption, 9).Pixels.ToArray(), spoilt.Pixels(0).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Corruptions))]
    public void Apply_AnySize_KeepsIt(Corruption corruption)
    {
        foreach ((int width, int height) in new[] { (1, 1), (5, 7), (7, 5), (1, 30), (64, 64), (300, 20) })
        {
            var image = new GrayImage(width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)(i * 37))]);
            GrayImage spoilt = ImageCorruption.Apply(image, corruption, 2);
            Assert.AreEqual((width, height), (spoilt.Width, spoilt.Height));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Corruptions))]
    public void Apply_LargerPicture_IsSpoiltAsMuch(Corruption corruption)
    {
        if (corruption is Corruption.ShotNoise or Corruption.ImpulseNoise) { return; } // Noise belongs to pixels whatever their size.
        double Change(int size) => Enumerable.Range(1, 30).Average(seed => Drawing.Difference(
            CorruptedDigit.MakeSeven(size), ImageCorruption.Apply(CorruptedDigit.MakeSeven(size), corruption, (ulong)seed)));
        double small = Change(28), large = Change(56);
        // An edge stays one pixel wide: beside a seven twice as large it covers half as much.
        double expected = corruption == Corruption.CannyEdges ? small * .85 : small;
        Assert.AreEqual(expected, large, expected * .25);
    }

    [TestMethod]
    public void Apply_EmptySet_StaysEmpty() =>
        Assert.AreEqual(0, ImageCorruption.Apply(SyntheticDigits.Make(3).Take(0), Corruption.Fog).Count);

    [TestMethod]
    public void Apply_UnknownCorruption_SaysSo()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => ImageCorruption.Apply(CorruptedDigit.Seven, (Corruption)15, 1));
        Assert.AreEqual("There is no corruption 15; take one of ImageCorruption.All, 0 to 14. (Parameter 'corruption')", error.Message);
    }

    private static byte[][] Pixels(ImageSet images) =>
        [.. Enumerable.Range(0, images.Count).Select(image => images.Pixels(image).ToArray())];

    private sealed class SameBytes : EqualityComparer<byte[]>
    {
        public override bool Equals(byte[]? x, byte[]? y) => x!.SequenceEqual(y!);

        public override int GetHashCode(byte[] obj) => obj.Length;
    }
}
