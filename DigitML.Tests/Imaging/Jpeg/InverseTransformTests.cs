using DigitML.Engine.Numerics;
using DigitML.Imaging.Jpeg;

namespace DigitML.Tests.Imaging.Jpeg;

[TestClass]
public sealed class InverseTransformTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(5)]
    [DataRow(64)]
    public void Apply_RandomCoefficients_AgreesWithTheDefinition(int count)
    {
        var random = new RandomStream(1, (ulong)count);
        for (int trial = 0; trial < 200; trial++)
        {
            short[] coefficients = new short[64];
            float[] steps = [.. Enumerable.Range(0, 64).Select(i => 1f + (i * 7 + trial) % 40)];
            for (int i = 0; i < count; i++)
            {
                coefficients[random.Next(64)] = (short)(random.Next(61) - 30);
            }
            byte[] samples = new byte[7 * 11 + 8];

            InverseTransform.Apply(coefficients, steps, new float[64], samples, stride: 11);

            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    double exact = Math.Clamp(Sample(coefficients, steps, x, y) + 128, 0, 255);
                    // Half a level of rounding, and the float's own error.
                    Assert.AreEqual(exact, samples[y * 11 + x], 0.501, $"trial {trial}, ({x}, {y})");
                }
            }
        }
    }

    [TestMethod]
    public void Apply_LargestCoefficients_AreClampedWithoutTouchingTheRest()
    {
        short[] coefficients = [.. Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? short.MaxValue : short.MinValue)];
        float[] steps = [.. Enumerable.Repeat(65_535f, 64)];
        byte[] samples = [.. Enumerable.Repeat((byte)77, 8 * 10)];

        InverseTransform.Apply(coefficients, steps, new float[64], samples, stride: 10);

        for (int i = 0; i < samples.Length; i++)
        {
            Assert.IsTrue(i % 10 < 8 ? samples[i] is 0 or 255 : samples[i] == 77, $"sample {i}");
        }
    }

    /// <summary>The formula of ITU-T T.81, section A.3.3, without the level shift.</summary>
    private static double Sample(short[] coefficients, float[] steps, int x, int y)
    {
        double sum = 0;
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                sum += scale * coefficients[8 * v + u] * steps[8 * v + u]
                    * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
            }
        }
        return sum;
    }
}
