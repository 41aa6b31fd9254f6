using DigitML.Engine.Augmentation;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class NoiseTests
{
    [TestMethod]
    public void GaussianNoise_Add_HasTheMomentsOfTheNormalDistribution()
    {
        float[] values = new float[320_000];

        GaussianNoise.Add(values, 20, 123, 456);

        double[] moments = [.. Enumerable.Range(1, 4).Select(power => values.Average(value => Math.Pow(value / 20, power)))];
        TestPictures.AssertClose([0, 1, 0, 3], [.. moments.Select(moment => (float)moment)], .06f);
        Assert.AreEqual(.6827, values.Count(value => Math.Abs(value) < 20) / 320_000.0, .005);
        Assert.IsInRange(80f, 140f, values.Max());
    }

    [TestMethod]
    public void GaussianNoise_Add_MakesPixelsIndependentOfEachOther()
    {
        float[] values = new float[320_000], others = new float[320_000];
        GaussianNoise.Add(values, 1, 123, 456);
        GaussianNoise.Add(others, 1, 124, 457);

        foreach (int distance in new[] { 1, 2, 4, 8, 16, 28, 160_000 })
        {
            double correlation = Enumerable.Range(0, 320_000 - distance).Average(i => (double)values[i] * values[i + distance]);
            Assert.AreEqual(0, correlation, .015, $"{distance}");
        }
        Assert.AreEqual(0, values.Zip(others).Average(pair => (double)pair.First * pair.Second), .01);
    }

    [TestMethod]
    public void GaussianNoise_Apply_DrawsTheDeviationUpToTheLargest()
    {
        byte[] gray = [.. Enumerable.Repeat((byte)128, 64 * 64)];
        var effect = new GaussianNoise(new AugmentationOptions { Noise = .2f });

        double[] deviations =
        [
            .. Enumerable.Range(0, 200).Select(seed => Math.Sqrt(
                TestPictures.Apply(effect, gray, 64, 64, (ulong)seed).Average(value => Math.Pow(value - 128, 2)))),
        ];

        Assert.IsInRange(.19 * 255, .21 * 255, deviations.Max());
        Assert.AreEqual(.1 * 255, deviations.Average(), .015 * 255);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(.1f)]
    [DataRow(.75f)]
    [DataRow(1f)]
    public void ImpulseNoise_Strike_HitsTheShareAskedFor(float share)
    {
        float[] values = new float[320_000];
        Array.Fill(values, 100);

        ImpulseNoise.Strike(values, share, 99);

        Assert.AreEqual(share / 2, values.Count(value => value == 0) / 320_000.0, .004);
        Assert.AreEqual(share / 2, values.Count(value => value == 255) / 320_000.0, .004);
        Assert.AreEqual(1 - share, values.Count(value => value == 100) / 320_000.0, .004);
    }

    [TestMethod]
    public void ImpulseNoise_Apply_HitsOtherPixelsWithAnotherSeed()
    {
        byte[] gray = [.. Enumerable.Repeat((byte)128, 784)];
        var effect = new ImpulseNoise(new AugmentationOptions { ImpulseNoise = .5f });

        float[] first = TestPictures.Apply(effect, gray, 28, 28, 1);

        CollectionAssert.AreEqual(first, TestPictures.Apply(effect, gray, 28, 28, 1));
        CollectionAssert.AreNotEqual(first, TestPictures.Apply(effect, gray, 28, 28, 2));
        Assert.IsTrue(first.All(value => value is 0 or 128 or 255));
    }
}
