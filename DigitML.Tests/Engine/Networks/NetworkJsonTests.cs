using DigitML.Engine.Networks.Serialization;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class NetworkJsonTests
{
    private static readonly TensorShape Input = new(28, 20, 1);

    [TestMethod]
    public void Read_EveryLayerWithItsSettings_IsWhatWasWritten()
    {
        Layer[] layers =
        [
            new Conv2D(5, 3, 2) { Padding = Padding.Same, Stride = 2, UseBias = false }, new Conv2D(6, 1), new BatchNorm(),
            new BatchNorm { Epsilon = .1f, Momentum = 1 / 3f }, new Relu(), new LeakyRelu(1 / 7f), new MaxPool2D(3) { Stride = 1 },
            new AveragePool2D(2) { Stride = 3 }, new AveragePool2D(1), new MaxPool2D(1), new Dropout(.1f), new GlobalAveragePool2D(),
            new Flatten(), new Dense(4) { UseBias = false }, new Dense(3),
        ];

        Network network = NetworkJson.Read(NetworkJson.Write(new Network(layers, Input)), "file");

        Assert.AreSequenceEqual(layers, network.Layers);
        Assert.AreEqual(Input, network.InputShape);
    }

    [TestMethod]
    public void Write_Network_IsTheDocumentedText()
    {
        var network = new Network([new Conv2D(2, 3), new Relu(), new MaxPool2D(2), new Dropout(.25f), new Flatten(), new Dense(10)]);

        Assert.AreEqual(
            """{"input":[28,28,1],"layers":[{"type":"Conv2D","filters":2,"kernelHeight":3,"kernelWidth":3,"stride":1,"padding":"Valid","useBias":""" +
            """true},{"type":"Relu"},{"type":"MaxPool2D","size":2,"stride":2},{"type":"Dropout","rate":0.25},{"type":"Flatten"},""" +
            """{"type":"Dense","units":10,"useBias":true}]}""",
            NetworkJson.Write(network));
    }

    // How the weights were drawn says nothing about a network that has them.
    [TestMethod]
    public void Write_Initializer_IsLeftOut()
    {
        string one = NetworkJson.Write(new Network([new Flatten(), new Dense(3) { Initializer = Initializer.GlorotNormal }]));

        Assert.AreEqual(NetworkJson.Write(new Network([new Flatten(), new Dense(3)])), one);
    }

    [TestMethod]
    [DataRow("", "file: the architecture is no JSON: ")]
    [DataRow("{\"input\":[1", "file: the architecture is no JSON: ")]
    [DataRow("[]", "file: the architecture can't be used: ")]
    [DataRow("{}", "file: the architecture can't be used: \"input\" is missing.")]
    [DataRow("{\"input\":[6,6,1]}", "file: the architecture can't be used: \"layers\" is missing.")]
    [DataRow("{\"input\":[6,6],\"layers\":[]}", "file: the architecture has 2 input sizes and 0 layers; 3 and at most 1000 are wanted.")]
    [DataRow("{\"input\":[6,6,\"1\"],\"layers\":[]}", "file: the architecture can't be used: ")]
    [DataRow("{\"input\":[6,6,1.5],\"layers\":[]}", "file: the architecture can't be used: ")]
    [DataRow("{\"input\":[6,6,1],\"layers\":[]}", "file: the architecture can't be used: The network has no layers; it needs at least one.")]
    [DataRow("{\"input\":[0,6,1],\"layers\":[{\"type\":\"Flatten\"}]}",
        "file: the architecture can't be used: The network's input is (0, 6, 1); every size must be from 1 to 4096.")]
    [DataRow("{\"input\":[4096,4096,4096],\"layers\":[{\"type\":\"Flatten\"}]}",
        "file: the architecture can't be used: The network's input is (4096, 4096, 4096); at most 16,777,216 numbers an image are possible.")]
    public void Read_DamagedDocument_SaysWhatIsWrong(string text, string start) => AssertRefused(text, start);

    [TestMethod]
    [DataRow("7", "file: the architecture can't be used: ")]
    [DataRow("{}", "file: the architecture can't be used: \"type\" is missing.")]
    [DataRow("{\"type\":null}", "file: the architecture has a layer \"\"; this version knows Conv2D, ")]
    [DataRow("{\"type\":\"\\ud800\"}", "file: the architecture can't be used: ")]
    [DataRow("{\"type\":\"Lstm\"}", "file: the architecture has a layer \"Lstm\"; this version knows Conv2D, Dense, MaxPool2D, ")]
    [DataRow("{\"type\":\"Dense\"}", "file: the architecture can't be used: \"units\" is missing.")]
    [DataRow("{\"type\":\"Dense\",\"units\":3}", "file: the architecture can't be used: \"useBias\" is missing.")]
    [DataRow("{\"type\":\"Dense\",\"units\":\"3\",\"useBias\":true}", "file: the architecture can't be used: ")]
    [DataRow("{\"type\":\"Dense\",\"units\":99999999999,\"useBias\":true}", "file: the architecture can't be used: ")]
    [DataRow("{\"type\":\"Dense\",\"units\":3,\"useBias\":1}", "file: the architecture can't be used: ")]
    [DataRow("{\"type\":\"Dense\",\"units\":0,\"useBias\":true}",
        "file: the architecture can't be used: Dense: the number of units is 0; it must be at least 1.")]
    [DataRow("{\"type\":\"Dropout\",\"rate\":1}",
        "file: the architecture can't be used: Dropout: the rate is 1; it must be from 0 to less than 1.")]
    [DataRow("{\"type\":\"Dropout\",\"rate\":1e99}", "file: the architecture can't be used: Dropout: the rate is ")]
    [DataRow("{\"type\":\"Conv2D\",\"filters\":1,\"kernelHeight\":1,\"kernelWidth\":1,\"stride\":1,\"padding\":\"Full\",\"useBias\":true}",
        "file: the padding is Full; Valid or Same is wanted.")]
    [DataRow("{\"type\":\"MaxPool2D\",\"size\":2,\"stride\":2}",
        "file: the architecture can't be used: MaxPool2D: the window is 2; it must be no larger than its input, 1x1.")]
    public void Read_DamagedLayer_SaysWhatIsWrong(string layer, string start) =>
        AssertRefused("{\"input\":[6,6,1],\"layers\":[{\"type\":\"Flatten\"}," + layer + "]}", start);

    [TestMethod]
    public void Read_OutputThatIsNotFlat_IsRefused() => AssertRefused(
        "{\"input\":[6,6,1],\"layers\":[{\"type\":\"Relu\"}]}",
        "file: the architecture can't be used: The network's output is (6, 6, 1); it must be flat, one number a class: end with a Flatten");

    [TestMethod]
    [Timeout(5000, CooperativeCancellation = true)]
    public void Read_AbsurdSizes_AreRefusedWithoutTakingMemory()
    {
        const string Flat = "{\"type\":\"Flatten\"}", Wide = "{\"type\":\"Dense\",\"units\":16777216,\"useBias\":false}";
        string manyLayers = string.Join(',', Enumerable.Repeat(Flat, 100_000));
        long start = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused(Document("{\"type\":\"Dense\",\"units\":2147483647,\"useBias\":true}"),
            "file: the architecture can't be used: The output of layer dense is (2147483647); at most 16,777,216 numbers an image are possible.");
        AssertRefused(Document(Wide, Wide),
            "file: the architecture can't be used: The network has 603,979,776 weights up to layer dense; at most 268,435,456 are possible.");
        AssertRefused(Document(Kernel(2147483647, "Same")), "file: the architecture can't be used: ");
        AssertRefused(Document(Kernel(2147483000, "Same")), "file: the architecture can't be used: ");
        AssertRefused(Document(manyLayers), "file: the architecture has 3 input sizes and 1001 layers; 3 and at most 1000 are wanted.");

        // The long text itself takes some.
        Assert.IsLessThan(50_000_000, GC.GetAllocatedBytesForCurrentThread() - start);

        static string Document(params string[] layers) => "{\"input\":[6,6,1],\"layers\":[{\"type\":\"Flatten\"}," + string.Join(',', layers) + "]}";
        static string Kernel(int size, string padding) => "{\"type\":\"Conv2D\",\"filters\":1,\"kernelHeight\":" + size + ",\"kernelWidth\":" + size +
            ",\"stride\":1,\"padding\":\"" + padding + "\",\"useBias\":true}";
    }

    [TestMethod]
    public void ReadStrings_ListOfTexts_IsWhatWasWritten()
    {
        string[] names = ["೦", "a \"b\"\n", "", "𝟙"];

        Assert.AreSequenceEqual(names, NetworkJson.ReadStrings(NetworkJson.WriteStrings(names), "file"));
    }

    [TestMethod]
    [DataRow("[", "file: the list of label names is no JSON: ")]
    [DataRow("{\"a\":1}", "file: the label names are {\"a\":1}; a list of texts is wanted.")]
    [DataRow("[\"a\",1]", "file: the label names are [\"a\",1]; a list of texts is wanted.")]
    [DataRow("[null]", "file: the label names are [null]; a list of texts is wanted.")]
    [DataRow("[\"\\ud800\"]", "file: the list of label names has a string that is not text: ")]
    public void ReadStrings_AnythingElse_SaysWhatIsWrong(string text, string start) =>
        Assert.StartsWith(start, Assert.ThrowsExactly<DigitMLException>(() => NetworkJson.ReadStrings(text, "file")).Message);

    private static void AssertRefused(string text, string start)
    {
        string message = Assert.ThrowsExactly<DigitMLException>(() => NetworkJson.Read(text, "file")).Message;
        Assert.StartsWith(start, message);
        Assert.DoesNotContain("\n", message);
    }
}
