using DigitML.Tests.Engine.Networks;

namespace DigitML.Tests.Engine.Layers.Operations;

/// <summary>Dense layers of so many inputs, units or samples that the products are cut into items, each with a rest.</summary>
[TestClass]
public sealed class DenseOperationTests
{
    [TestMethod]
    [DataRow(1, 1, 1)]
    [DataRow(1, 33, 2)]
    [DataRow(2, 1, 129)]
    [DataRow(111, 3, 17)]
    [DataRow(113, 257, 3)]
    [DataRow(1025, 10, 71)]
    [DataRow(3136, 65, 5)]
    [DataRow(9216, 33, 1)]
    [DataRow(4098, 34, 129)]
    public void TrainingAndUse_AnySizes_AgreeWithTheReferences(int inputs, int units, int samples)
    {
        // A network's input has at most 4096 channels.
        TensorShape shape = inputs > 4096 ? new(3, inputs / 3, 1) : new(1, 1, inputs);
        Layer[] layers = [new Flatten(), new Dense(units), new Relu(), new Dense(7) { UseBias = false }];
        var network = new NetworkCase(new Network(layers, shape), samples, $"{units} units on {samples} of {inputs}");
        network.AssertTraining(5e-5);
        network.AssertUse(5e-5);
    }
}
