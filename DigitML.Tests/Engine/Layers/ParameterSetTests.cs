using DigitML.Engine.Layers;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Layers;

[TestClass]
public sealed unsafe class ParameterSetTests
{
    private static readonly Network Network = new(
        [new Conv2D(5, 3), new BatchNorm(), new Relu(), new Flatten(), new Dense(50), new Dense(10) { UseBias = false }],
        new TensorShape(8, 8, 1));

    [TestMethod]
    public void Constructor_Parameters_KeepTheLayersOrderAndStatisticsComeLastInMemory()
    {
        ParameterSet set = Network.CreateParameters();
        Assert.AreEqual(
            "conv2d.weight conv2d.bias batch_norm.weight batch_norm.bias batch_norm.running_mean batch_norm.running_var "
                + "dense.weight dense.bias dense_1.weight",
            string.Join(' ', set.Parameters.Select(parameter => parameter.Name)));
        foreach (Parameter parameter in set.Parameters)
        {
            Assert.AreEqual(parameter.Spec.Role == ParameterRole.RunningStatistic, parameter.Offset >= set.LearntLength, parameter.Name);
            Assert.AreEqual(0ul, (ulong)set.Pointer(parameter) % 64, parameter.Name);
        }
    }

    [TestMethod]
    public void Constructor_Parameters_DoNotOverlap()
    {
        ParameterSet set = Network.CreateParameters();
        foreach (Parameter parameter in set.Parameters)
        {
            foreach (ref float value in set[parameter]) { value++; }
        }

        Assert.IsFalse(set.Values.ContainsAnyExcept(0, 1));
        Assert.AreEqual(Network.ParameterCount + Network.NonTrainableParameterCount, set.Values.Count(1f));
    }

    [TestMethod]
    public void Initialize_SameSeed_GivesTheSameNumbersAndAnotherSeedOthers()
    {
        ParameterSet first = Network.CreateParameters(), second = Network.CreateParameters(), third = Network.CreateParameters();
        first.Initialize(1);
        second.Initialize(1);
        third.Initialize(2);
        Assert.IsTrue(first.Values.SequenceEqual(second.Values));
        Assert.IsFalse(first.Values.SequenceEqual(third.Values));
    }

    [TestMethod]
    public void Initialize_BiasesAndNorms_StartAsZerosAndOnes()
    {
        ParameterSet set = Network.CreateParameters();
        set.Initialize(1);
        foreach (Parameter parameter in set.Parameters.Where(parameter => parameter.Spec.Role != ParameterRole.Weight))
        {
            float expected = parameter.Name is "batch_norm.weight" or "batch_norm.running_var" ? 1 : 0;
            Assert.AreEqual(-1, set[parameter].IndexOfAnyExcept(expected), parameter.Name);
        }
    }

    [TestMethod]
    [DataRow(Initializer.HeUniform, 2.0 / 180)]
    [DataRow(Initializer.HeNormal, 2.0 / 180)]
    [DataRow(Initializer.GlorotUniform, 2.0 / (180 + 50))]
    [DataRow(Initializer.GlorotNormal, 2.0 / (180 + 50))]
    public void Initialize_DenseWeights_HaveTheVarianceOfTheInitializer(Initializer initializer, double variance)
    {
        float[] values = Draw(new Dense(50) { Initializer = initializer }, new TensorShape(1, 1, 180));
        AssertDistribution(values, initializer, variance);
    }

    [TestMethod]
    [DataRow(Initializer.HeUniform, 2.0 / (9 * 20))]
    [DataRow(Initializer.HeNormal, 2.0 / (9 * 20))]
    [DataRow(Initializer.GlorotUniform, 2.0 / (9 * 70))]
    [DataRow(Initializer.GlorotNormal, 2.0 / (9 * 70))]
    public void Initialize_ConvolutionWeights_CountTheKernelsTaps(Initializer initializer, double variance)
    {
        float[] values = Draw(new Conv2D(50, 3) { Initializer = initializer }, new TensorShape(5, 5, 20));
        AssertDistribution(values, initializer, variance);
    }

    private static float[] Draw(Layer layer, TensorShape input)
    {
        ParameterSpec spec = layer.Parameters(input)[0];
        float[] values = new float[spec.Length];
        var random = new RandomStream(3);
        spec.Initial(values, ref random);
        return values;
    }

    private static void AssertDistribution(float[] values, Initializer initializer, double variance)
    {
        Assert.AreEqual(0, values.Average(), 5 * Math.Sqrt(variance / values.Length));
        Assert.AreEqual(variance, values.Average(value => (double)value * value), variance * 5 * Math.Sqrt(2.0 / values.Length));
        double greatest = values.Max(value => Math.Abs(value)), bound = Math.Sqrt(3 * variance);
        bool uniform = initializer is Initializer.HeUniform or Initializer.GlorotUniform;
        if (uniform) { Assert.AreEqual(bound, greatest, 0.01 * bound); }
        else { Assert.IsGreaterThan(1.5 * bound, greatest); }
    }
}
