using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Networks;
using DigitML.Engine.Threading;
using DigitML.Tests.Engine.Layers;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class NetworkExecutionTests
{
    // Neighbours that share memory, or ask each other for halos, in every way there is.
    private static readonly Dictionary<string, Network> Networks = new()
    {
        ["convOverWholeImageThenDense"] = Of(new Conv2D(7, 6), new Relu(), new Dense(4)),
        ["convOverWholeImageAtTheEnd"] = Of(new Conv2D(4, 6)),
        ["convOnAFlattenedImage"] = Of(new MaxPool2D(2), new Flatten(), new Conv2D(5, 3) { Padding = Padding.Same }, new Dense(3)),
        ["convOnARectifiedVector"] = Of(new BatchNorm(), new Flatten(), new Relu(), new Conv2D(5, 3) { Padding = Padding.Same }),
        ["convOnADenseLayer"] = Of(new Flatten(), new Dense(5), new Conv2D(4, 3) { Padding = Padding.Same }, new Flatten(), new Dense(3)),
        ["flattenTwice"] = Of(new Conv2D(3, 3), new Flatten(), new Flatten(), new Dense(4)),
        ["flattenTwiceThenConv"] = Of(new AveragePool2D(3), new Flatten(), new Flatten(), new Conv2D(4, 2) { Padding = Padding.Same }),
        ["convAfterConv"] = Of(
            new Conv2D(5, 3) { Padding = Padding.Same }, new LeakyRelu(), new Conv2D(3, 2) { Padding = Padding.Same },
            new Flatten(), new Dense(4)),
        ["strideAndNorm"] = Of(
            new Conv2D(5, 3) { Padding = Padding.Same, Stride = 2, UseBias = false }, new BatchNorm(), new Relu(),
            new Conv2D(4, 2) { UseBias = false }, new BatchNorm(), new GlobalAveragePool2D(), new Dense(4)),
        ["poolsInARow"] = Of(
            new AveragePool2D(2) { Stride = 1 }, new Conv2D(6, 2), new MaxPool2D(2) { Stride = 1 }, new MaxPool2D(2), new Flatten()),
        ["activationsInARow"] = Of(
            new Conv2D(3, 3), new LeakyRelu(0.5f), new Relu(), new LeakyRelu(), new Flatten(), new LeakyRelu(), new Dense(2)),
        ["activationFirst"] = Of(new Relu(), new Conv2D(4, 3) { Padding = Padding.Same }, new GlobalAveragePool2D()),
    };

    public static IEnumerable<object[]> Names => Networks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Run_AnyNeighbours_AgreesWithTheReferences(string name)
    {
        (Network network, float[][] parameters) = (Networks[name], NetworkHarness.SomeParameters(Networks[name]));
        (float[] images, float[] upstream) = (Values(5 * network.InputShape.Length, 1), Values(5 * network.ClassCount, 2));
        LayerFigures<double> expected = NetworkHarness.RunReference(network, images, parameters, upstream);
        var harness = new NetworkHarness(network, capacity: 5, threads: 2);
        LayerFigures.AssertClose(expected, harness.Run(images, parameters, _ => upstream), 1e-4, name);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Run_AfterOtherBatches_GivesTheSameBitsAgain(string name)
    {
        (Network network, float[][] parameters) = (Networks[name], NetworkHarness.SomeParameters(Networks[name]));
        (float[] images, float[] others) = (Values(19 * network.InputShape.Length, 1), Values(33 * network.InputShape.Length, 3));
        LayerFigures<float> Run(NetworkHarness harness, float[] batch) => harness.Run(batch, parameters, logits => logits);
        var used = new NetworkHarness(network, capacity: 33, threads: 2);
        Run(used, others);
        LayerFigures.AssertSameBits(Run(new NetworkHarness(network, capacity: 33), images), Run(used, images), name);
    }

    [TestMethod]
    [DataRow("keras")]
    [DataRow("mieczmik")]
    public void Run_NetworkOfPyTorch_GivesLogitsLossesAndGradients(string name)
    {
        TorchFixture fixture = TorchFixture.Load("networks")[name];
        int[] labels = fixture.Integers("labels");
        LayerFigures<float> one = RunFixture(fixture, name, threads: 1), two = RunFixture(fixture, name, threads: 2);
        fixture.AssertClose("logits", one.Output);
        Assert.AreEqual(fixture.Number("loss"), Loss(one.Output, labels, 0, []), 1e-4);
        Assert.AreEqual(fixture.Number("lossSmoothed"), Loss(one.Output, labels, 0.1f, []), 1e-4);
        IReadOnlyList<string> names = fixture["parameters"].Names;
        for (int i = 0; i < names.Count; i++) { fixture["gradients"].AssertGradient(names[i], one.ParameterGradients[i]); }
        fixture.AssertGradient("inputGradient", one.InputGradient);
        LayerFigures.AssertSameBits(one, two, name);
    }

    [TestMethod]
    public void Run_WithDropout_DependsOnTheSeedNotOnTheThreads()
    {
        var network = new Network(
            [new Conv2D(4, 3), new Relu(), new Dropout(0.25f), new Flatten(), new Dense(20), new Dropout(0.5f), new Dense(3)],
            new TensorShape(6, 6, 3));
        (float[] images, float[][] parameters) = (Values(40 * network.InputShape.Length, 1), NetworkHarness.SomeParameters(network));
        LayerFigures<float> Run(int threads, ulong seed) =>
            new NetworkHarness(network, capacity: 40, threads).Run(images, parameters, logits => logits, seed);
        LayerFigures<float> first = Run(1, 7);
        LayerFigures.AssertSameBits(first, Run(2, 7), "two threads");
        LayerFigures.AssertSameBits(first, Run(4, 7), "four threads");
        Assert.IsFalse(first.Output.SequenceEqual(Run(1, 8).Output));
    }

    [TestMethod]
    public void Run_ForUse_GivesTheLogitsOfTrainingWithoutDropout()
    {
        Layer[] layers = [new Conv2D(4, 3) { Padding = Padding.Same }, new Relu(), new MaxPool2D(2), new Flatten(), new Dense(3)];
        var trained = new Network(layers, new TensorShape(6, 6, 3));
        var used = new Network([.. layers[..4], new Dropout(0.5f), layers[4]], new TensorShape(6, 6, 3));
        (float[] images, float[][] parameters) = (Values(3 * 108, 1), NetworkHarness.SomeParameters(trained));
        float[] expected = new NetworkHarness(trained, 3).Run(images, parameters).Output;
        CollectionAssert.AreEqual(expected, new NetworkHarness(used, 8, training: false).Run(images, parameters).Output);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void PlanBackward_ImagesNeedNoGradient_LeavesTheOthersAsTheyAre(string name)
    {
        (Network network, float[][] parameters) = (Networks[name], NetworkHarness.SomeParameters(Networks[name]));
        float[] images = Values(5 * network.InputShape.Length, 1);
        LayerFigures<float> with = new NetworkHarness(network, 5).Run(images, parameters, logits => logits);
        LayerFigures<float> without = new NetworkHarness(network, 5, inputGradient: false).Run(images, parameters, logits => logits);
        LayerFigures.AssertSameBits(with with { InputGradient = [] }, without with { InputGradient = [] }, name);
    }

    [TestMethod]
    public void PlanBackward_ForUse_Throws()
    {
        Network network = Networks["flattenTwice"];
        var execution = new NetworkExecution(network, network.CreateParameters(), capacity: 2, training: false);
        Assert.ThrowsExactly<InvalidOperationException>(() => execution.PlanBackward(new StepPlan(2)));
    }

    private static Network Of(params Layer[] layers) => new(layers, new TensorShape(6, 6, 2));

    private static LayerFigures<float> RunFixture(TorchFixture fixture, string name, int threads)
    {
        Network network = name == "keras" ? NetworkTests.Keras(dropout: false) : NetworkTests.Mieczmik(dropout: false);
        float[][] parameters = [.. fixture["parameters"].Names.Select(parameter => fixture["parameters"].Floats(parameter))];
        int[] labels = fixture.Integers("labels");
        return new NetworkHarness(network, labels.Length, threads).Run(fixture.Floats("input"), parameters, logits =>
        {
            float[] gradient = new float[logits.Length];
            Loss(logits, labels, 0, gradient);
            return gradient;
        });
    }

    private static float Loss(float[] logits, int[] labels, float smoothing, float[] gradient)
    {
        float loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            Span<float> part = gradient.Length == 0 ? [] : gradient.AsSpan(n * 10, 10);
            loss += SoftmaxCrossEntropy.Loss(logits.AsSpan(n * 10, 10), labels[n], smoothing, 1f / labels.Length, part) / labels.Length;
        }

        return loss;
    }

    private static float[] Values(int count, ulong key)
    {
        float[] values = new float[count];
        FormulaValues.Fill(values, key, 1);
        return values;
    }
}
