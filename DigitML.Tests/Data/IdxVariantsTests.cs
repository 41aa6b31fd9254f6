using System.Buffers.Binary;
using DigitML.Data.Formats.Idx;

namespace DigitML.Tests.Data;

/// <summary>IDX files as MNIST's relatives have them: other names, sizes, labels and class names.</summary>
[TestClass]
public sealed class IdxVariantsTests : IDisposable
{
    private static readonly DatasetOptions Whole = new() { ValidationCount = 0, DataFolders = [], Offline = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("emnist-digits-train-images-idx3-ubyte.gz", "emnist-digits-train-labels-idx1-ubyte.gz",
        "emnist-digits-test-images-idx3-ubyte", "emnist-digits-test-labels-idx1-ubyte")]
    [DataRow("qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx1-ubyte", "qmnist-test10k-images.idx3-ubyte",
        "qmnist-test10k-labels.idx1-ubyte")]
    [DataRow("X_kannada_MNIST_train-idx3-ubyte", "y_kannada_MNIST_train-idx1-ubyte", "X_kannada_MNIST_test-idx3-ubyte",
        "y_kannada_MNIST_test-idx1-ubyte")]
    [DataRow("Train-Images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte.GZ", "t10k-labels-idx1-ubyte")]
    public void Load_RelativesNames_AreFound(string trainImages, string trainLabels, string testImages, string testLabels)
    {
        Write(trainImages, IdxBytes.Images(2));
        Write(trainLabels, IdxBytes.Labels(0, 1));
        Write(testImages, IdxBytes.Images(1));
        Write(testLabels, IdxBytes.Labels(1));

        DigitDataset data = Load();

        Assert.AreEqual((2, 1, 1), (data.Train.Count, data.Test.Count, data.Test.Label(0)));
    }

    [TestMethod]
    public void Load_SeveralSetsInOneFolder_NamesThem()
    {
        foreach (string set in new[] { "digits", "letters" })
        {
            Write($"emnist-{set}-train-images-idx3-ubyte", IdxBytes.Images(1));
            Write($"emnist-{set}-train-labels-idx1-ubyte", IdxBytes.Labels(1));
        }

        string message = Assert.ThrowsExactly<DigitMLException>(() => Load()).Message;

        Assert.Contains("emnist-digits-train-images-idx3-ubyte and emnist-letters-train-images-idx3-ubyte", message);
    }

    [TestMethod]
    public void Load_SamePlainAndPacked_TakesThePlainOne()
    {
        Write("emnist-train-images-idx3-ubyte", IdxBytes.Images(1));
        Write("emnist-train-images-idx3-ubyte.gz", IdxBytes.Images(2));
        Write("emnist-train-labels-idx1-ubyte", IdxBytes.Labels(1));

        Assert.AreEqual(1, Load().Train.Count);
    }

    [TestMethod]
    [DataRow(16, 16)]
    [DataRow(32, 32)]
    [DataRow(8, 20)]
    public void Load_OtherSizes_AreKept(int height, int width)
    {
        WriteTrain(IdxBytes.Of(0x803, [2, (uint)height, (uint)width], Pixels(2 * height * width)), IdxBytes.Labels(0, 1));

        ImageSet train = Load().Train;

        Assert.AreEqual((height, width), (train.Height, train.Width));
        CollectionAssert.AreEqual(Pixels(2 * height * width)[(height * width)..], train.Pixels(1).ToArray());
    }

    [TestMethod]
    public void Load_Transpose_ExchangesRowsAndColumns()
    {
        WriteTrain(IdxBytes.Images(2), IdxBytes.Labels(0, 1));

        ImageSet train = Load(Whole with { Transpose = true }).Train;

        Assert.AreEqual((3, 2), (train.Height, train.Width));
        CollectionAssert.AreEqual(new byte[] { 10, 13, 11, 14, 12, 15 }, train.Pixels(1).ToArray());
    }

    [TestMethod]
    public void Load_IntegerLabels_AreTheFirstColumn()
    {
        int[] columns = [7, 1, 2000, 3, 4, 5, 6, 7, 2, 1, 2000, 3, 4, 5, 6, 7];
        WriteTrain(IdxBytes.Images(2), IdxBytes.Of(0xC02, [2, 8], Integers(columns)), "train-labels-idx2-int");

        CollectionAssert.AreEqual(new[] { 7, 2 }, Load().Train.Labels.ToArray());
    }

    [TestMethod]
    public void Load_IntegerLabelsCutShort_SaysWhere()
    {
        WriteTrain(IdxBytes.Images(2), IdxBytes.Of(0xC02, [2, 8], Integers([1, 2])), "train-labels-idx2-int");

        Assert.Contains("promises 2 x 8 x 4 bytes, 76 with the header, but it ends at byte 20", Refuse());
    }

