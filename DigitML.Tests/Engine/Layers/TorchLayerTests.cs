namespace DigitML.Tests.Engine.Layers;

/// <summary>Every layer against the figures of PyTorch.</summary>
[TestClass]
public sealed class TorchLayerTests
{
    private static readonly TorchFixture Cases = TorchFixture.Load("layers");

    public static IEnumerable<object[]> Trained => Names.Where(name => name != "batchNormInference").Select(name => new object[] { name });

    // The losses are no layers: see SoftmaxCrossEntropyTests.
    private static IEnumerable<string> Names => Cases.Names.Where(name => !name.StartsWith("crossEntropy", StringComparison.Ordinal));

    [TestMethod]
    [DynamicData(nameof(Trained))]
    public void Layer_InTraining_GivesPyTorchsFigures(string name)
    {
        TorchFixture expected = Cases[name];
        LayerHarness harness = Harness(expected, threads: 1);
        LayerFigures<float> actual = Run(harness, expected);
        expected.AssertClose("output", actual.Output, 1e-5);
        expected.AssertClose("inputGradient", actual.InputGradient, 1e-5);
        string[] gradients = [.. ParameterNames(expected).Select(parameter => parameter + "Gradient").Where(expected.Has)];
        Assert.HasCount(gradients.Length, actual.ParameterGradients);
        for (int i = 0; i < gradients.Length; i++) { expected.AssertClose(gradients[i], actual.ParameterGradients[i], 1e-5); }
        if (!expected.Has("runningMeanAfter")) { return; }
        expected.AssertClose("runningMeanAfter", harness.Parameter("running_mean"), 1e-5);
        expected.AssertClose("runningVarianceAfter", harness.Parameter("running_var"), 1e-5);
    }

    [TestMethod]
    [DynamicData(nameof(Trained))]
    public void Layer_OnTwoThreads_GivesTheSameBits(string name)
    {
        LayerFigures<float> one = Run(Harness(Cases[name], threads: 1), Cases[name]);
        LayerFigures<float> two = Run(Harness(Cases[name], threads: 2), Cases[name]);
        LayerFigures.AssertSameBits(one, two, name);
    }

    [TestMethod]
    public void BatchNorm_InUse_GivesPyTorchsOutputAndKeepsItsStatistics()
    {
        TorchFixture expected = Cases["batchNormInference"];
        var harness = new LayerHarness(LayerOf(expected), InputOf(expected), samples: 4, training: false);
        expected.AssertClose("output", Run(harness, expected).Output, 1e-5);
        CollectionAssert.AreEqual(expected.Floats("runningMean"), harness.Parameter("running_mean"));
        CollectionAssert.AreEqual(expected.Floats("runningVariance"), harness.Parameter("running_var"));
    }

    private static LayerHarness Harness(TorchFixture fixture, int threads) =>
        new(LayerOf(fixture), InputOf(fixture), fixture.Shape("input")[0], threads);

    private static LayerFigures<float> Run(LayerHarness harness, TorchFixture fixture) =>
        harness.Run(fixture.Floats("input"), [.. ParameterNames(fixture).Select(fixture.Floats)], fixture.Floats("upstream"));

    private static string[] ParameterNames(TorchFixture fixture) =>
        [.. new[] { "weight", "bias", "gamma", "beta", "runningMean", "runningVariance" }.Where(fixture.Has)];

    private static TensorShape InputOf(TorchFixture fixture)
    {
        int[] shape = fixture.Shape("input");
        return shape.Length == 2 ? new TensorShape(1, 1, shape[1]) : new TensorShape(shape[1], shape[2], shape[3]);
    }

    private static Layer LayerOf(TorchFixture fixture) => fixture.Text("layer") switch
    {
        "Conv2D" => new Conv2D(fixture.Integer("filters"), fixture.Integer("kernel"))
        {
            Stride = fixture.Integer("stride"),
            UseBias = fixture.Flag("hasBias"),
            Padding = fixture.Text("padding") == "same" ? Padding.Same : Padding.Valid,
        },
        "Dense" => new Dense(fixture.Integer("units")) { UseBias = fixture.Flag("hasBias") },
        "MaxPool2D" => new MaxPool2D(fixture.Integer("window")) { Stride = fixture.Integer("stride") },
        "AveragePool2D" => new AveragePool2D(fixture.Integer("window")) { Stride = fixture.Integer("stride") },
        "GlobalAveragePool2D" => new GlobalAveragePool2D(),
        "Relu" => new Relu(),
        "LeakyRelu" => new LeakyRelu((float)fixture.Number("slope")),
        "BatchNorm" => new BatchNorm { Epsilon = (float)fixture.Number("epsilon"), Momentum = (float)(1 - fixture.Number("momentum")) },
        string other => throw new NotSupportedException($"There is no layer {other}."),
    };
}
