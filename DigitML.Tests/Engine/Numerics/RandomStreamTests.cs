using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Numerics;

[TestClass]
public sealed class RandomStreamTests
{
    private const int Draws = 200_000;

    [TestMethod]
    public void NextUInt64_SameName_GivesTheSameNumbers()
    {
        RandomStream first = new(7, 3, 5), second = new(7, 3, 5);
        for (int i = 0; i < 100; i++) { Assert.AreEqual(first.NextUInt64(), second.NextUInt64()); }
    }

    [TestMethod]
    public void NextUInt64_OtherNames_GiveOtherNumbers()
    {
        var seen = new HashSet<ulong>();
        for (ulong name = 0; name < 8 * 8 * 8; name++) { seen.Add(new RandomStream(name / 64, name / 8 % 8, name % 8).NextUInt64()); }
        Assert.HasCount(512, seen);
    }

    [TestMethod]
    public void NextUInt64_EveryBit_IsSetHalfTheTime()
    {
        var random = new RandomStream(1);
        int[] counts = new int[64];
        for (int i = 0; i < 20_000; i++)
        {
            ulong bits = random.NextUInt64();
            for (int bit = 0; bit < 64; bit++) { counts[bit] += (int)(bits >> bit & 1); }
        }

        // Five standard deviations of a binomial count.
        foreach (int count in counts) { Assert.AreEqual(10_000, count, 5 * Math.Sqrt(20_000 * 0.25)); }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(10)]
    [DataRow(48)]
    public void Next_Bound_IsUniform(int bound)
    {
        var random = new RandomStream(2, (ulong)bound);
        int[] counts = new int[bound];
        for (int i = 0; i < Draws; i++) { counts[random.Next(bound)]++; }
        double expected = (double)Draws / bound, deviation = Math.Sqrt(expected * (1 - 1.0 / bound));
        foreach (int count in counts) { Assert.AreEqual(expected, count, 5 * deviation); }
    }

    [TestMethod]
    public void NextSingle_Numbers_FillTheUnitIntervalEvenly()
    {
        var random = new RandomStream(3);
        float[] values = Draw(random.NextSingle);
        Assert.IsTrue(values.All(value => value is >= 0 and < 1));
        Assert.AreEqual(0.5, values.Average(), 5 / Math.Sqrt(12.0 * Draws));
        foreach (int count in values.CountBy(value => (int)(value * 20)).Select(bin => bin.Value))
        {
            Assert.AreEqual(Draws / 20.0, count, 5 * Math.Sqrt(Draws / 20.0));
        }
    }

    [TestMethod]
    public void Uniform_Numbers_StayBetweenTheBounds()
    {
        var random = new RandomStream(4);
        float[] values = Draw(() => random.Uniform(-3, 5));
        Assert.IsTrue(values.All(value => value is >= -3 and <= 5));
        Assert.AreEqual(1, values.Average(), 5 * 8 / Math.Sqrt(12.0 * Draws));
        Assert.IsGreaterThan(4.99f, values.Max());
        Assert.IsLessThan(-2.99f, values.Min());
    }

    [TestMethod]
    public void NextGaussian_Moments_AreThoseOfTheNormalDistribution()
    {
        var random = new RandomStream(5);
        float[] values = Draw(random.NextGaussian);
        double Moment(int power) => values.Average(value => Math.Pow(value, power));
        Assert.AreEqual(0, Moment(1), 5 / Math.Sqrt(Draws));
        Assert.AreEqual(1, Moment(2), 5 * Math.Sqrt(2.0 / Draws));
        Assert.AreEqual(0, Moment(3), 5 * Math.Sqrt(15.0 / Draws));
        Assert.AreEqual(3, Moment(4), 5 * Math.Sqrt(96.0 / Draws));
        Assert.AreEqual(0.6827, values.Count(value => Math.Abs(value) < 1) / (double)Draws, 0.006);
        Assert.IsTrue(values.All(float.IsFinite));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(1000)]
    public void Shuffle_Values_AreAPermutation(int length)
    {
        int[] values = [.. Enumerable.Range(0, length)];
        new RandomStream(6).Shuffle(values.AsSpan());
        Assert.AreSequenceEqual(Enumerable.Range(0, length), values.Order());
    }

    [TestMethod]
    public void Shuffle_FourValues_TakesEveryOrderEquallyOften()
    {
        var random = new RandomStream(8);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            char[] order = ['a', 'b', 'c', 'd'];
            random.Shuffle(order.AsSpan());
            counts[new string(order)] = counts.GetValueOrDefault(new string(order)) + 1;
        }

        Assert.HasCount(24, counts);
        foreach (int count in counts.Values) { Assert.AreEqual(1000, count, 5 * Math.Sqrt(1000)); }
    }

    private static float[] Draw(Func<float> next)
    {
        float[] values = new float[Draws];
        for (int i = 0; i < Draws; i++) { values[i] = next(); }
        return values;
    }
}
