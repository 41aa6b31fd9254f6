using DigitML.Engine.Augmentation;
using DigitML.Engine.Numerics;
using DigitML.Tests.Imaging;

namespace DigitML.Tests.Engine.Augmentation;

/// <summary>Pictures for the tests of the effects, and what is measured on them.</summary>
internal static class TestPictures
{
    /// <summary>Normalised digits, 28 x 28, white on black, with strokes from thin to thick.</summary>
    public static GrayImage[] Digits { get; } =
    [
        .. from stroke in new[] { 3, 6, 10, 16 }
           from path in new[] { Drawing.Seven, Four, Eight }
           select DigitNormalizer.Normalize(Drawing.Draw(100, stroke, path)),
    ];

    private static (double X, double Y)[] Four => [(.55, .9), (.6, .1), (.2, .6), (.8, .6)];

    private static (double X, double Y)[] Eight => [(.5, .5), (.3, .3), (.5, .1), (.7, .3), (.5, .5), (.3, .7), (.5, .9), (.7, .7), (.5, .5)];

    /// <summary>Random pixels.</summary>
    public static byte[] Noise(int height, int width)
    {
        var random = new RandomStream(77);
        byte[] noise = new byte[height * width];
        foreach (ref byte pixel in noise.AsSpan()) { pixel = (byte)random.Next(256); }
        return noise;
    }

    /// <summary>Changes a picture, with NaN in its spare part and in the scratch memory and sentinels round both; checks that only finite
    /// numbers come out.</summary>
    public static float[] Change(ReadOnlySpan<byte> pixels, int height, int width, int scratchLength, Change change)
    {
        int length = ImageBuffer.Length(height, width);
        float[] picture = new float[length + 2], scratch = new float[scratchLength + 2];
        Array.Fill(picture, float.NaN);
        Array.Fill(scratch, float.NaN);
        picture[0] = picture[^1] = scratch[0] = scratch[^1] = -7;
        for (int i = 0; i < pixels.Length; i++) { picture[1 + i] = pixels[i]; }

        change(picture.AsSpan(1, length), scratch.AsSpan(1, scratchLength));

        Assert.AreEqual((-7f, -7f, -7f, -7f), (picture[0], picture[^1], scratch[0], scratch[^1]));
        float[] result = picture[1..(1 + pixels.Length)];
        Assert.IsTrue(result.All(float.IsFinite));
        return result;
    }

    /// <summary>Applies a single effect with its random amounts.</summary>
    public static float[] Apply(IImageEffect effect, ReadOnlySpan<byte> pixels, int height, int width, ulong seed)
    {
        var random = new RandomStream(seed);
        return Change(pixels, height, width, effect.ScratchLength, (picture, scratch) => effect.Apply(picture, scratch, ref random));
    }

    /// <summary>The sum of the pixels.</summary>
    public static double Mass(this IEnumerable<float> pixels) => pixels.Sum(pixel => (double)pixel);

    /// <summary>The pixels as floats.</summary>
    public static float[] Floats(ReadOnlySpan<byte> pixels) => Array.ConvertAll(pixels.ToArray(), pixel => (float)pixel);

    /// <summary>Asserts that numbers differ by no more than a limit.</summary>
    public static void AssertClose(float[] expected, float[] actual, float delta)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++) { Assert.AreEqual(expected[i], actual[i], delta, $"value {i}"); }
    }
}

/// <summary>Changes a picture in place with the help of scratch memory.</summary>
internal delegate void Change(Span<float> picture, Span<float> scratch);
