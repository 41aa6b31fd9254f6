using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Numerics;
using DigitML.Tests.Engine.Layers;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed class DropoutMaskTests
{
    [TestMethod]
    [DataRow(0.05f)]
    [DataRow(0.25f)]
    [DataRow(0.5f)]
    [DataRow(0.9f)]
    public void Apply_ManyNumbers_DropsTheRate(float rate)
    {
        const int count = 200_000;
        double deviation = Math.Sqrt(count * rate * (1.0 - rate));
        foreach (uint key in new uint[] { 1, 2, 0xFFFFFFFF })
        {
            int dropped = Ones(count, rate, key).Count(value => value == 0);
            Assert.AreEqual(count * (double)rate, dropped, 4 * deviation, $"key {key}");
        }
    }

    [TestMethod]
    public void Apply_ManyKeys_DropsEveryPlaceAtTheRate()
    {
        const int keys = 20_000;
        int[] dropped = new int[16];
        for (uint key = 0; key < keys; key++)
        {
            // As the operation draws them: keys are random, not consecutive.
            float[] values = Ones(16, 0.25f, (uint)new RandomStream(1, 2, key).NextUInt64());
            for (int i = 0; i < 16; i++) { dropped[i] += values[i] == 0 ? 1 : 0; }
        }

        foreach (int count in dropped) { Assert.AreEqual(keys * 0.25, count, 5 * Math.Sqrt(keys * 0.25 * 0.75)); }
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.25f)]
    [DataRow(0.9f)]
    public void Apply_NumbersKept_AreScaledSoThatTheMeanStays(float rate)
    {
        float[] values = Ones(100_000, rate, 9);
        Assert.IsTrue(values.All(value => value == 0 || value == 1 / (1 - rate)));
        Assert.AreEqual(1, values.Average(), 5 * Math.Sqrt(rate / (1 - rate) / values.Length) + 1e-6);
    }

    [TestMethod]
    public void Apply_SameKey_IsTheSameMaskWhateverTheNumbers()
    {
        float[] ones = Ones(1000, 0.5f, 4), values = new float[1000];
        FormulaValues.Fill(values, 1, 1);
        float[] masked = [.. values];
        DropoutMask.Apply(masked, 0.5f, 4, 0);
        for (int i = 0; i < values.Length; i++) { Assert.AreEqual(values[i] * ones[i], masked[i]); }
    }

    [TestMethod]
    public void Apply_OtherKey_IsAnotherMask()
    {
        float[] first = Ones(10_000, 0.5f, 4), second = Ones(10_000, 0.5f, 5);
        int same = first.Zip(second).Count(pair => pair.First == pair.Second);
        Assert.AreEqual(5000, same, 5 * Math.Sqrt(2500));
    }

    [TestMethod]
    public void Apply_OneByOne_IsTheMaskOfTheWhole()
    {
        // One number is always the tail, a thousand go through registers: both must agree, wherever the part starts.
        float[] whole = Ones(1000, 0.4f, 77), parts = new float[1000], single = new float[1000];
        Array.Fill(parts, 1);
        Array.Fill(single, 1);
        for (int i = 0; i < 1000; i++) { DropoutMask.Apply(single.AsSpan(i, 1), 0.4f, 77, (uint)i); }
        for (int start = 0, length = 1; start < 1000; start += length, length = Math.Min(length + 3, 1000 - start))
        {
            DropoutMask.Apply(parts.AsSpan(start, length), 0.4f, 77, (uint)start);
            if (start + length == 1000) { break; }
        }

        CollectionAssert.AreEqual(whole, single);
        CollectionAssert.AreEqual(whole, parts);
    }

    [TestMethod]
    public void Layer_ForwardAndBackward_UseTheSameMask()
    {
        var shape = new TensorShape(5, 3, 7);
        float[] values = [.. Enumerable.Repeat(1f, 6 * shape.Length)];
        LayerFigures<float> Run(ulong seed)
        {
            var harness = new LayerHarness(new Dropout(0.5f), shape, samples: 6, threads: 2, guarded: true);
            harness.State.Seed = seed;
            return harness.Run(values, [], values);
        }

        LayerFigures<float> figures = Run(1);
        CollectionAssert.AreEqual(figures.Output, figures.InputGradient);
        Assert.AreEqual(values.Length / 2, figures.Output.Count(value => value == 0), 4 * Math.Sqrt(values.Length / 4));
        CollectionAssert.AreNotEqual(figures.Output, Run(2).Output);
        float[] first = figures.Output[..shape.Length], second = figures.Output[shape.Length..(2 * shape.Length)];
        CollectionAssert.AreNotEqual(first, second, "samples share a mask");
    }

    [TestMethod]
    public void Layer_InUse_ChangesNothing()
    {
        var harness = new LayerHarness(new Dropout(0.5f), new TensorShape(1, 1, 9), samples: 2, training: false);
        float[] values = [.. Enumerable.Range(1, 18).Select(value => (float)value)];
        CollectionAssert.AreEqual(values, harness.Run(values, [], []).Output);
    }

    private static float[] Ones(int count, float rate, uint key)
    {
        float[] values = new float[count];
        Array.Fill(values, 1);
        DropoutMask.Apply(values, rate, key, 0);
        return values;
    }
}
