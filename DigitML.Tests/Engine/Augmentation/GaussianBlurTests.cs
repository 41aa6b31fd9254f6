using DigitML.Engine.Augmentation;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class GaussianBlurTests
{
    [TestMethod]
    [DataRow(.5f)]
    [DataRow(1f)]
    public void Blur_Digits_KeepTheirMass(float deviation)
    {
        foreach (GrayImage digit in TestPictures.Digits)
        {
            float[] original = TestPictures.Floats(digit.Pixels), blurred = Blur(digit.Pixels, 28, 28, deviation);

            Assert.AreEqual(original.Mass(), blurred.Mass(), .001 * original.Mass());
            Assert.IsLessThan(original.Max(), blurred.Max());
        }
    }

    [TestMethod]
    [DataRow(.7f)]
    [DataRow(1f)]
    [DataRow(2.2f)]
    [DataRow(3f)]
    public void Blur_SinglePixel_HasTheDeviationAskedFor(float deviation)
    {
        byte[] dot = new byte[41 * 41];
        dot[20 * 41 + 20] = 255;

        float[] blurred = Blur(dot, 41, 41, deviation);

        double variance = blurred.Select((value, i) => value * Math.Pow(i % 41 - 20, 2)).Sum() / blurred.Mass();
        Assert.AreEqual(deviation, Math.Sqrt(variance), .03 * deviation);
        Assert.AreEqual(blurred[20 * 41 + 23], blurred[17 * 41 + 20], 1e-3f);
    }

    [TestMethod]
    [DataRow(1, 1, 3f)]
    [DataRow(3, 5, 2f)]
    [DataRow(33, 20, 1.3f)]
    [DataRow(28, 28, .1f)]
    public void Blur_AnySize_AgreesWithThePlainReference(int height, int width, float deviation)
    {
        byte[] noise = TestPictures.Noise(height, width);

        TestPictures.AssertClose(Reference(noise, height, width, deviation), Blur(noise, height, width, deviation), .01f);
    }

    [TestMethod]
    public void Blur_EvenPicture_StaysEven() => TestPictures.AssertClose(
        [.. Enumerable.Repeat(90f, 33 * 20)], Blur([.. Enumerable.Repeat((byte)90, 33 * 20)], 33, 20, 3), 1e-3f);

    [TestMethod]
    public void Blur_Zero_LeavesThePictureAlone()
    {
        byte[] noise = TestPictures.Noise(28, 28);

        CollectionAssert.AreEqual(TestPictures.Floats(noise), Blur(noise, 28, 28, 0));
    }

    private static float[] Blur(ReadOnlySpan<byte> pixels, int height, int width, float deviation)
    {
        var effect = new GaussianBlur(new AugmentationOptions { Blur = 3 }, height, width);
        return TestPictures.Change(pixels, height, width, effect.ScratchLength, (picture, scratch) => effect.Blur(picture, scratch, deviation));
    }

    private static float[] Reference(byte[] pixels, int height, int width, double deviation)
    {
        int reach = (int)Math.Ceiling(3 * (float)deviation);
        float[] result = new float[pixels.Length];
        for (int i = 0; i < result.Length; i++)
        {
            double sum = 0, weights = 0;
            for (int y = -reach; y <= reach; y++)
            {
                for (int x = -reach; x <= reach; x++)
                {
                    double weight = Math.Exp(-(x * x + y * y) / (2 * deviation * deviation));
                    sum += weight * pixels[Math.Clamp(i / width + y, 0, height - 1) * width + Math.Clamp(i % width + x, 0, width - 1)];
                    weights += weight;
                }
            }
            result[i] = (float)(sum / weights);
        }
        return result;
    }
}
