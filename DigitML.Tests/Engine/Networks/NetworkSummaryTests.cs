namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class NetworkSummaryTests
{
    private const string Keras = """
        Model: "keras"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                        ┃ Output Shape               ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ conv2d (Conv2D)                     │ (None, 26, 26, 32)         │           320 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ relu (Relu)                         │ (None, 26, 26, 32)         │             0 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ conv2d_1 (Conv2D)                   │ (None, 24, 24, 64)         │        18,496 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ relu_1 (Relu)                       │ (None, 24, 24, 64)         │             0 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ max_pool2d (MaxPool2D)              │ (None, 12, 12, 64)         │             0 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ dropout (Dropout)                   │ (None, 12, 12, 64)         │             0 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ flatten (Flatten)                   │ (None, 9216)               │             0 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ dense (Dense)                       │ (None, 128)                │     1,179,776 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ relu_2 (Relu)                       │ (None, 128)                │             0 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ dropout_1 (Dropout)                 │ (None, 128)                │             0 │
        ├─────────────────────────────────────┼────────────────────────────┼───────────────┤
        │ dense_1 (Dense)                     │ (None, 10)                 │         1,290 │
        └─────────────────────────────────────┴────────────────────────────┴───────────────┘
         Total params: 1,199,882 (4.58 MB)
         Trainable params: 1,199,882 (4.58 MB)
         Non-trainable params: 0 (0.00 B)

        """;

    [TestMethod]
    public void Summary_Keras_IsATableAsKerasPrintsIt() => Assert.AreEqual(Keras, NetworkTests.Keras().Summary("keras"));

    [TestMethod]
    public void Summary_NoName_SaysNetwork() => Assert.StartsWith("Model: \"network\"\n", NetworkTests.Keras().Summary());

    [TestMethod]
    public void Summary_BatchNorm_CountsItsStatisticsAsNotTrainable()
    {
        var network = new Network([new Flatten(), new Dense(300), new BatchNorm(), new Dense(10)]);
        string text = network.Summary();
        Assert.Contains("│ batch_norm (BatchNorm)              │ (None, 300)                │         1,200 │\n", text);
        Assert.EndsWith(
            " Total params: 239,710 (936.37 KB)\n Trainable params: 239,110 (934.02 KB)\n Non-trainable params: 600 (2.34 KB)\n", text);
    }

    [TestMethod]
    public void Summary_LongNames_WidenTheColumn()
    {
        string text = new Network([new Conv2D(10, 3), new GlobalAveragePool2D()]).Summary();
        string[] table = [.. text.Split('\n').Where(line => line.Length > 0 && "┏┃┡│├└".Contains(line[0]))];
        Assert.HasCount(7, table);
        Assert.IsTrue(table.All(line => line.Length == table[0].Length), text);
    }
}
