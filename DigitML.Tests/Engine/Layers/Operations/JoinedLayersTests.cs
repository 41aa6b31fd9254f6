using DigitML.Tests.Engine.Networks;

namespace DigitML.Tests.Engine.Layers.Operations;

/// <summary>Convolutions and what is computed together with them, over sizes that fill no tile, register or patch.</summary>
[TestClass]
public sealed class JoinedLayersTests
{
    private const double Tolerance = 5e-5;

    private static readonly string[] Tails =
    [
        "", "relu", "leaky", "pool", "relu pool", "leaky pool", "relu pool dropout", "relu dropout pool",
        "norm", "norm relu", "norm pool", "norm relu pool dropout", "norm leaky pool",
    ];

    private static readonly (TensorShape Input, Conv2D Layer, int Samples)[] Convolutions =
    [
        (new(1, 1, 3), Same(7, 3), 5),
        (new(1, 1, 16), Same(16, 5), 17),
        (new(2, 3, 1), Same(10, 2), 129),
        (new(1, 7, 10), Same(3, 3), 3),
        (new(7, 1, 3), Same(16, 3), 4),
        (new(3, 3, 7), Valid(1, 3), 33),
        (new(5, 4, 33), Valid(16, 2), 2),
        (new(4, 4, 3), Same(3, 1), 19),
        (new(6, 6, 16), Same(32, 3), 3),
        (new(7, 7, 16), Same(16, 5), 2),
        (new(9, 8, 32), Valid(16, 3), 1),
        (new(13, 11, 3), Same(10, 5) with { Stride = 2 }, 2),
        (new(11, 10, 16), Same(16, 3) with { Stride = 2 }, 3),
        (new(9, 9, 7), Valid(10, 2) with { Stride = 2, UseBias = false }, 2),
        (new(8, 9, 16), Same(33, 3) with { UseBias = false }, 2),
        (new(2, 2, 16), Same(16, 5) with { UseBias = false }, 17),
        (new(10, 7, 1), new Conv2D(16, 2, 3) { Padding = Padding.Same }, 3),
        (new(31, 31, 1), Valid(7, 5), 1),
        (new(17, 19, 16), Same(16, 3), 1),
    ];

