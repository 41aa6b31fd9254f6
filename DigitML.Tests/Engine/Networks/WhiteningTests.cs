using DigitML.Engine.Kernels;
using DigitML.Engine.Layers.Operations;
using DigitML.Engine.Networks.Normalization;
using DigitML.Engine.Threading;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Engine.Networks;

/// <summary>What whitening measures, and what it makes of images.</summary>
[TestClass]
public sealed class WhiteningTests
{
    [TestMethod]
    [DataRow(1, 5)]
    [DataRow(7, 3)]
    [DataRow(40, 12)]
    [DataRow(300, 11)]
    [DataRow(600, 6)]
    public void Covariance_AnySet_IsItsDefinition(int count, int size)
    {
        ImageSet images = SyntheticDigits.Make(count, size: size);
        double[][] pixels = Pixels(images);
        double[] mean = [.. Enumerable.Range(0, size * size).Select(i => pixels.Average(image => image[i]))];

        var measured = new PixelCovariance(images, WorkerTeam.Create(2));

        for (int i = 0; i < mean.Length; i++)
        {
            Assert.AreEqual(mean[i], measured.Mean[i], 1e-13);
            for (int j = 0; j < mean.Length; j++)
            {
                double expected = pixels.Average(image => (image[i] - mean[i]) * (image[j] - mean[j]));
                Assert.AreEqual(expected, measured.Covariance[i * mean.Length + j], 1e-13, $"{i}, {j}");
            }
        }
    }

    // 256 white pixels at once are the largest sum that a float has to hold exactly.
    [TestMethod]
    public void Covariance_WhitePixels_IsExactlyZero()
    {
        var pixels = new byte[517 * 4];
        Array.Fill(pixels, (byte)255);

        var measured = new PixelCovariance(new ImageSet(pixels, new int[517], 2, 2, ["one"]), WorkerTeam.Create(1));

        Assert.AreSequenceEqual(new double[16], measured.Covariance);
        Assert.AreSequenceEqual([1.0, 1.0, 1.0, 1.0], measured.Mean);
    }

    // More images than pixels, and noise in every pixel: full rank.
    [TestMethod]
    [DataRow(600, 8)]
    [DataRow(400, 9)]
    public void Apply_MeasuredImages_HaveNoMeanNoCorrelationAndVarianceOne(int count, int size)
    {
        ImageSet images = SyntheticDigits.Make(count, size: size);
        float[][] whitened = Whiten(images, Whitening.Measure(images, 1e-9f, WorkerTeam.Create(2)), capacity: 50);

        for (int i = 0; i < size * size; i++)
        {
            Assert.AreEqual(0, whitened.Average(image => image[i]), 1e-4);
            for (int j = 0; j < size * size; j++)
            {
                Assert.AreEqual(i == j ? 1 : 0, whitened.Average(image => (double)image[i] * image[j]), 1e-3, $"{i}, {j}");
            }
        }
    }

    [TestMethod]
    [DataRow(1, 9)]
    [DataRow(3, 8)]
    [DataRow(33, 13)]
    [DataRow(130, 5)]
    public void Apply_AnyCapacityAndSize_IsTheProductWithTheMatrix(int capacity, int size)
    {
        ImageSet images = SyntheticDigits.Make(2 * capacity + 1, size: size);
        Whitening whitening = Whitening.Measure(images, .05f, WorkerTeam.Create(1));
        PixelNormalization normalization = PixelNormalization.UnitRange with { Whitening = whitening };
        double[][] pixels = Pixels(images);

        float[][] whitened = Whiten(images, whitening, capacity);

        for (int image = 0; image < images.Count; image++)
        {
            float[] expected = [.. Enumerable.Range(0, size * size).Select(i => (float)Enumerable.Range(0, size * size)
                .Sum(j => whitening.Matrix[i * size * size + j] * (pixels[image][j] - whitening.Mean[j])))];
            TorchFixture.AssertClose(expected, whitened[image], 1e-4, $"image {image}");
            TorchFixture.AssertClose(expected, normalization.Apply(images.Pixels(image)), 1e-5, $"image {image}");
        }
    }

    // Most pixels of digits' borders are black in every image.
    [TestMethod]
    public void Apply_PixelsThatNeverChange_AreZero()
    {
        ImageSet noisy = SyntheticDigits.Make(80, size: 6);
        byte[] pixels =
            [.. Enumerable.Range(0, 80).SelectMany(image => noisy.Pixels(image).ToArray().Select((value, i) => i < 12 ? (byte)i : value))];
        ImageSet images = new(pixels, noisy.Labels, 6, 6, noisy.LabelNames);

        Whitening whitening = Whitening.Measure(images, 1e-6f, WorkerTeam.Create(2));
        float[][] whitened = Whiten(images, whitening, capacity: 8);

        Assert.IsTrue(whitening.Matrix.All(float.IsFinite));
        for (int i = 0; i < 12; i++) { Assert.IsTrue(whitening.Matrix.AsSpan(i * 36, 36).IndexOfAnyExcept(0f) < 0); }
        foreach (float[] image in whitened)
        {
            Assert.IsTrue(image.Take(12).All(value => value == 0));
            Assert.IsTrue(image.All(value => Math.Abs(value) < 20));
        }
    }

