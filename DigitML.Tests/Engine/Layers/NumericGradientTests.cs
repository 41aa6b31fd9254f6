namespace DigitML.Tests.Engine.Layers;

/// <summary>The gradients of every layer, checked by differences of its definition in double precision.</summary>
[TestClass]
public sealed class NumericGradientTests
{
    private const double Step = 1e-5;

    private static readonly Dictionary<string, LayerCase> Cases = new()
    {
        ["convValid"] = Case(new Conv2D(3, 3), 7, 5, 1),
        ["convSameOdd"] = Case(new Conv2D(2, 5) { Padding = Padding.Same }, 5, 7, 3),
        ["convSameEvenKernel"] = Case(new Conv2D(3, 4) { Padding = Padding.Same }, 6, 6, 2),
        ["convSameKernel2"] = Case(new Conv2D(3, 2) { Padding = Padding.Same }, 6, 7, 2),
        ["convStride2"] = Case(new Conv2D(3, 3) { Stride = 2 }, 8, 7, 2),
        ["convStride2SameEven"] = Case(new Conv2D(3, 3) { Stride = 2, Padding = Padding.Same }, 6, 8, 2),
        ["convStride2SameOdd"] = Case(new Conv2D(3, 3) { Stride = 2, Padding = Padding.Same }, 7, 5, 2),
        ["convStride2EvenKernelSame"] = Case(new Conv2D(2, 4) { Stride = 2, Padding = Padding.Same }, 7, 8, 2),
        ["convStride2Kernel5SameEven"] = Case(new Conv2D(3, 5) { Stride = 2, Padding = Padding.Same }, 8, 8, 2),
        ["convStride3Kernel2"] = Case(new Conv2D(3, 2) { Stride = 3 }, 8, 7, 2),
        ["convStride3Kernel1Same"] = Case(new Conv2D(3, 1) { Stride = 3, Padding = Padding.Same }, 5, 7, 2),
        ["convTall"] = Case(new Conv2D(3, 5, 2), 7, 5, 2),
        ["convWideSame"] = Case(new Conv2D(3, 2, 5) { Padding = Padding.Same }, 5, 6, 2),
        ["convWideStride2Same"] = Case(new Conv2D(3, 1, 4) { Stride = 2, Padding = Padding.Same }, 5, 6, 2),
        ["convKernelOverImageSame"] = Case(new Conv2D(2, 5) { Padding = Padding.Same }, 2, 3, 2),
        ["convWholeImage"] = Case(new Conv2D(4, 4, 3), 4, 3, 3),
        ["conv1x1NoBias"] = Case(new Conv2D(5, 1) { UseBias = false }, 3, 4, 7),
        ["dense"] = Case(new Dense(5), 1, 1, 13),
        ["denseNoBias"] = Case(new Dense(17) { UseBias = false }, 1, 1, 3),
        ["maxPool"] = Case(new MaxPool2D(2), 6, 8, 3),
        ["maxPoolOdd"] = Case(new MaxPool2D(2), 7, 5, 3),
        ["maxPoolOverlap"] = Case(new MaxPool2D(3) { Stride = 2 }, 7, 8, 3),
        ["maxPoolStride1"] = Case(new MaxPool2D(3) { Stride = 1 }, 5, 4, 3),
        ["maxPoolGaps"] = Case(new MaxPool2D(2) { Stride = 3 }, 8, 7, 3),
        ["averagePool"] = Case(new AveragePool2D(2), 7, 6, 3),
        ["averagePoolOverlap"] = Case(new AveragePool2D(3) { Stride = 2 }, 7, 8, 3),
        ["averagePoolGaps"] = Case(new AveragePool2D(1) { Stride = 2 }, 4, 5, 3),
        ["globalAveragePool"] = Case(new GlobalAveragePool2D(), 4, 3, 5),
        ["relu"] = Case(new Relu(), 3, 4, 5),
        ["leakyRelu"] = Case(new LeakyRelu(0.25f), 3, 4, 5),
        ["batchNorm"] = Case(new BatchNorm(), 3, 2, 5),
        ["batchNormFlat"] = new LayerCase(new BatchNorm { Epsilon = 0.125f }, new TensorShape(1, 1, 6), 7),
        ["flatten"] = Case(new Flatten(), 3, 2, 5),
    };

    public static IEnumerable<object[]> Names => Cases.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void References_Backward_AgreesWithDifferences(string name)
    {
        LayerCase layer = Cases[name];
        LayerFigures<double> backward = layer.RunReference(), differences = Differences(layer);
        foreach (((string what, double[] expected), (_, double[] actual)) in differences.All.Zip(backward.All))
        {
            double largest = expected.Max(Math.Abs);
            for (int i = 0; i < expected.Length; i++) { Assert.AreEqual(expected[i], actual[i], 1e-6 * largest, $"{what} {i}"); }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Layer_Backward_AgreesWithDifferences(string name)
    {
        LayerFigures<float> actual = Cases[name].Run(threads: 2, guarded: true);
        LayerFigures.AssertClose(Differences(Cases[name]), actual, 1e-4, name);
    }

    [TestMethod]
    public void Layers_AllOfTheLibrary_HaveACase()
    {
        IEnumerable<string> all = typeof(Layer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Layer))).Select(type => type.Name);
        IEnumerable<string> tested = Cases.Values.Select(layer => layer.Layer.GetType().Name);
        Assert.AreEqual("Dropout", string.Join(' ', all.Except(tested)), "Dropout alone is checked elsewhere, by its mask.");
    }

    private static LayerCase Case(Layer layer, int height, int width, int channels) =>
        new(layer, new TensorShape(height, width, channels), 3);

    /// <summary>The output, and central differences of sum(dy * y) by every number that goes in.</summary>
    private static LayerFigures<double> Differences(LayerCase layer)
    {
        double[] x = LayerCase.Widen(layer.Values), upstream = LayerCase.Widen(layer.Upstream);
        double[][] parameters = [.. layer.Parameters.Select(LayerCase.Widen)];
        double Loss() => LayerReference.Forward(layer.Layer, layer.Shape, x, parameters).Zip(upstream, (y, dy) => y * dy).Sum();
        double[][] learnt = layer.Layer is BatchNorm ? parameters[..2] : parameters;
        return new LayerFigures<double>(
            LayerReference.Forward(layer.Layer, layer.Shape, x, parameters),
            Differences(Loss, x), [.. learnt.Select(values => Differences(Loss, values))]);
    }

    private static double[] Differences(Func<double> loss, double[] values)
    {
        double[] differences = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = value + Step;
            double above = loss();
            values[i] = value - Step;
            differences[i] = (above - loss()) / (2 * Step);
            values[i] = value;
        }

        return differences;
    }
}
