namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class NetworkTests
{
    [TestMethod]
    public void Counts_Keras_AreThoseOfTheOriginal()
    {
        Assert.AreEqual(1_199_882, Keras().ParameterCount);
        Assert.AreEqual(26L * 26 * 9 * 32 + 24L * 24 * 9 * 32 * 64 + 9216 * 128 + 1280, Keras().MultiplyAdds);
        Assert.AreEqual(12.0e6, Keras().MultiplyAdds, 0.05e6);
    }

    [TestMethod]
    public void Counts_Mieczmik_AreThoseOfTheOriginal()
    {
        Assert.AreEqual(887_530, Mieczmik().ParameterCount);
        Assert.AreEqual(784L * 25 * 32 * 33 + 196L * 9 * 64 * 96 + 3136 * 256 + 2560, Mieczmik().MultiplyAdds);
        Assert.AreEqual(32.3e6, Mieczmik().MultiplyAdds, 0.05e6);
    }

    [TestMethod]
    public void Counts_BatchNorm_KeepsStatisticsApart()
    {
        var network = new Network([new Conv2D(8, 3) { UseBias = false }, new BatchNorm(), new GlobalAveragePool2D()]);
        Assert.AreEqual(72 + 16, network.ParameterCount);
        Assert.AreEqual(16, network.NonTrainableParameterCount);
        Assert.AreEqual(8, network.ClassCount);
    }

    [TestMethod]
    public void WithClasses_OtherNumber_ChangesTheLastLayerAlone()
    {
        Network network = Keras(), wider = network.WithClasses(11);
        Assert.AreEqual(11, wider.ClassCount);
        Assert.AreEqual(network.ParameterCount + 129, wider.ParameterCount);
        Assert.AreSame(network, network.WithClasses(10));
        Assert.Contains("it must be at least 1", Assert.ThrowsExactly<DigitMLException>(() => network.WithClasses(0)).Message);
    }

    [TestMethod]
    public void WithClasses_NoDenseAtTheEnd_SaysWhatIsWanted()
    {
        var network = new Network([new Conv2D(8, 3), new GlobalAveragePool2D()]);
        Assert.AreEqual(
            "The network's 8 outputs are not those of a dense layer, so that it can't be given 10 classes: end it with a Dense.",
            Assert.ThrowsExactly<DigitMLException>(() => network.WithClasses(10)).Message);
    }

    [TestMethod]
    public void Layers_ListChangedAfterwards_StaysAsItWas()
    {
        var layers = new List<Layer> { new Flatten(), new Dense(10) };
        var network = new Network(layers);
        layers.Add(new Dense(3));
        Assert.HasCount(2, network.Layers);
        Assert.AreEqual(10, network.ClassCount);
    }

    [TestMethod]
    public void Places_SeveralOfAKind_AreNumberedAsKerasDoes()
    {
        string names = string.Join(' ', Keras().Places.Select(place => place.Name));
        Assert.AreEqual("conv2d relu conv2d_1 relu_1 max_pool2d dropout flatten dense relu_2 dropout_1 dense_1", names);
    }

    [TestMethod]
    public void Constructor_NoLayers_SaysSo() => AssertError("The network has no layers; it needs at least one.");

    [TestMethod]
    public void Constructor_DenseOnAnImage_AsksForFlatten() =>
        AssertError("Dense: the input is (24, 24, 8); it must be flat: put a Flatten or a GlobalAveragePool2D before it.",
            new Conv2D(8, 5), new Dense(10));

    [TestMethod]
    public void Constructor_OutputIsAnImage_AsksForDense() =>
        AssertError("The network's output is (24, 24, 8); it must be flat, one number a class: end with a Flatten and a Dense.",
            new Conv2D(8, 5));

    [TestMethod]
    public void Constructor_KernelTooLarge_NamesBothSizes() =>
        AssertError("Conv2D: the kernel is 15x3; it must be no larger than its input, 14x14.", new MaxPool2D(2), new Conv2D(8, 15, 3));

    [TestMethod]
    public void Constructor_WindowTooLarge_NamesBothSizes()
    {
        AssertError("MaxPool2D: the window is 29; it must be no larger than its input, 28x28.", new MaxPool2D(29));
        AssertError("AveragePool2D: the window is 29; it must be no larger than its input, 28x28.", new AveragePool2D(29));
    }

    [TestMethod]
    public void Constructor_DropoutOfEverything_NamesTheRange()
    {
        AssertError("Dropout: the rate is 1; it must be from 0 to less than 1.", new Dropout(1));
        AssertError("Dropout: the rate is NaN; it must be from 0 to less than 1.", new Dropout(float.NaN));
    }

    [TestMethod]
    public void Constructor_SettingOutOfRange_NamesIt()
    {
        AssertError("Conv2D: the number of filters is 0; it must be at least 1.", new Conv2D(0, 3));
        AssertError("Conv2D: the kernel is 3x0; it must be at least 1x1.", new Conv2D(1, 3, 0));
        AssertError("Conv2D: the stride is 0; it must be at least 1.", new Conv2D(1, 3) { Stride = 0 });
        AssertError("Dense: the number of units is -1; it must be at least 1.", new Flatten(), new Dense(-1));
        AssertError("MaxPool2D: the stride is 0; it must be at least 1.", new MaxPool2D(2) { Stride = 0 });
        AssertError("AveragePool2D: the window is 0; it must be at least 1.", new AveragePool2D(0));
        AssertError("LeakyRelu: the slope is -0.5; it must be from 0 to 1.", new LeakyRelu(-0.5f));
        AssertError("BatchNorm: epsilon is 0; it must be more than 0.", new BatchNorm { Epsilon = 0 });
        AssertError("BatchNorm: the momentum is 2; it must be from 0 to 1.", new BatchNorm { Momentum = 2 });
    }

    [TestMethod]
    public void Constructor_UnknownInitializer_NamesTheKnown()
    {
        Network Make() => new([new Flatten(), new Dense(3) { Initializer = (Initializer)9 }]);
        string message = Assert.ThrowsExactly<DigitMLException>(() => Make()).Message;
        Assert.AreEqual("The initializer is 9; it must be one of HeUniform, HeNormal, GlorotUniform, GlorotNormal.", message);
    }

    [TestMethod]
    public void Constructor_EmptyInput_NamesIt()
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => new Network([new Flatten()], new TensorShape(0, 28, 1)));
        Assert.AreEqual("The network's input is (0, 28, 1); every size must be from 1 to 4096.", error.Message);
    }

    [TestMethod]
    public void Constructor_Null_Throws() => Assert.ThrowsExactly<ArgumentNullException>(() => new Network(null!));

    /// <summary>The convolutional network of Keras' MNIST example.</summary>
    internal static Network Keras(bool dropout = true) => Of(dropout,
        new Conv2D(32, 3), new Relu(), new Conv2D(64, 3), new Relu(), new MaxPool2D(2), new Dropout(0.25f),
        new Flatten(), new Dense(128), new Relu(), new Dropout(0.5f), new Dense(10));

    /// <summary>The deeper network, of 5x5 and 3x3 convolutions.</summary>
    internal static Network Mieczmik(bool dropout = true) => Of(dropout,
        Same(32, 5), new Relu(), Same(32, 5), new Relu(), new MaxPool2D(2), new Dropout(0.25f),
        Same(64, 3), new Relu(), Same(64, 3), new Relu(), new MaxPool2D(2), new Dropout(0.25f),
        new Flatten(), new Dense(256), new Relu(), new Dropout(0.5f), new Dense(10));

    private static Network Of(bool dropout, params Layer[] layers) => new([.. layers.Where(layer => dropout || layer is not Dropout)]);

    private static Conv2D Same(int filters, int kernel) => new(filters, kernel) { Padding = Padding.Same };

    private static void AssertError(string message, params Layer[] layers)
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => new Network(layers));
        Assert.AreEqual(message, error.Message);
    }
}