    [TestMethod]
    public void Measure_AnyNumberOfThreads_GivesTheSameBits()
    {
        ImageSet images = SyntheticDigits.Make(310, size: 13);
        Whitening expected = Whitening.Measure(images, .01f, WorkerTeam.Create(1));

        foreach (int threads in new[] { 2, 3 }) { Assert.AreEqual(expected, Whitening.Measure(images, .01f, WorkerTeam.Create(threads))); }
        Assert.AreNotEqual(expected, Whitening.Measure(images, .02f, WorkerTeam.Create(1)));
    }

    [TestMethod]
    public void Measure_AnySet_IsSymmetricToTheBit()
    {
        Whitening whitening = Whitening.Measure(SyntheticDigits.Make(90, size: 7), .01f, WorkerTeam.Create(2));

        for (int i = 0; i < 49 * 49; i++) { Assert.AreEqual(whitening.Matrix[i], whitening.Matrix[i % 49 * 49 + i / 49]); }
    }

    // Two pixels of variance 1/4 that know nothing of each other, and two that are always equal.
    [TestMethod]
    public void Measure_KnownCovariance_IsItsInverseRoot()
    {
        ImageSet free = new([0, 0, 255, 0, 0, 255, 255, 255], new int[4], 1, 2, ["one"]), equal = new([0, 0, 255, 255], new int[2], 1, 2, ["one"]);

        Whitening ofFree = Whitening.Measure(free, .75f, WorkerTeam.Create(1)), ofEqual = Whitening.Measure(equal, .5f, WorkerTeam.Create(1));

        TorchFixture.AssertClose([1, 0, 0, 1], ofFree.Matrix, 1e-6);
        // Eigenvalues 1/2 of (1, 1) and 0 of (1, -1): half the sum and half the difference of 1 and the root of 2.
        float sum = .5f + MathF.Sqrt(.5f), difference = .5f - MathF.Sqrt(.5f);
        TorchFixture.AssertClose([sum, difference, difference, sum], ofEqual.Matrix, 1e-6);
        Assert.AreSequenceEqual([.5f, .5f], ofEqual.Mean);
    }

    [TestMethod]
    public void Measure_OneImage_LeavesOutEveryPixel() =>
        Assert.IsTrue(Whitening.Measure(SyntheticDigits.Make(1, size: 5), 1e-6f, WorkerTeam.Create(1)).Matrix.All(value => value == 0));

    [TestMethod]
    public void Measure_LargeImages_AreRefused()
    {
        var images = new ImageSet(new byte[65 * 64], [0], 65, 64, ["one"]);

        Assert.AreEqual(
            "Images of 65x64 pixels are too large for whitening, which takes at most 4,096 pixels: choose another normalization or smaller images.",
            Assert.ThrowsExactly<DigitMLException>(() => Whitening.Measure(images, .1f, WorkerTeam.Create(1))).Message);
    }

    [TestMethod]
    public void Measure_SettingsOutOfRange_SaysWhatIsWanted()
    {
        ImageSet images = SyntheticDigits.Make(20, size: 5);

        AssertRefused("The set has no images to measure whitening on; it needs at least one.", () => Measure(images.Take(0), 1));
        AssertRefused("ZCA's epsilon is 0; it must be more than 0 and finite.", () => Measure(images, 0));
        AssertRefused("ZCA's epsilon is Infinity; it must be more than 0 and finite.", () => Measure(images, float.PositiveInfinity));
        AssertRefused(
            "The number of pixels is 24; it must be 25, as the whitening was measured on.", () => Measure(images, 1).Apply(new byte[24]));
    }

    private static PixelNormalization Measure(ImageSet images, float epsilon) =>
        PixelNormalization.Measure(images, NormalizationKind.Zca, epsilon);

    private static void AssertRefused(string sentence, Action action) =>
        Assert.AreEqual(sentence, Assert.ThrowsExactly<DigitMLException>(action).Message);

    private static double[][] Pixels(ImageSet images) =>
        [.. Enumerable.Range(0, images.Count).Select(image => images.Pixels(image).ToArray().Select(pixel => pixel / 255.0).ToArray())];

    // As in a network's input, with a border of zeros round it.
    private static float[][] Whiten(ImageSet images, Whitening whitening, int capacity)
    {
        var input = new Activation(new TensorShape(images.Height, images.Width, 1));
        input.RequireValueHalo(new Halo(1, 2, 1, 1));
        input.ValueMemory.Keep();
        input.Allocate(capacity);
        var plan = new StepPlan(capacity);
        var pass = new WhiteningPass(whitening, input, plan.ShardSize);
        plan.PerShard(pass.Apply);
        var whitened = new List<float[]>();
        while (whitened.Count < images.Count)
        {
            int first = whitened.Count, count = Math.Min(capacity, images.Count - first);
            ForEachRow(images.Height, count, (sample, row) => PixelNormalization.UnitRange.Apply(
                images.Pixels(first + sample).Slice(row * images.Width, images.Width), input.ValueRow(sample, row)));
            plan.Run(WorkerTeam.Create(2), count);
            whitened.AddRange(Enumerable.Range(0, count).Select(_ => new float[images.Height * images.Width]));
            ForEachRow(images.Height, count, (sample, row) =>
                input.ValueRow(sample, row).CopyTo(whitened[first + sample].AsSpan(row * images.Width)));
        }

        return [.. whitened];
    }

    private static void ForEachRow(int height, int samples, Action<int, int> work)
    {
        for (int index = 0; index < samples * height; index++) { work(index / height, index % height); }
    }
}
