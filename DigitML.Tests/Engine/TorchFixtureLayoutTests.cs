namespace DigitML.Tests.Engine;

/// <summary>Plain loops over the fixtures' values show which layouts, padding and order of parameters the figures hold for.</summary>
[TestClass]
public sealed class TorchFixtureLayoutTests
{
    private static readonly TorchFixture Layers = TorchFixture.Load("layers");

    public static IEnumerable<object[]> ConvCases =>
        Layers.Names.Where(name => name.StartsWith("conv", StringComparison.Ordinal)).Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(ConvCases))]
    public void Conv_PlainLoops_GiveOutputAndGradients(string name)
    {
        TorchFixture layer = Layers[name];
        int[] inputShape = layer.Shape("input"), outputShape = layer.Shape("output");
        Conv conv = Conv.Of(inputShape, outputShape, layer.Integer("kernel"), layer.Integer("stride"), layer.Text("padding"));
        float[] input = layer.Floats("input"), weight = layer.Floats("weight"), upstream = layer.Floats("upstream");
        float[] output = new float[upstream.Length], inputGradient = new float[input.Length], weightGradient = new float[weight.Length];
        conv.ForEachProduct((x, w, y) =>
        {
            output[y] += input[x] * weight[w];
            inputGradient[x] += upstream[y] * weight[w];
            weightGradient[w] += upstream[y] * input[x];
        });
        if (layer.Flag("hasBias"))
        {
            AddBias(output, layer.Floats("bias"));
            layer.AssertClose("biasGradient", SumOverRows(upstream, layer.Floats("bias").Length), 1e-5);
        }
        layer.AssertClose("output", output, 1e-5);
        layer.AssertClose("inputGradient", inputGradient, 1e-5);
        layer.AssertClose("weightGradient", weightGradient, 1e-5);
    }

    [TestMethod]
    [DataRow("dense7To10")]
    [DataRow("dense33To4")]
    public void Dense_PlainLoops_GiveOutput(string name)
    {
        TorchFixture layer = Layers[name];
        layer.AssertClose("output", Dense(layer.Floats("input"), layer.Floats("weight"), layer.Floats("bias")), 1e-5);
    }

    [TestMethod]
    public void Keras_PlainLoops_GiveTheLogits()
    {
        TorchFixture network = TorchFixture.Load("networks")["keras"];
        TorchFixture parameters = network["parameters"];
        float[] x = ConvRelu(network.Floats("input"), Conv.Of([4, 28, 28, 1], [4, 26, 26, 32], 3, 1, "valid"), parameters, "conv1");
        x = ConvRelu(x, Conv.Of([4, 26, 26, 32], [4, 24, 24, 64], 3, 1, "valid"), parameters, "conv2");
        x = Relu(Dense(MaxPool2(x, 24, 64), parameters.Floats("dense1.weight"), parameters.Floats("dense1.bias")));
        network.AssertClose("logits", Dense(x, parameters.Floats("dense2.weight"), parameters.Floats("dense2.bias")), 1e-5);
    }

    private static float[] ConvRelu(float[] x, Conv conv, TorchFixture parameters, string name)
    {
        float[] weight = parameters.Floats(name + ".weight"), y = new float[conv.Output.Aggregate((a, b) => a * b)];
        conv.ForEachProduct((from, w, to) => y[to] += x[from] * weight[w]);
        AddBias(y, parameters.Floats(name + ".bias"));
        return Relu(y);
    }

    private static float[] Dense(float[] x, float[] weight, float[] bias)
    {
        int inputs = weight.Length / bias.Length, outputs = bias.Length;
        float[] y = new float[x.Length / inputs * outputs];
        for (int i = 0; i < x.Length; i++)
            for (int k = 0; k < outputs; k++)
                y[i / inputs * outputs + k] += x[i] * weight[i % inputs * outputs + k];
        AddBias(y, bias);
        return y;
    }

    private static float[] MaxPool2(float[] x, int size, int channels)
    {
        float[] y = new float[x.Length / 4];
        Array.Fill(y, float.NegativeInfinity);
        for (int i = 0; i < x.Length; i++)
        {
            int column = i / channels % size, row = i / channels / size;
            int to = (row / 2 * (size / 2) + column / 2) * channels + i % channels;
            y[to] = Math.Max(y[to], x[i]);
        }
        return y;
    }

    private static float[] Relu(float[] x) => Array.ConvertAll(x, value => Math.Max(value, 0));

    private static void AddBias(float[] y, float[] bias)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] += bias[i % bias.Length];
    }

    private static float[] SumOverRows(float[] values, int columns)
    {
        float[] sums = new float[columns];
        for (int i = 0; i < values.Length; i++)
            sums[i % columns] += values[i];
        return sums;
    }

    /// <summary>The products of a convolution; before: rows and columns of padding above and to the left.</summary>
    private sealed record Conv(int[] Input, int[] Output, int Kernel, int Stride, int BeforeRows, int BeforeColumns)
    {
        public static Conv Of(int[] input, int[] output, int kernel, int stride, string padding)
        {
            int Before(int axis) => padding == "same" ? Math.Max((output[axis] - 1) * stride + kernel - input[axis], 0) / 2 : 0;
            return new Conv(input, output, kernel, stride, Before(1), Before(2));
        }

        /// <summary>Calls with the indices of input, weight and output of every product.</summary>
        public void ForEachProduct(Action<int, int, int> product)
        {
            for (int pixel = 0; pixel < Output[0] * Output[1] * Output[2]; pixel++)
                for (int tap = 0; tap < Kernel * Kernel; tap++)
                {
                    int row = pixel / Output[2] % Output[1] * Stride + tap / Kernel - BeforeRows;
                    int column = pixel % Output[2] * Stride + tap % Kernel - BeforeColumns;
                    if (row < 0 || row >= Input[1] || column < 0 || column >= Input[2])
                        continue;
                    int from = ((pixel / Output[2] / Output[1] * Input[1] + row) * Input[2] + column) * Input[3];
                    for (int c = 0; c < Input[3]; c++)
                        for (int k = 0; k < Output[3]; k++)
                            product(from + c, (tap * Input[3] + c) * Output[3] + k, pixel * Output[3] + k);
                }
        }
    }
}
