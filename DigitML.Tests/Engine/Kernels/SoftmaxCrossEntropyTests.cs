using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed class SoftmaxCrossEntropyTests
{
    private static readonly TorchFixture Cases = TorchFixture.Load("layers");

    [TestMethod]
    [DataRow("crossEntropy")]
    [DataRow("crossEntropySmoothed")]
    [DataRow("crossEntropyHuge")]
    [DataRow("crossEntropyHugeSmoothed")]
    public void Loss_CasesOfPyTorch_GiveItsFigures(string name)
    {
        TorchFixture expected = Cases[name];
        float[] logits = expected.Floats("logits"), gradient = new float[logits.Length], probabilities = new float[logits.Length];
        int[] labels = expected.Integers("labels");
        int classes = logits.Length / labels.Length;
        float[] losses = new float[labels.Length];
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<float> row = logits.AsSpan(n * classes, classes);
            losses[n] = SoftmaxCrossEntropy.Loss(row, labels[n], (float)expected.Number("labelSmoothing"), 1f / labels.Length,
                gradient.AsSpan(n * classes, classes));
            SoftmaxCrossEntropy.Softmax(row, probabilities.AsSpan(n * classes, classes));
        }

        expected.AssertClose("lossEach", losses, 1e-5);
        Assert.AreEqual(expected.Number("loss"), losses.Average(), 1e-5 * expected.Number("loss"));
        expected.AssertClose("probabilities", probabilities, 1e-5);
        expected.AssertClose("logitsGradient", gradient, 1e-5);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.1)]
    [DataRow(1.0)]
    public void Loss_InDouble_HasTheGradientOfItsDifferences(double smoothing)
    {
        const double step = 1e-5;
        double[] logits = [0.3, -2, 1.5, 0, 4], gradient = new double[5];
        SoftmaxCrossEntropy.Loss<double>(logits, 2, smoothing, 0.25, gradient);
        for (int i = 0; i < logits.Length; i++)
        {
            double[] above = [.. logits], below = [.. logits];
            above[i] += step;
            below[i] -= step;
            double Loss(double[] values) => SoftmaxCrossEntropy.Loss<double>(values, 2, smoothing, 1, []);
            Assert.AreEqual((Loss(above) - Loss(below)) / (2 * step) * 0.25, gradient[i], 1e-9);
        }
    }

    [TestMethod]
    public void Loss_OneClassOnly_IsZero()
    {
        float[] gradient = [5];
        Assert.AreEqual(0f, SoftmaxCrossEntropy.Loss<float>([3], 0, 0, 1, gradient));
        Assert.AreEqual(0f, gradient[0]);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Loss_NonFiniteLogitOfAnotherClass_IsNaN(float value)
    {
        for (int place = 0; place < 4; place++)
        {
            float[] logits = [1, 2, 3, 4], gradient = new float[4], probabilities = new float[4];
            logits[place] = value;
            Assert.IsTrue(float.IsNaN(SoftmaxCrossEntropy.Loss<float>(logits, (place + 1) % 4, 0, 1, gradient)), $"place {place}");
            SoftmaxCrossEntropy.Softmax<float>(logits, probabilities);
            Assert.IsTrue(gradient.Concat(probabilities).All(float.IsNaN));
        }
    }

    [TestMethod]
    public void Loss_LabelsLogitMinusInfinity_IsInfinite() =>
        Assert.AreEqual(float.PositiveInfinity, SoftmaxCrossEntropy.Loss<float>([1, float.NegativeInfinity], 1, 0, 1, []));
}
