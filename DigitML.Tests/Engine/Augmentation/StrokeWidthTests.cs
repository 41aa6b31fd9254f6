using DigitML.Engine.Augmentation;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class StrokeWidthTests
{
    private static readonly AugmentationOptions Options = new() { StrokeWidth = 3 };

    [TestMethod]
    public void Change_LargerRadius_NeverTakesInkAway()
    {
        foreach (GrayImage digit in TestPictures.Digits)
        {
            float[] before = TestPictures.Floats(digit.Pixels);
            foreach (float radius in new[] { .25f, .5f, 1, 1.5f, 2, 3 })
            {
                float[] after = Change(digit.Pixels, 28, 28, radius);

                Assert.IsTrue(before.Zip(after).All(pair => pair.First <= pair.Second && pair.Second <= 255));
                Assert.IsGreaterThan(1.03 * before.Mass(), after.Mass());
                before = after;
            }
        }
    }

    [TestMethod]
    public void Change_SmallerRadius_NeverAddsInkAndKeepsTheCore()
    {
        foreach (GrayImage digit in TestPictures.Digits)
        {
            float[] original = TestPictures.Floats(digit.Pixels), before = original;
            foreach (float radius in new[] { -.25f, -.5f, -1, -1.5f, -2, -3 })
            {
                float[] after = Change(digit.Pixels, 28, 28, radius);

                Assert.IsTrue(before.Zip(after).All(pair => pair.First + 1e-3f >= pair.Second && pair.Second >= 0));
                Assert.IsGreaterThan(.12 * original.Mass(), after.Mass());
                Assert.IsGreaterThan(.9 * original.Max(), after.Max());
                before = after;
            }
            Assert.IsLessThan(original.Mass(), before.Mass());
        }
    }

    [TestMethod]
    public void Change_BarOfOddWidth_LosesAPixelOnEitherSide()
    {
        byte[] bar = Bar(5);

        AssertRow(Row(7, 8, 9), Change(bar, 16, 16, -1), 8);
        AssertRow(Row(8), Change(bar, 16, 16, -2), 8);
        AssertRow(Row(8), Change(bar, 16, 16, -3), 8);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Change_ThinBar_IsNotThinned(int width)
    {
        byte[] bar = Bar(width);

        CollectionAssert.AreEqual(TestPictures.Floats(bar), Change(bar, 16, 16, -3));
    }

    [TestMethod]
    public void Change_SinglePixel_BecomesASoftDisc()
    {
        byte[] dot = new byte[81];
        dot[40] = 200;

        float[] disc = Change(dot, 9, 9, 1.5f);

        for (int i = 0; i < 81; i++)
        {
            double distance = Math.Sqrt(Math.Pow(i % 9 - 4, 2) + Math.Pow(i / 9 - 4, 2));
            Assert.AreEqual(200 * Math.Clamp(2.5 - distance, 0, 1), disc[i], 1e-3, $"{i}");
        }
    }

    // From one radius to the next, however close to a whole one, no pixel leaps.
    [TestMethod]
    public void Change_RadiusGrowingLittleByLittle_ChangesLittle()
    {
        float[] before = Change(TestPictures.Digits[5].Pixels, 28, 28, -3);
        for (int step = 1; step <= 600; step++)
        {
            float[] after = Change(TestPictures.Digits[5].Pixels, 28, 28, -3 + step / 100f);

            Assert.IsLessThan(6, before.Zip(after).Max(pair => Math.Abs(pair.First - pair.Second)));
            before = after;
        }
    }

    [TestMethod]
    public void Change_Zero_LeavesThePictureAlone()
    {
        byte[] noise = TestPictures.Noise(28, 28);

        CollectionAssert.AreEqual(TestPictures.Floats(noise), Change(noise, 28, 28, 0));
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 5)]
    [DataRow(33, 20)]
    [DataRow(20, 33)]
    public void Change_AnySize_AgreesWithThePlainReference(int height, int width)
    {
        byte[] noise = TestPictures.Noise(height, width);

        TestPictures.AssertClose(Thickened(noise, height, width, 1.7), Change(noise, height, width, 1.7f), .01f);
        TestPictures.AssertClose(Thinned(noise, height, width), Change(noise, height, width, -1), .01f);
    }

    [TestMethod]
    public void Change_RealDigits_KeepAtLeastAnEighthOfTheirInk()
    {
        ImageSet digits = LoadMnist();
        for (int i = 0; i < 500; i++)
        {
            float[] thin = Change(digits.Pixels(i), 28, 28, -3), original = TestPictures.Floats(digits.Pixels(i));

            Assert.IsGreaterThan(original.Mass() / 8, thin.Mass(), $"image {i}");
            Assert.IsGreaterThan(.9 * original.Max(), thin.Max(), $"image {i}");
        }
    }

    private static float[] Change(ReadOnlySpan<byte> pixels, int height, int width, float radius)
    {
        var effect = new StrokeWidening(Options, height, width);
        return TestPictures.Change(pixels, height, width, effect.ScratchLength, (picture, scratch) => effect.Change(picture, scratch, radius));
    }

    /// <summary>A vertical bar in the middle of 16 x 16, from edge to edge but two rows.</summary>
    private static byte[] Bar(int width)
    {
        byte[] bar = new byte[256];
        for (int y = 1; y < 15; y++) { bar.AsSpan(y * 16 + 8 - width / 2, width).Fill(255); }
        return bar;
    }

    private static float[] Row(params int[] ink)
    {
        float[] row = new float[16];
        foreach (int x in ink) { row[x] = 255; }
        return row;
    }

    private static void AssertRow(float[] expected, float[] picture, int y) =>
        CollectionAssert.AreEqual(expected, picture[(y * 16)..(y * 16 + 16)]);

    private static float[] Thickened(byte[] pixels, int height, int width, double radius) => Map(height, width, (x, y) =>
        (from fromY in Enumerable.Range(0, height)
         from fromX in Enumerable.Range(0, width)
         let distance = Math.Sqrt((fromX - x) * (fromX - x) + (fromY - y) * (fromY - y))
         select pixels[fromY * width + fromX] * Math.Clamp(1 + radius - distance, 0, 1)).Max());

    private static float[] Thinned(byte[] pixels, int height, int width)
    {
        double Pixel(int x, int y) => x >= 0 && x < width && y >= 0 && y < height ? pixels[y * width + x] : 0;
        double Eroded(int x, int y) => Cross(x, y).Min(place => Pixel(place.X, place.Y));
        return Map(height, width, (x, y) =>
        {
            double opened = Cross(x, y).Where(place => place.X >= 0 && place.X < width && place.Y >= 0 && place.Y < height)
                .Max(place => Eroded(place.X, place.Y));
            return Pixel(x, y) - opened + Eroded(x, y);
        });
    }

    private static (int X, int Y)[] Cross(int x, int y) => [(x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)];

    private static float[] Map(int height, int width, Func<int, int, double> value) =>
        [.. Enumerable.Range(0, height * width).Select(i => (float)value(i % width, i / width))];

    private static ImageSet LoadMnist()
    {
        try
        {
            return DigitDataset.Load("mnist", new DatasetOptions { Offline = true }).Train;
        }
        catch (IOException exception)
        {
            throw new AssertInconclusiveException($"MNIST is not to hand, so no real digits were thinned: {exception.Message}");
        }
    }
}