    // Several convolutions, whose halos and gradients meet.
    private static readonly Dictionary<string, Network> Chains = new()
    {
        ["two pooled blocks of five and three"] = Of(new(13, 13, 1),
            Same(16, 5), new Relu(), Same(16, 5), new Relu(), new MaxPool2D(2), new Dropout(0),
            Same(32, 3), new Relu(), Same(16, 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(20), new Relu(), new Dense(4)),
        ["normalised blocks"] = Of(new(12, 11, 1),
            Same(16, 3) with { UseBias = false }, new BatchNorm(), new Relu(), Valid(16, 3) with { UseBias = false }, new BatchNorm(), new Relu(),
            new MaxPool2D(2), Same(32, 3) with { UseBias = false }, new BatchNorm(), new LeakyRelu(), new Flatten(), new Dropout(0), new Dense(5)),
        ["pooled on pooled"] = Of(new(23, 21, 3),
            Same(10, 3), new Relu(), new MaxPool2D(2), Same(16, 5), new Relu(), new MaxPool2D(2), Valid(16, 3), new Relu(), new MaxPool2D(2),
            new Flatten(), new Dense(3)),
        ["strides between pooled blocks"] = Of(new(15, 14, 16),
            Same(16, 3), new Relu(), new MaxPool2D(2), Same(16, 3) with { Stride = 2 }, new Relu(), new MaxPool2D(2), new GlobalAveragePool2D(),
            new Dense(3)),
        ["pooled at the end"] = Of(new(4, 5, 16), Same(16, 3), new Relu(), new MaxPool2D(2), Valid(4, 2), new Relu()),
        ["other windows than two by two"] = Of(new(9, 9, 16),
            Same(16, 3), new Relu(), new MaxPool2D(3) { Stride = 2 }, Same(16, 3), new Relu(), new MaxPool2D(2) { Stride = 1 }, new Flatten()),
    };

    public static IEnumerable<object[]> TailNames => Tails.Select(tail => new object[] { tail });

    public static IEnumerable<object[]> ChainNames => Chains.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(TailNames))]
    public void Training_ConvolutionOfAnySize_AgreesWithTheReferences(string tail) => ForEachSize(tail, training: true);

    [TestMethod]
    [DynamicData(nameof(TailNames))]
    public void Use_ConvolutionOfAnySize_AgreesWithTheReferences(string tail) => ForEachSize(tail, training: false);

    [TestMethod]
    [DynamicData(nameof(ChainNames))]
    public void Training_Chain_AgreesWithTheReferences(string name) => new NetworkCase(Chains[name], 3, name).AssertTraining(Tolerance);

    [TestMethod]
    [DynamicData(nameof(ChainNames))]
    public void Training_ChainOnALargeBatch_AgreesWithTheReferences(string name) =>
        new NetworkCase(Chains[name], 3, name).AssertRepeatedTraining(times: 43, Tolerance);

    [TestMethod]
    [DynamicData(nameof(ChainNames))]
    public void Use_Chain_AgreesWithTheReferences(string name) => new NetworkCase(Chains[name], 3, name).AssertUse(Tolerance);

    [TestMethod]
    [DynamicData(nameof(ChainNames))]
    public void Training_ChainAfterALargerBatch_GivesTheSameBitsOnAnyNumberOfThreads(string name)
    {
        var network = new NetworkCase(Chains[name], 3, name);
        foreach (bool dense in new[] { true, false })
        {
            LayerFigures<float> expected = network.Train(dense, threads: 1, spare: 34);
            LayerFigures.AssertSameBits(expected, network.Train(dense, threads: 2, spare: 34, used: true), $"{name}, dense {dense}, two threads");
            LayerFigures.AssertSameBits(expected, network.Train(dense, threads: 3, spare: 34, used: true), $"{name}, dense {dense}, three threads");
        }
    }

    [TestMethod]
    [DataRow("relu pool dropout")]
    [DataRow("relu dropout pool")]
    [DataRow("leaky dropout")]
    [DataRow("dropout relu pool")]
    public void Training_WithDropout_GivesWhatTheSeparateLayersGive(string tail)
    {
        // Pooling of one pixel changes nothing but keeps the convolution by itself.
        Network With(params Layer[] between) => Of(
            new(9, 10, 16), [Same(16, 3), .. between, .. TailOf(tail, .25f), Same(32, 3), .. between, .. TailOf(tail, .5f), new Flatten()]);
        foreach (bool dense in new[] { true, false })
        {
            LayerFigures<float> joined = new NetworkCase(With(), 3, tail).Train(dense);
            LayerFigures<float> separate = new NetworkCase(With(new AveragePool2D(1)), 3, tail).Train(dense);
            var expected = new LayerFigures<double>(LayerCase.Widen(separate.Output), LayerCase.Widen(separate.InputGradient),
                [.. separate.ParameterGradients.Select(LayerCase.Widen)]);
            LayerFigures.AssertClose(expected, joined, Tolerance, $"{tail}, dense {dense}");
        }
    }

    private static void ForEachSize(string tail, bool training)
    {
        int count = 0;
        // Below a normalisation that learns, a bias has no gradient but rounding errors.
        bool bias = !training || !tail.StartsWith("norm", StringComparison.Ordinal);
        foreach ((TensorShape input, Conv2D convolution, int samples) in Convolutions)
        {
            TensorShape output = convolution.OutputShape(input);
            if (tail.Contains("pool", StringComparison.Ordinal) && Math.Min(output.Height, output.Width) < 2) { continue; }
            Layer[] layers = [convolution with { UseBias = bias && convolution.UseBias }, .. TailOf(tail), new Flatten()];
            var network = new NetworkCase(new Network(layers, input), samples, $"{layers[0]} {tail} on {samples} of ({input})");
            if (training) { network.AssertTraining(Tolerance); }
            else { network.AssertUse(Tolerance); }
            count++;
        }

        Assert.IsGreaterThan(10, count);
    }

    private static IEnumerable<Layer> TailOf(string tail, float rate = 0) =>
        tail.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => LayerOf(word, rate));

    private static Layer LayerOf(string word, float rate) => word switch
    {
        "norm" => new BatchNorm(),
        "relu" => new Relu(),
        "leaky" => new LeakyRelu(),
        "pool" => new MaxPool2D(2),
        "dropout" => new Dropout(rate),
        _ => throw new ArgumentException($"There is no layer {word}."),
    };

    private static Network Of(TensorShape input, params Layer[] layers) => new(layers, input);

    private static Conv2D Same(int filters, int kernel) => new(filters, kernel) { Padding = Padding.Same };

    private static Conv2D Valid(int filters, int kernel) => new(filters, kernel) { Padding = Padding.Valid };
}