    [TestMethod]
    [DataRow(new[] { 0, 3, 2 }, "0 1 2 3", new[] { 0, 3, 2 })]
    [DataRow(new[] { 1, 26, 3 }, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26", new[] { 0, 25, 2 })]
    [DataRow(new[] { 2, 4, 3 }, "0 1 2 3 4", new[] { 2, 4, 3 })]
    public void Load_NoNames_ClassesAreTheNumbersFound(int[] labels, string names, int[] expected)
    {
        WriteTrain(IdxBytes.Images(3), IdxBytes.Labels([.. labels.Select(label => (byte)label)]));

        DigitDataset data = Load();

        Assert.AreEqual(names, string.Join(' ', data.LabelNames));
        CollectionAssert.AreEqual(expected, data.Train.Labels.ToArray());
    }

    [TestMethod]
    public void Load_NoNames_TrainAndTestTogetherMakeTheClasses()
    {
        WriteTrain(IdxBytes.Images(2), IdxBytes.Labels(1, 2));
        Write("t10k-images-idx3-ubyte", IdxBytes.Images(2));
        Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(0, 3));

        DigitDataset data = Load();

        Assert.AreEqual("0 1 2 3", string.Join(' ', data.LabelNames));
        CollectionAssert.AreEqual(new[] { 1, 2 }, data.Train.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 1, 0 }, data.Train.CountsByClass.ToArray());
    }

    [TestMethod]
    [DataRow("emnist-letters-mapping.txt", "1 65 97\n2 66 98\n\n", "Aa Bb", new[] { 0, 1 }, new byte[] { 1, 2 })]
    [DataRow("mapping.txt", "0 48\r\n1 3302\r\n2 128512\r\n", "0 ೦ 😀", new[] { 0, 2 }, new byte[] { 0, 2 })]
    [DataRow("labels.txt", "೦\r\nT-shirt / top\n", "೦ T-shirt / top", new[] { 1, 0 }, new byte[] { 1, 0 })]
    [DataRow("labels.txt", "alpha\nbeta\n", "alpha beta", new[] { 0, 1 }, new byte[] { 1, 2 })]
    public void Load_FileOfNames_NamesTheClasses(string file, string content, string names, int[] labels, byte[] stored)
    {
        WriteTrain(IdxBytes.Images(2), IdxBytes.Labels(stored));
        Write(file, System.Text.Encoding.UTF8.GetBytes(content));

        DigitDataset data = Load();

        Assert.AreEqual(names, string.Join(' ', data.LabelNames));
        CollectionAssert.AreEqual(labels, data.Train.Labels.ToArray());
    }

    [TestMethod]
    [DataRow("mapping.txt", "0 48\nx 49\n", "line 2: 'x 49' is not a new label")]
    [DataRow("mapping.txt", "0 48\n0 49\n", "line 2: '0 49' is not a new label")]
    [DataRow("mapping.txt", "0 48\n1 7\n", "line 2: '1 7' is not a new label")]
    [DataRow("mapping.txt", "0 48\n2 50\n", "gives names to the labels 0 2; wanted all labels")]
    [DataRow("mapping.txt", "", "wanted all labels from 0 or 1 on")]
    [DataRow("labels.txt", "a\nb\na\n", "names the class 'a' twice")]
    [DataRow("labels.txt", " \n", "names no class")]
    [DataRow("labels.txt", "a\nb\n", "gives image 2 the label 3 at byte 10, but 2 classes have labels from 0 to 1")]
    public void Load_FileOfNamesThatDoesNotFit_SaysWhy(string file, string content, string expected)
    {
        WriteTrain(IdxBytes.Images(3), IdxBytes.Labels(1, 1, 3));
        Write(file, System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Contains(expected, Refuse());
    }

    [TestMethod]
    public void Load_SeveralMappings_NamesThem()
    {
        WriteTrain(IdxBytes.Images(1), IdxBytes.Labels(1));
        Write("a-mapping.txt", [48]);
        Write("b-mapping.txt", [48]);

        Assert.Contains("a-mapping.txt and b-mapping.txt; leave the one", Refuse());
    }

    [TestMethod]
    public void Load_NegativeOrAbsurdInteger_SaysWhere()
    {
        WriteTrain(IdxBytes.Images(2), IdxBytes.Of(0xC01, [2], Integers([1, -1])), "train-labels-idx1-int");
        Assert.Contains("gives image 1 the label -1 at byte 12", Refuse());

        WriteTrain(IdxBytes.Images(2), IdxBytes.Of(0xC01, [2], Integers([1, 2_000_000_000])), "train-labels-idx1-int");
        Assert.Contains("holds the label 2000000000; labels without names are below 10,000", Refuse());
    }

    [TestMethod]
    public void ReadSet_IntegerLabels_AreRead()
    {
        string images = _folder.Write("images", IdxBytes.Images(1)), labels = _folder.Write("labels", IdxBytes.Of(0xC02, [1, 2], Integers([9, 9])));

        Assert.AreEqual(9, IdxFile.ReadSet(images, labels).Label(0));
        Assert.Contains("0x00000C02 at byte 0, but an IDX file of labels of unsigned bytes begins with 0x00000801; it is a file of labels",
            Assert.ThrowsExactly<DigitMLException>(() => IdxFile.ReadLabels(labels)).Message);
    }

    private static byte[] Pixels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))];

    private static byte[] Integers(int[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) { BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), values[i]); }
        return bytes;
    }

    private void Write(string name, byte[] content) => _folder.Write(Path.Combine("set", name), content);

    private void WriteTrain(byte[] images, byte[] labels, string labelsName = "train-labels-idx1-ubyte")
    {
        Write("train-images-idx3-ubyte", images);
        Write(labelsName, labels);
    }

    private DigitDataset Load(DatasetOptions? options = null) => DigitDataset.Load(_folder["set"], options ?? Whole);

    private string Refuse() => Assert.ThrowsExactly<DigitMLException>(() => Load()).Message;
}
