using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Layers;

/// <summary>
/// Layers of many sizes against the references, each between guards: NaN beyond the halo of what is read, a sentinel round what is written.
/// </summary>
[TestClass]
public sealed class LayerShapeTests
{
    private const double Tolerance = 2e-5;
    private static readonly int[] Channels = [1, 3, 7, 10, 33];
    private static readonly int[] Batches = [1, 2, 5, 16, 17, 64, 129];

    [TestMethod]
    public void Conv2D_ManySizes_AgreesWithTheReference() => Check(60, (ref RandomStream random) =>
    {
        var layer = new Conv2D(Pick(ref random, Channels), 1 + random.Next(5), 1 + random.Next(5))
        {
            Stride = Pick(ref random, 1, 1, 2, 3),
            Padding = (Padding)random.Next(2),
            UseBias = random.Next(4) > 0,
        };
        int height = Size(ref random, layer.KernelHeight, 31), width = Size(ref random, layer.KernelWidth, 31);
        int work = layer.Filters * layer.KernelHeight * layer.KernelWidth;
        return Case(ref random, layer, new TensorShape(height, width, Pick(ref random, Channels)), work);
    });

    [TestMethod]
    public void Dense_ManySizes_AgreesWithTheReference() => Check(40, (ref RandomStream random) =>
    {
        var layer = new Dense(random.Next(2) == 0 ? Pick(ref random, Channels) : 1 + random.Next(70)) { UseBias = random.Next(4) > 0 };
        int inputs = random.Next(2) == 0 ? Pick(ref random, Channels) : 1 + random.Next(300);
        return Case(ref random, layer, new TensorShape(1, 1, inputs), layer.Units);
    });

    [TestMethod]
    public void MaxPool2D_ManySizes_AgreesWithTheReference() => Check(40, (ref RandomStream random) =>
    {
        var layer = new MaxPool2D(1 + random.Next(4)) { Stride = 1 + random.Next(4) };
        return Case(ref random, layer, Image(ref random, layer.Size), layer.Size * layer.Size);
    });

    [TestMethod]
    public void AveragePool2D_ManySizes_AgreesWithTheReference() => Check(40, (ref RandomStream random) =>
    {
        var layer = new AveragePool2D(1 + random.Next(4)) { Stride = 1 + random.Next(4) };
        return Case(ref random, layer, Image(ref random, layer.Size), layer.Size * layer.Size);
    });

    [TestMethod]
    public void BatchNorm_ManySizes_AgreesWithTheReference() => Check(40, (ref RandomStream random) =>
    {
        TensorShape shape = random.Next(2) == 0 ? Image(ref random, 1) : new TensorShape(1, 1, 1 + random.Next(100));
        return new LayerCase(new BatchNorm { Epsilon = 0.1f }, shape, 2 + random.Next(40));
    });

    [TestMethod]
    public void OtherLayers_ManySizes_AgreeWithTheReference() => Check(40, (ref RandomStream random) =>
    {
        Layer layer = Pick<Layer>(ref random, new Relu(), new LeakyRelu(0.1f), new Flatten(), new GlobalAveragePool2D());
        return Case(ref random, layer, Image(ref random, 1), 1);
    });

    private delegate LayerCase MakeCase(ref RandomStream random);

    /// <summary>Runs seeded cases on changing numbers of threads; every other batch is only part of a full one.</summary>
    private static void Check(int cases, MakeCase make)
    {
        for (int number = 0; number < cases; number++)
        {
            var random = new RandomStream(2024, (ulong)number);
            LayerCase layer = make(ref random);
            int? capacity = number % 2 == 0 ? null : layer.Samples + random.Next(40);
            LayerFigures<float> one = layer.Run(threads: 1, capacity, guarded: true);
            layer.AssertClose(one, Tolerance);
            LayerFigures.AssertSameBits(one, layer.Run(threads: 2 + number % 3, capacity), $"{layer}, more threads");
        }
    }

    /// <summary>A case with as many samples as fit into a budget of multiplications.</summary>
    private static LayerCase Case(ref RandomStream random, Layer layer, TensorShape shape, int work)
    {
        int most = Math.Max(1, 1_500_000 / (shape.Length * work));
        return new LayerCase(layer, shape, Math.Min(most, Pick(ref random, Batches)), Key: random.NextUInt64() % 1000);
    }

    private static TensorShape Image(ref RandomStream random, int least) =>
        new(Size(ref random, least, 31), Size(ref random, least, 31), Pick(ref random, Channels));

    private static int Size(ref RandomStream random, int least, int most) =>
        Math.Min(most, least + random.Next(random.Next(2) == 0 ? 4 : most));

    private static T Pick<T>(ref RandomStream random, params T[] values) => values[random.Next(values.Length)];
}
