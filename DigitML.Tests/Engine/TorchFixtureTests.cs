namespace DigitML.Tests.Engine;

[TestClass]
public sealed class TorchFixtureTests
{
    [TestMethod]
    [DataRow("layers", 31)]
    [DataRow("networks", 2)]
    [DataRow("optimizers", 19)]
    [DataRow("schedules", 6)]
    public void Load_EveryFixture_HasItsCases(string name, int cases) => Assert.HasCount(cases, TorchFixture.Load(name).Names);

    [TestMethod]
    public void Load_UnknownName_SaysWhereItLooked()
    {
        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() => TorchFixture.Load("nothing"));
        Assert.Contains("nothing.json", error.Message);
    }

    [TestMethod]
    public void Item_UnknownName_SaysWhatIsThere()
    {
        KeyNotFoundException error = Assert.ThrowsExactly<KeyNotFoundException>(() => TorchFixture.Load("networks")["resnet"]);
        Assert.AreEqual("networks has no 'resnet', only keras, mieczmik.", error.Message);
    }

    [TestMethod]
    public void Floats_EveryLayer_HaveTheCountOfTheirShape()
    {
        TorchFixture layers = TorchFixture.Load("layers");
        foreach (TorchFixture layer in layers.Names.Where(name => layers[name].Has("upstream")).Select(name => layers[name]))
        {
            Assert.HasCount(layer.Shape("input").Aggregate((a, b) => a * b), layer.Floats("inputGradient"));
            Assert.HasCount(layer.Floats("upstream").Length, layer.Floats("output"));
        }
    }

    [TestMethod]
    [DataRow("keras", 1_199_882)]
    [DataRow("mieczmik", 887_530)]
    public void Floats_ParametersOfANetwork_AreAllThereInOrder(string name, int count)
    {
        TorchFixture network = TorchFixture.Load("networks")[name];
        Assert.AreEqual(count, network["parameters"].Names.Sum(parameter => network["parameters"].Floats(parameter).Length));
        Assert.AreSequenceEqual(network["parameters"].Names, network["gradients"].Names);
        Assert.AreEqual("conv1.weight conv1.bias", string.Join(' ', network["parameters"].Names.Take(2)));
    }

    [TestMethod]
    public void Floats_EveryRun_HasFiftyParametersAfterTheStepsKept()
    {
        TorchFixture optimizers = TorchFixture.Load("optimizers");
        foreach (string name in optimizers.Names.Where(name => optimizers[name].Has("optimizer") || name == "average"))
        {
            foreach (string step in new[] { "after1", "after2", "after12" })
                Assert.HasCount(50, optimizers[name].Floats(step), $"{name}/{step}");
        }
    }

    [TestMethod]
    public void Doubles_EverySchedule_HasAHundredRatesFromItsOptions()
    {
        TorchFixture schedules = TorchFixture.Load("schedules");
        foreach (string name in schedules.Names)
            Assert.HasCount(100, schedules[name].Doubles("rates"), name);
        Assert.AreEqual(0.006 / 25, schedules["oneCycle"].Doubles("rates")[0], 1e-12);
        Assert.AreEqual(0.006, schedules["oneCycle"].Doubles("rates")[29], 1e-12);
        Assert.AreEqual(0.006 / 25 / 1e4, schedules["oneCycle"].Doubles("rates")[99], 1e-12);
    }

    [TestMethod]
    public void AssertClose_WithinTolerance_Passes() => TorchFixture.AssertClose([100, 1, 0], [100.009f, 1.009f, -0.009f]);

    [TestMethod]
    public void AssertClose_OneValueOff_NamesTheWorst()
    {
        AssertFailedException error = Assert.ThrowsExactly<AssertFailedException>(
            () => TorchFixture.AssertClose([1, 2, 4], [1.01f, 2.5f, 4], 1e-3, "output"));
        Assert.Contains("output: value 1 should be 2 but is 2.5, off by 0.5; 0.004 is allowed.", error.Message);
    }

    [TestMethod]
    public void AssertClose_NotANumber_Fails() =>
        Assert.ThrowsExactly<AssertFailedException>(() => TorchFixture.AssertClose([1, 2], [float.NaN, 2]));

    [TestMethod]
    public void AssertClose_TooFewValues_Fails() =>
        Assert.ThrowsExactly<AssertFailedException>(() => TorchFixture.AssertClose([1, 2], [1]));

    [TestMethod]
    public void AssertClose_ExpectedZeros_AllowsTheToleranceItself()
    {
        TorchFixture.AssertClose([0, 0], [0, 0.9e-4f]);
        Assert.ThrowsExactly<AssertFailedException>(() => TorchFixture.AssertClose([0, 0], [0, 1.1e-4f]));
    }
}
