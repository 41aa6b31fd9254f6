using DigitML.Engine.Augmentation;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Augmentation;

/// <summary>The effects together, as training uses them.</summary>
[TestClass]
public sealed class AugmenterEffectsTests
{
    private static readonly AugmentationOptions Everything = new()
    {
        Rotation = 15, Zoom = .15f, Shift = .1f, Shear = .2f, Elastic = .05f, StrokeWidth = 1.5f, Lines = 3, Erasing = .4f, Contrast = .5f,
        Background = .5f, Blur = 1.5f, Noise = .2f, ImpulseNoise = .1f, Outline = 1,
    };

    private static readonly AugmentationOptions Largest = new()
    {
        Rotation = 180, Zoom = .9f, Shift = 1, Shear = 2, Elastic = .5f, ElasticSmoothness = .05f, StrokeWidth = 3, Lines = 100, Erasing = 1,
        Contrast = 1, Background = 1, Blur = 3, Noise = 1, ImpulseNoise = 1, Outline = 1, Probability = 1,
    };

    /// <summary>Each effect by itself, always applied.</summary>
    public static IEnumerable<object[]> SingleEffects =>
    [
        [new AugmentationOptions { Elastic = .05f }], [new AugmentationOptions { StrokeWidth = 2, Probability = 1 }],
        [new AugmentationOptions { Lines = 9, Probability = 1 }], [new AugmentationOptions { Erasing = .9f, Probability = 1 }],
        [new AugmentationOptions { Contrast = .5f, Probability = 1 }], [new AugmentationOptions { Background = .5f, Probability = 1 }],
        [new AugmentationOptions { Blur = 2, Probability = 1 }], [new AugmentationOptions { Noise = .3f, Probability = 1 }],
        [new AugmentationOptions { ImpulseNoise = .5f, Probability = 1 }], [new AugmentationOptions { Outline = 1, Probability = 1 }],
    ];

    [TestMethod]
    [DynamicData(nameof(SingleEffects))]
    public void Apply_OneEffect_ChangesTheDigitAndDependsOnTheSeedAlone(AugmentationOptions options)
    {
        foreach (GrayImage digit in TestPictures.Digits)
        {
            float[] first = Apply(options, digit.Pixels, 28, 28, 1);

            CollectionAssert.AreEqual(first, Apply(options, digit.Pixels, 28, 28, 1));
            CollectionAssert.AreNotEqual(first, Apply(options, digit.Pixels, 28, 28, 2));
            CollectionAssert.AreNotEqual(first, TestPictures.Floats(digit.Pixels));
        }
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 5)]
    [DataRow(5, 3)]
    [DataRow(33, 20)]
    [DataRow(28, 28)]
    [DataRow(150, 210)]
    public void Apply_AnySize_StaysFromBlackToWhite(int height, int width)
    {
        byte[] noise = TestPictures.Noise(height, width);
        for (ulong seed = 0; seed < 40; seed++)
        {
            AugmentationOptions options = seed % 2 == 0 ? Everything : Largest;

            float[] result = Apply(options, noise, height, width, seed);

            // NaN is neither.
            Assert.IsTrue(result.All(value => value is >= 0 and <= 255));
            CollectionAssert.AreEqual(result, Apply(options, noise, height, width, seed));
        }
    }

    [TestMethod]
    public void Apply_AmountsOfZero_CopyThePixelsWhateverElseIsSet()
    {
        byte[] noise = TestPictures.Noise(28, 28);

        CollectionAssert.AreEqual(
            TestPictures.Floats(noise), Apply(new AugmentationOptions { Probability = 1, ElasticSmoothness = .1f }, noise, 28, 28, 1));
    }

    [TestMethod]
    public void Apply_ShareOfZero_LeavesAffineChangesOnly()
    {
        byte[] noise = TestPictures.Noise(28, 28);
        var affine = new AugmentationOptions { Rotation = 15, Zoom = .15f, Shift = .1f, Shear = .2f };

        CollectionAssert.AreEqual(
            Apply(affine, noise, 28, 28, 3), Apply(Everything with { Probability = 0, Elastic = 0 }, noise, 28, 28, 3));
        CollectionAssert.AreEqual(TestPictures.Floats(noise), Apply(new AugmentationOptions { Blur = 2, Probability = 0 }, noise, 28, 28, 3));
    }

    [TestMethod]
    [DataRow(.2f)]
    [DataRow(.8f)]
    public void Apply_Share_IsHowOftenAnEffectIsAtWork(float share)
    {
        byte[] digit = TestPictures.Digits[4].Pixels.ToArray();
        float[] original = TestPictures.Floats(digit);
        var augmenter = new Augmenter(new AugmentationOptions { Noise = .5f, Probability = share }, 28, 28);
        float[] result = new float[784];
        int changed = 0;
        for (ulong sample = 0; sample < 2000; sample++)
        {
            augmenter.Apply(digit, result, new RandomStream(1, 2, sample));
            if (!result.SequenceEqual(original)) { changed++; }
        }

        Assert.AreEqual(share, changed / 2000.0, .04);
    }

    // Effects draw from streams of their own.
    [TestMethod]
    public void Apply_OneEffectMore_LeavesTheOthersAlone()
    {
        byte[] black = new byte[784];
        var erasing = new AugmentationOptions { Erasing = .9f, Probability = 1 };
        int compared = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            float[] alone = Apply(erasing, black, 28, 28, seed), both = Apply(erasing with { ImpulseNoise = .1f }, black, 28, 28, seed);
            if (alone.Max() > 0)
            {
                compared++;
                Assert.IsGreaterThan(.7 * 784, alone.Zip(both).Count(pair => pair.First == pair.Second));
            }
        }
        Assert.IsGreaterThan(4, compared);
    }

    [TestMethod]
    public void Apply_SharedByThreads_GivesTheSamePictures()
    {
        byte[] noise = TestPictures.Noise(28, 28);
        var augmenter = new Augmenter(Everything, 28, 28);
        float[][] alone = new float[200][], together = new float[200][];
        void Augment(float[][] results, int i) => augmenter.Apply(noise, results[i] = new float[784], new RandomStream(5, 0, (ulong)i));

        for (int i = 0; i < 200; i++) { Augment(alone, i); }
        Parallel.For(0, 200, i => Augment(together, i));

        for (int i = 0; i < 200; i++) { CollectionAssert.AreEqual(alone[i], together[i]); }
    }

    [TestMethod]
    [DataRow(28, 28)]
    [DataRow(200, 120)]
    public void Apply_OnceThereIsMemory_AllocatesNothing(int height, int width)
    {
        byte[] noise = TestPictures.Noise(height, width);
        float[] result = new float[noise.Length];
        var augmenter = new Augmenter(Everything with { Probability = 1 }, height, width);
        augmenter.Apply(noise, result, new RandomStream(1));

        // A garbage collection may empty the pool of arrays in between, for which it can't be blamed several times in a row.
        Assert.AreEqual(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (ulong sample = 0; sample < 20; sample++) { augmenter.Apply(noise, result, new RandomStream(1, 1, sample)); }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static float[] Apply(AugmentationOptions options, ReadOnlySpan<byte> pixels, int height, int width, ulong seed)
    {
        float[] result = new float[pixels.Length];
        new Augmenter(options, height, width).Apply(pixels, result, new RandomStream(seed));
        return result;
    }
}
