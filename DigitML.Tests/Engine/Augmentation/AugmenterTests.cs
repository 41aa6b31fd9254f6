using DigitML.Engine.Augmentation;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class AugmenterTests
{
    private static readonly AugmentationOptions Usual = new() { Rotation = 15, Zoom = 0.15f, Shift = 0.1f, Shear = 0.2f };

    [TestMethod]
    public void Apply_None_CopiesThePixels()
    {
        byte[] source = Noise(28, 28);

        CollectionAssert.AreEqual(Floats(source), Apply(AugmentationOptions.None, source, 28, 28, new RandomStream(1)));
    }

    [TestMethod]
    public void Apply_IdentityMap_CopiesThePixels()
    {
        byte[] source = Noise(5, 7);

        CollectionAssert.AreEqual(Floats(source), Apply(source, 5, 7, Map(5, 7)));
    }

    [TestMethod]
    [DataRow(9, 12, 3, 0)]
    [DataRow(9, 12, -2, 1)]
    [DataRow(9, 12, 0, -4)]
    [DataRow(9, 12, 30, 0)]
    [DataRow(90, 120, -20, 7)]
    public void Apply_ShiftOfWholePixels_MovesThePicture(int height, int width, int right, int down)
    {
        byte[] source = Noise(height, width);

        float[] moved = Apply(source, height, width, Map(height, width, shiftX: right, shiftY: down));

        for (int i = 0; i < moved.Length; i++)
        {
            int x = i % width - right, y = i / width - down;
            bool inside = x >= 0 && x < width && y >= 0 && y < height;
            Assert.AreEqual(inside ? source[y * width + x] : 0, moved[i], 1e-3f, $"{i}");
        }
    }

    [TestMethod]
    public void Apply_QuarterTurn_TurnsClockwise()
    {
        float[] turned = Apply([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 3, Map(3, 3, degrees: 90));

        AssertClose([7, 4, 1, 8, 5, 2, 9, 6, 3], turned, 1e-4f);
    }

    [TestMethod]
    public void Apply_Shear_MovesLowerRowsToTheRight()
    {
        float[] slanted = Apply([0, 9, 0, 0, 9, 0, 0, 9, 0], 3, 3, Map(3, 3, shear: 1));

        AssertClose([9, 0, 0, 0, 9, 0, 0, 0, 9], slanted, 1e-4f);
    }

    [TestMethod]
    public void Apply_DoubleSize_Interpolates()
    {
        float[] zoomed = Apply([0, 0, 8, 0, 0], 1, 5, Map(1, 5, zoomX: 2));

        AssertClose([0, 4, 8, 4, 0], zoomed, 1e-4f);
    }

    [TestMethod]
    [DataRow(28, 28)]
    [DataRow(1, 1)]
    [DataRow(2, 13)]
    [DataRow(19, 11)]
    public void Apply_ManyRandomMaps_AgreesWithThePlainReference(int height, int width)
    {
        byte[] source = Noise(height, width);
        var wild = new AugmentationOptions { Rotation = 180, Zoom = 0.9f, Shift = 1, Shear = 2 };
        for (ulong sample = 0; sample < 100; sample++)
        {
            AugmentationOptions options = sample % 2 == 0 ? Usual : wild;
            var random = new RandomStream(4, 5, sample);
            AffineMap map = AffineMap.Draw(options, height, width, ref random);

            float[] result = Apply(options, source, height, width, new RandomStream(4, 5, sample));

            AssertClose(Reference(source, height, width, map), result, 0.05f);
        }
    }

    [TestMethod]
    public void Apply_SameSeedEpochAndSample_GivesTheSamePixels()
    {
        byte[] source = Noise(28, 28);

        float[] first = Apply(Usual, source, 28, 28, new RandomStream(1, 2, 3));

        CollectionAssert.AreEqual(first, Apply(Usual, source, 28, 28, new RandomStream(1, 2, 3)));
        CollectionAssert.AreNotEqual(first, Apply(Usual, source, 28, 28, new RandomStream(1, 3, 3)));
        CollectionAssert.AreNotEqual(first, Apply(Usual, source, 28, 28, new RandomStream(1, 2, 4)));
        CollectionAssert.AreNotEqual(first, Apply(Usual, source, 28, 28, new RandomStream(2, 2, 3)));
    }

    [TestMethod]
    public void Apply_SmallRanges_KeepsRangeAndMass()
    {
        byte[] source = new byte[784];
        for (int i = 0; i < 784; i++)
        {
            source[i] = i % 28 is >= 11 and < 17 && i / 28 is >= 9 and < 19 ? (byte)255 : (byte)0;
        }
        double mass = Floats(source).Sum(value => (double)value);
        for (ulong sample = 0; sample < 100; sample++)
        {
            float[] result = Apply(Usual, source, 28, 28, new RandomStream(1, 0, sample));

            Assert.IsTrue(result.All(value => value is >= 0 and <= 255));
            Assert.IsInRange(0.7 * mass, 1.4 * mass, result.Sum(value => (double)value));
        }
    }

    [TestMethod]
    public void Apply_OneRange_ChangesNothingElse()
    {
        var random = new RandomStream(8);
        AffineMap map = AffineMap.Draw(new AugmentationOptions { Shift = 0.5f }, 28, 28, ref random);

        Assert.AreEqual((1f, 0f, 0f, 1f), (map.Xx, map.Xy, map.Yx, map.Yy));
        Assert.IsInRange(-14f, 14f, map.X0);
        Assert.AreNotEqual(0f, map.X0);
        Assert.AreNotEqual(map.X0, map.Y0);
    }

    [TestMethod]
    public void Apply_WrongLength_SaysWhatIsNeeded()
    {
        var augmenter = new Augmenter(Usual, 28, 28);

        var error = Assert.ThrowsExactly<DigitMLException>(() => augmenter.Apply(new byte[784], new float[783], new RandomStream(1)));

        Assert.Contains("784 values, but the source has 784 and the destination 783", error.Message);
    }

    private static AffineMap Map(
        int height, int width, float degrees = 0, float zoomX = 1, float zoomY = 1, float shiftX = 0, float shiftY = 0, float shear = 0) =>
        AffineMap.About((width - 1) / 2f, (height - 1) / 2f, degrees, zoomX, zoomY, shiftX, shiftY, shear);

    private static float[] Apply(AugmentationOptions options, byte[] source, int height, int width, RandomStream random) =>
        Guarded(source, (from, to) => new Augmenter(options, height, width).Apply(from, to, random));

    private static float[] Apply(byte[] source, int height, int width, AffineMap map) =>
        Guarded(source, (from, to) =>
        {
            var geometry = new Geometry(Usual, height, width);
            float[] picture = [.. Enumerable.Repeat(float.NaN, ImageBuffer.Length(height, width))];
            geometry.Apply(from, picture, new float[geometry.ScratchLength], map, new RandomStream(1));
            picture.AsSpan(0, to.Length).CopyTo(to);
        });

    /// <summary>Runs with strange values round the source and sentinels round a destination full of NaN.</summary>
    private static float[] Guarded(byte[] source, Action<ReadOnlySpan<byte>, Span<float>> apply)
    {
        byte[] from = [.. Enumerable.Repeat((byte)255, 64), .. source, .. Enumerable.Repeat((byte)255, 64)];
        float[] to = [-1, .. Enumerable.Repeat(float.NaN, source.Length), -1];

        apply(from.AsSpan(64, source.Length), to.AsSpan(1, source.Length));

        Assert.AreEqual((-1f, -1f), (to[0], to[^1]));
        return to[1..^1];
    }

    private static float[] Reference(byte[] source, int height, int width, AffineMap map)
    {
        float[] result = new float[source.Length];
        for (int i = 0; i < result.Length; i++)
        {
            double x = (double)map.Xx * (i % width) + (double)map.Xy * (i / width) + map.X0;
            double y = (double)map.Yx * (i % width) + (double)map.Yy * (i / width) + map.Y0;
            double sum = 0;
            for (int j = 0; j < source.Length; j++)
            {
                sum += source[j] * Math.Max(0, 1 - Math.Abs(x - j % width)) * Math.Max(0, 1 - Math.Abs(y - j / width));
            }
            result[i] = (float)sum;
        }
        return result;
    }

    private static void AssertClose(float[] expected, float[] actual, float delta)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], delta, $"value {i}");
        }
    }

    private static byte[] Noise(int height, int width)
    {
        var random = new RandomStream(77);
        byte[] noise = new byte[height * width];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)random.Next(256);
        }
        return noise;
    }

    private static float[] Floats(byte[] bytes) => Array.ConvertAll(bytes, value => (float)value);
}
