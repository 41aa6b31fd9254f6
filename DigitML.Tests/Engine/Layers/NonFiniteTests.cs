namespace DigitML.Tests.Engine.Layers;

/// <summary>A NaN or an infinity must not get lost on its way to the loss, which is where training notices it.</summary>
[TestClass]
public sealed class NonFiniteTests
{
    private static readonly float[] NonFinite = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [TestMethod]
    [DataRow(1)]
    [DataRow(37)]
    public void Conv2D_NonFiniteInput_ReachesEveryFilterOfItsWindowAndNoOther(int filters) => ForEach(value =>
    {
        LayerCase layer = Case(new Conv2D(filters, 3), 7, 7, 2);
        layer.Values[IndexOf(sample: 1, row: 3, column: 2, layer.Shape)] = value;
        float[] output = layer.Run(guarded: true).Output;
        for (int i = 0; i < output.Length; i++)
        {
            int sample = i / (25 * filters), row = i / (5 * filters) % 5, column = i / filters % 5;
            bool touched = sample == 1 && row is >= 1 and <= 3 && column is >= 0 and <= 2;
            Assert.AreEqual(touched, !float.IsFinite(output[i]), $"{value} at output {i}");
        }
    });

    [TestMethod]
    [DataRow(1)]
    [DataRow(37)]
    public void Conv2D_NonFiniteWeight_ReachesItsFilterAndNoOther(int filters) => ForEach(value =>
    {
        LayerCase layer = Case(new Conv2D(filters, 2) { Padding = Padding.Valid }, 4, 5, 3);
        layer.Parameters[0][filters * 7 - 1] = value;
        AssertLastColumnOnly(layer.Run(guarded: true).Output, filters);
    });

    [TestMethod]
    [DataRow(1)]
    [DataRow(37)]
    public void Dense_NonFiniteWeightOrBias_ReachesItsUnitAndNoOther(int units) => ForEach(value =>
    {
        foreach (int parameter in new[] { 0, 1 })
        {
            LayerCase layer = Case(new Dense(units), 1, 1, 9);
            layer.Parameters[parameter][units - 1] = value;
            AssertLastColumnOnly(layer.Run(guarded: true).Output, units);
        }
    });

    [TestMethod]
    public void Dense_NonFiniteInput_ReachesItsSampleAndNoOther() => ForEach(value =>
    {
        LayerCase layer = Case(new Dense(20), 1, 1, 9);
        layer.Values[9 + 4] = value;
        float[] output = layer.Run(guarded: true).Output;
        for (int i = 0; i < output.Length; i++) { Assert.AreEqual(i / 20 == 1, !float.IsFinite(output[i]), $"{value} at output {i}"); }
    });

    [TestMethod]
    public void Gradients_NonFiniteUpstream_ReachInputWeightsAndBias() => ForEach(value =>
    {
        foreach (LayerCase layer in new[] { Case(new Conv2D(5, 3), 5, 5, 3), Case(new Dense(19), 1, 1, 9), Case(new BatchNorm(), 3, 3, 5) })
        {
            layer.Upstream[^1] = value;
            LayerFigures<float> figures = layer.Run(guarded: true);
            Assert.IsFalse(figures.InputGradient.All(float.IsFinite), $"{layer}: input gradient");
            foreach (float[] gradient in figures.ParameterGradients) { Assert.IsFalse(gradient.All(float.IsFinite), layer.ToString()); }
        }
    });

    [TestMethod]
    [DataRow(1)]
    [DataRow(19)]
    public void MaxPool2D_NaN_WinsWhereverItIsInTheWindow(int channels)
    {
        // Every number of the window in turn: the channels of whole registers and those of the rest.
        for (int place = 0; place < 4 * channels; place++)
        {
            LayerCase layer = Case(new MaxPool2D(2), 2, 2, channels);
            layer.Values[place] = float.NaN;
            LayerFigures<float> figures = layer.Run(guarded: true);
            Assert.IsTrue(float.IsNaN(figures.Output[place % channels]), $"place {place}");
            Assert.AreEqual(1, figures.Output.Count(float.IsNaN));
            Assert.AreEqual(layer.Upstream[place % channels], figures.InputGradient[place]);
        }
    }

    [TestMethod]
    public void MaxPool2D_Infinities_AreOrdered()
    {
        LayerCase layer = Case(new MaxPool2D(2), 2, 4, 1);
        float[] window = [float.NegativeInfinity, float.NegativeInfinity, 1, float.PositiveInfinity];
        for (int i = 0; i < 4; i++) { layer.Values[i % 2 + i / 2 * 4] = window[i]; layer.Values[i % 2 + 2 + i / 2 * 4] = window[0]; }
        float[] output = layer.Run(guarded: true).Output;
        Assert.AreEqual(float.PositiveInfinity, output[0]);
        Assert.AreEqual(float.NegativeInfinity, output[1]);
    }

    [TestMethod]
    public void AveragePools_NonFiniteInput_ReachTheirOutput() => ForEach(value =>
    {
        foreach (LayerCase layer in new[] { Case(new AveragePool2D(2), 4, 4, 17), Case(new GlobalAveragePool2D(), 3, 3, 17) })
        {
            layer.Values[^1] = value;
            float[] output = layer.Run(guarded: true).Output;
            Assert.IsFalse(float.IsFinite(output[^1]));
            Assert.AreEqual(1, output.Count(number => !float.IsFinite(number)));
        }
    });

    [TestMethod]
    public void Rectifiers_NaNOrInfinity_Stays()
    {
        foreach (Layer rectifier in new Layer[] { new Relu(), new LeakyRelu(0.1f) })
        {
            LayerCase layer = Case(rectifier, 1, 3, 11);
            (layer.Values[2], layer.Values[^1], layer.Values[20]) = (float.NaN, float.NaN, float.PositiveInfinity);
            float[] output = layer.Run(guarded: true).Output;
            Assert.IsTrue(float.IsNaN(output[2]) && float.IsNaN(output[^1]));
            Assert.AreEqual(float.PositiveInfinity, output[20]);
        }
    }

    [TestMethod]
    public void BatchNorm_NonFiniteInput_ReachesItsWholeChannelAndNoOther() => ForEach(value =>
    {
        LayerCase layer = Case(new BatchNorm(), 3, 3, 19);
        layer.Values[^1] = value;
        AssertLastColumnOnly(layer.Run(guarded: true).Output, 19);
    });

    private static LayerCase Case(Layer layer, int height, int width, int channels) =>
        new(layer, new TensorShape(height, width, channels), 3);

    private static int IndexOf(int sample, int row, int column, TensorShape shape) =>
        ((sample * shape.Height + row) * shape.Width + column) * shape.Channels;

    private static void ForEach(Action<float> check)
    {
        foreach (float value in NonFinite) { check(value); }
    }

    private static void AssertLastColumnOnly(float[] output, int columns)
    {
        for (int i = 0; i < output.Length; i++) { Assert.AreEqual((i + 1) % columns == 0, !float.IsFinite(output[i]), $"output {i}"); }
    }
}
