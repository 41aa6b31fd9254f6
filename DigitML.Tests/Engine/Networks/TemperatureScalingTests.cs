using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Networks;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class TemperatureScalingTests
{
    private const int Classes = 4;

    [TestMethod]
    public void Apply_TemperatureOfTwo_HalvesTheScores()
    {
        float[] scores = [0, 2 * MathF.Log(3), 1, 1];

        TemperatureScaling.Apply(scores, classes: 2, temperature: 2);

        TorchFixture.AssertClose([.25f, .75f, .5f, .5f], scores, 1e-6);
    }

    // Labels drawn by the very probabilities of the logits need no temperature; logits that were stretched need the stretch.
    [TestMethod]
    [DataRow(1f)]
    [DataRow(3f)]
    [DataRow(.25f)]
    public void Fit_StretchedLogits_FindsTheStretch(float stretch)
    {
        (float[] logits, int[] labels) = Draw(20_000);

        float temperature = TemperatureScaling.Fit([.. logits.Select(logit => logit * stretch)], labels, Classes);

        Assert.AreEqual(stretch, temperature, .05 * stretch);
    }

    [TestMethod]
    public void Fit_Minimum_IsThatOfAFineGrid()
    {
        (float[] logits, int[] labels) = Draw(300);
        float[] scores = [.. logits.Select(logit => logit * 2)];

        float temperature = TemperatureScaling.Fit(scores, labels, Classes);

        double best = Enumerable.Range(0, 4000).Select(i => Math.Exp(-2 + i * .001)).MinBy(candidate => Loss(scores, labels, candidate));
        Assert.AreEqual(1, temperature / best, .001);
    }

    [TestMethod]
    public void Fit_NoMistakes_DoesNotGrowCertain()
    {
        // Ten images, all recognised with a margin of 5: as with one wrong in twelve the confidence must stay near 11/12.
        float[] scores = [.. Enumerable.Range(0, 10).SelectMany(_ => new float[] { 5, 0 })];

        float temperature = TemperatureScaling.Fit(scores, new int[10], classes: 2);

        TemperatureScaling.Apply(scores, 2, temperature);
        Assert.AreEqual(11f / 12, scores[0], 1e-4);
    }

    [TestMethod]
    public void Fit_NothingToLearnFrom_StaysWithinItsLimits()
    {
        // Always wrong, and surest where it is: no temperature is high enough.
        float temperature = TemperatureScaling.Fit([9, 0, 0, 0, 0, 0], [1, 0], classes: 3);

        Assert.AreEqual(TemperatureScaling.Highest, temperature, .01);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Fit_ScoresThatAreNoNumbers_ChangesNothing(float score) =>
        Assert.AreEqual(1, TemperatureScaling.Fit([score, 0, 1, 2], [0, 1], classes: 2));

    [TestMethod]
    public void Fit_OneClass_ChangesNothing() => Assert.AreEqual(1, TemperatureScaling.Fit([1, 2], [0, 0], classes: 1));

    private static (float[] Logits, int[] Labels) Draw(int count)
    {
        var random = new RandomStream(3);
        var logits = new float[count * Classes];
        var labels = new int[count];
        for (int image = 0; image < count; image++)
        {
            Span<float> row = logits.AsSpan(image * Classes, Classes);
            foreach (ref float logit in row) { logit = random.Uniform(-3, 3); }
            Span<float> probabilities = new float[Classes];
            SoftmaxCrossEntropy.Softmax<float>(row, probabilities);
            float drawn = random.Uniform(0, 1);
            while (labels[image] < Classes - 1 && (drawn -= probabilities[labels[image]]) > 0) { labels[image]++; }
        }

        return (logits, labels);
    }

    // The mean log-loss with a wrong image in count + 2, spread over the other classes.
    private static double Loss(float[] scores, int[] labels, double temperature)
    {
        double sum = 0, wrong = 1.0 / (labels.Length + 2);
        for (int image = 0; image < labels.Length; image++)
        {
            double[] row = [.. scores.AsSpan(image * Classes, Classes).ToArray().Select(score => score / temperature)];
            double total = Math.Log(row.Sum(Math.Exp));
            for (int i = 0; i < Classes; i++) { sum -= (i == labels[image] ? 1 - wrong : wrong / (Classes - 1)) * (row[i] - total); }
        }

        return sum / labels.Length;
    }
}
