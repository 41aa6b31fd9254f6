using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Layers;
using DigitML.Tests.Engine.Networks;

namespace DigitML.Tests.Engine.Layers;

/// <summary>A NaN or an infinity in an image or any learnt number must show in the loss, and in the logits of a network in use.</summary>
[TestClass]
public sealed class NonFiniteNetworkTests
{
    private const int Samples = 5;

    // Each kind of layer by itself and joined with others; channels that fill registers, for the kernels that save multiply-adds, and that don't.
    private static readonly Dictionary<string, Network> Networks = new()
    {
        ["pooled convolutions"] = Of(
            Same(16, 3), new Relu(), new MaxPool2D(2), Same(16, 5), new Relu(), new MaxPool2D(2), Same(32, 3), new Relu(), new MaxPool2D(2)),
        ["pooled convolutions of odd sizes"] = Of(
            new Conv2D(7, 2), new Relu(), new MaxPool2D(2), Same(10, 3) with { Stride = 2 }, new Relu(), new MaxPool2D(2)),
        ["convolutions with rectifiers"] = Of(Same(16, 3), new Relu(), Same(16, 5), new LeakyRelu(), Same(16, 3)),
        ["convolutions with normalisations"] = Of(
            Same(16, 3), new BatchNorm(), new Relu(), Same(16, 3), new BatchNorm(), new Relu(), new MaxPool2D(2), Same(10, 3), new BatchNorm(),
            new LeakyRelu()),
        ["windows"] = Of(Same(10, 3), new MaxPool2D(3) { Stride = 2 }, Same(16, 3), new AveragePool2D(2), Same(7, 1), new GlobalAveragePool2D()),
        ["dense layers"] = Of(new Flatten(), new Dense(20), new Relu(), new Dense(33), new BatchNorm(), new LeakyRelu()),
    };

    private static readonly float[] NonFinite = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    public static IEnumerable<object[]> Cases =>
        Networks.Keys.SelectMany(name => new[] { true, false }, (name, dense) => new object[] { name, dense });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Training_NonFinitePixel_ShowsInTheLoss(string name, bool dense)
    {
        var harness = new NetworkHarness(Networks[name], Samples, dense: dense);
        ForEachPixel((images, what) => Assert.IsFalse(double.IsFinite(Loss(harness, images, SomeParameters(name))), $"{name}: {what}"));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Training_NonFiniteParameter_ShowsInTheLoss(string name, bool dense)
    {
        var harness = new NetworkHarness(Networks[name], Samples, dense: dense);
        ForEachParameter(name, training: true, (parameters, _, what) =>
            Assert.IsFalse(double.IsFinite(Loss(harness, Images(), parameters)), $"{name}: {what}"));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Use_NonFinitePixel_MakesItsProbabilitiesNaNAndNoOthers(string name, bool dense)
    {
        var harness = new NetworkHarness(Networks[name], Samples, training: false, dense: dense);
        ForEachPixel((images, what) =>
        {
            float[] logits = harness.Run(images, SomeParameters(name)).Output;
            for (int i = 0; i < logits.Length; i++) { Assert.AreEqual(i / 4 == 1, float.IsNaN(Probabilities(logits)[i]), $"{name}: {what}, {i}"); }
        });
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Use_NonFiniteParameter_ShowsInTheLogits(string name, bool dense)
    {
        var harness = new NetworkHarness(Networks[name], Samples, training: false, dense: dense);
        ForEachParameter(name, training: false, (parameters, value, what) =>
        {
            float[] logits = harness.Run(Images(), parameters).Output;
            Assert.Contains(logit => !float.IsFinite(logit), logits, $"{name}: {what}");
            // An infinity of the last layer may make its class certain or impossible.
            if (float.IsNaN(value)) { Assert.Contains(float.NaN, Probabilities(logits), $"{name}: {what}"); }
        });
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Gradients_NonFiniteUpstreamOfALivePool_ReachWeightsBiasAndInput(bool dense)
    {
        var network = new Network([Same(16, 3), new Relu(), new MaxPool2D(2), new Flatten()], new TensorShape(9, 8, 16));
        float[] images = new float[2 * network.InputShape.Length];
        FormulaValues.Fill(images, 1, 1);
        var harness = new NetworkHarness(network, 2, dense: dense);
        foreach (float value in NonFinite)
        {
            int alive = -1;
            LayerFigures<float> figures = harness.Run(images, NetworkHarness.SomeParameters(network), logits =>
            {
                float[] upstream = new float[logits.Length];
                alive = Array.FindLastIndex(logits, logit => logit > 0);
                upstream[alive] = value;
                return upstream;
            });
            for (int i = 0; i < figures.ParameterGradients[0].Length; i++)
            {
                Assert.AreEqual(i % 16 == alive % 16, !float.IsFinite(figures.ParameterGradients[0][i]), $"{value}: weight {i}");
            }

            Assert.AreEqual(alive % 16, Array.FindIndex(figures.ParameterGradients[1], gradient => !float.IsFinite(gradient)));
            Assert.Contains(gradient => !float.IsFinite(gradient), figures.InputGradient);
        }
    }

    // The second image's pixel in the middle; those at the border are at no window's place in some networks.
    private static void ForEachPixel(Action<float[], string> check)
    {
        foreach (float value in NonFinite)
        {
            float[] images = Images();
            images[(1 * 12 + 5) * 13 * 3 + 6 * 3 + 1] = value;
            check(images, $"{value}");
        }
    }

    private static void ForEachParameter(string name, bool training, Action<float[][], float, string> check)
    {
        foreach ((int index, Parameter parameter) in Networks[name].CreateParameters().Parameters.Index())
        {
            if (training && parameter.Spec.Role == ParameterRole.RunningStatistic) { continue; }
            foreach (float value in NonFinite)
            {
                // What varies infinitely is divided by infinity: nothing of it is left.
                if (float.IsPositiveInfinity(value) && parameter.Spec.Name == "running_var") { continue; }
                float[][] parameters = SomeParameters(name);
                parameters[index][parameter.Length / 2] = value;
                check(parameters, value, $"{value} in {parameter.Name}");
            }
        }
    }

    // Every class is some image's label, so that a probability of 0 shows too.
    private static double Loss(NetworkHarness harness, float[] images, float[][] parameters)
    {
        double loss = 0;
        harness.Run(images, parameters, logits =>
        {
            float[] gradient = new float[logits.Length];
            for (int n = 0; n < Samples; n++)
            {
                loss += SoftmaxCrossEntropy.Loss(logits.AsSpan(n * 4, 4), n % 4, 0, 1f / Samples, gradient.AsSpan(n * 4, 4));
            }

            return gradient;
        });
        return loss;
    }

    private static float[] Probabilities(float[] logits)
    {
        float[] probabilities = new float[logits.Length];
        for (int i = 0; i < logits.Length; i += 4) { SoftmaxCrossEntropy.Softmax(logits.AsSpan(i, 4), probabilities.AsSpan(i, 4)); }
        return probabilities;
    }

    private static float[][] SomeParameters(string name) => NetworkHarness.SomeParameters(Networks[name]);

    private static float[] Images()
    {
        float[] images = new float[Samples * 12 * 13 * 3];
        FormulaValues.Fill(images, 1, 1);
        return images;
    }

    private static Network Of(params Layer[] layers) =>
        new([.. layers, .. layers[^1] is GlobalAveragePool2D ? [] : new Layer[] { new Flatten() }, new Dense(4)], new TensorShape(12, 13, 3));

    private static Conv2D Same(int filters, int kernel) => new(filters, kernel) { Padding = Padding.Same };
}
