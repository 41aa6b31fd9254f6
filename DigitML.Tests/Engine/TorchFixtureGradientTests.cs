namespace DigitML.Tests.Engine;

[TestClass]
public sealed class TorchFixtureGradientTests
{
    private const string Bias = "dense2.bias";

    [TestMethod]
    [DataRow("keras")]
    [DataRow("mieczmik")]
    public void AssertGradient_LastBiasFromTheLogits_Passes(string name)
    {
        TorchFixture network = TorchFixture.Load("networks")[name];
        network["gradients"].AssertGradient(Bias, BiasGradient(network), 1e-6);
    }

    [TestMethod]
    public void AssertGradient_TwoValuesSwapped_NamesTheIndex()
    {
        TorchFixture network = TorchFixture.Load("networks")["keras"];
        float[] gradient = BiasGradient(network);
        (gradient[3], gradient[4]) = (gradient[4], gradient[3]);
        AssertFailedException error = Assert.ThrowsExactly<AssertFailedException>(
            () => network["gradients"].AssertGradient(Bias, gradient));
        Assert.Contains("networks/keras/gradients/dense2.bias: value", error.Message);
    }

    [TestMethod]
    public void AssertGradient_SamplesAloneRight_FailsForTheSums()
    {
        TorchFixture gradients = TorchFixture.Load("networks")["keras"]["gradients"];
        float[] gradient = new float[gradients["conv1.weight"].Integer("count")];
        int[] indices = gradients["conv1.weight"].Integers("indices");
        for (int i = 0; i < indices.Length; i++)
            gradient[indices[i]] = gradients["conv1.weight"].Floats("samples")[i];
        AssertFailedException error = Assert.ThrowsExactly<AssertFailedException>(
            () => gradients.AssertGradient("conv1.weight", gradient));
        Assert.Contains("sum", error.Message);
    }

    [TestMethod]
    public void AssertGradient_NotANumberBetweenTheSamples_Fails()
    {
        TorchFixture gradients = TorchFixture.Load("networks")["keras"]["gradients"];
        float[] gradient = new float[gradients["conv1.weight"].Integer("count")];
        int[] indices = gradients["conv1.weight"].Integers("indices");
        Array.Fill(gradient, float.NaN);
        for (int i = 0; i < indices.Length; i++)
            gradient[indices[i]] = gradients["conv1.weight"].Floats("samples")[i];
        Assert.ThrowsExactly<AssertFailedException>(() => gradients.AssertGradient("conv1.weight", gradient));
    }

    [TestMethod]
    public void Number_LossesOfANetwork_FollowFromTheLogits()
    {
        TorchFixture network = TorchFixture.Load("networks")["keras"];
        double[] logits = network.Doubles("logits");
        int[] labels = network.Integers("labels");
        double loss = 0, uniform = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            double logSum = Math.Log(Row(logits, n).Sum(Math.Exp));
            loss += (logSum - Row(logits, n)[labels[n]]) / labels.Length;
            uniform += Row(logits, n).Average(logit => logSum - logit) / labels.Length;
        }
        Assert.AreEqual(loss, network.Number("loss"), 1e-7);
        Assert.AreEqual(0.9 * loss + 0.1 * uniform, network.Number("lossSmoothed"), 1e-7);
    }

    // The gradient of the mean loss by the last bias: the mean over the batch of softmax(logits) - onehot(label).
    private static float[] BiasGradient(TorchFixture network)
    {
        double[] logits = network.Doubles("logits");
        int[] labels = network.Integers("labels");
        float[] gradient = new float[10];
        for (int n = 0; n < labels.Length; n++)
        {
            double sum = Row(logits, n).Sum(Math.Exp);
            for (int k = 0; k < 10; k++)
                gradient[k] += (float)((Math.Exp(Row(logits, n)[k]) / sum - (k == labels[n] ? 1 : 0)) / labels.Length);
        }
        return gradient;
    }

    private static double[] Row(double[] logits, int n) => logits[(n * 10)..(n * 10 + 10)];
}
