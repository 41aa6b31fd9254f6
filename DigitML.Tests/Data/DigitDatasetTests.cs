namespace DigitML.Tests.Data;

[TestClass]
public sealed class DigitDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetOptions _options;

    public required TestContext TestContext { get; set; }

    public DigitDatasetTests()
        => _options = new DatasetOptions { DataFolders = [_folder["data"]], CacheFolder = _folder["cache"], Offline = true };

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("train-images-idx3-ubyte", "train-labels-idx1-ubyte", false)]
    [DataRow("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true)]
    [DataRow("train-images.idx3-ubyte", "train-labels.idx1-ubyte", false)]
    [DataRow("train-images.idx3-ubyte.gz", "train-labels-idx1-ubyte", true)]
    public void Load_FolderWithTrainPair_SplitsValidationOff(string images, string labels, bool packed)
    {
        _folder.Write(Path.Combine("own", images), packed ? IdxBytes.Gzip(IdxBytes.Images(24)) : IdxBytes.Images(24));
        _folder.Write(Path.Combine("own", labels), IdxBytes.Labels(TwentyFour()));

        DigitDataset data = DigitDataset.Load(_folder["own"], _options);

        Assert.AreEqual("own", data.Name);
        Assert.AreEqual((22, 2), (data.Train.Count, data.Validation.Count));
        Assert.IsFalse(data.HasTest);
        Assert.IsNull(data.Entry);
        Assert.IsFalse(data.Verified);
        Assert.IsNull(data.Files[0].MatchesCatalog);
        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => data.Test);
        StringAssert.Contains(exception.Message, "'own' has no test images, only training images");
    }

    [TestMethod]
    public void Load_FolderWithTestPair_HasOnlyTest()
    {
        WritePair("own", "t10k", 3, [1, 2, 3]);

        DigitDataset data = DigitDataset.Load(_folder["own"] + Path.DirectorySeparatorChar, _options);

        Assert.AreEqual("own", data.Name);
        Assert.AreEqual(3, data.Part("test").Count);
        Assert.ThrowsExactly<InvalidOperationException>(() => data.Train);
        Assert.ThrowsExactly<InvalidOperationException>(() => data.Validation);
        var exception = Assert.ThrowsExactly<DigitMLException>(() => data.Part("train"));
        StringAssert.Contains(exception.Message, "only test images");
    }

    [TestMethod]
    public void Part_UnknownName_NamesTheThree()
    {
        WritePair("own", "t10k", 1, [0]);

        var exception = Assert.ThrowsExactly<DigitMLException>(() => DigitDataset.Load(_folder["own"], _options).Part("dev"));
        StringAssert.Contains(exception.Message, "train, validation and test");
    }

    [TestMethod]
    public void Load_ValidationCount_IsObeyed()
    {
        WritePair("own", "train", 24, TwentyFour());

        DigitDataset none = DigitDataset.Load(_folder["own"], _options with { ValidationCount = 0 });
        Assert.AreEqual((24, 0), (none.Train.Count, none.Validation.Count));
        DigitDataset eight = DigitDataset.Load(_folder["own"], _options with { ValidationCount = 8 });
        CollectionAssert.AreEqual(new[] { 2, 2, 2, 2 }, eight.Validation.CountsByClass.Take(4).ToArray());
        var exception = Assert.ThrowsExactly<DigitMLException>(
            () => DigitDataset.Load(_folder["own"], _options with { ValidationCount = 24 }));
        StringAssert.Contains(exception.Message, "24 images off 24");
    }

    [TestMethod]
    public void Load_LabelNames_ReplaceTheDigits()
    {
        WritePair("own", "t10k", 2, [0, 11]);
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"class {i}")];

        Assert.AreEqual("11", DigitDataset.Load(_folder["own"], _options).LabelNames[11]);
        Assert.AreEqual("class 11", DigitDataset.Load(_folder["own"], _options with { LabelNames = names }).LabelNames[11]);
    }

    [TestMethod]
    public void Load_HalfAPair_NamesTheMissingFile()
    {
        _folder.Write("own/train-labels-idx1-ubyte", IdxBytes.Labels(1));

        var exception = Assert.ThrowsExactly<FileNotFoundException>(() => DigitDataset.Load(_folder["own"], _options));
        StringAssert.Contains(exception.Message, "not train-images-idx3-ubyte");
    }

    [TestMethod]
    public void Load_EmptyFolder_NamesTheFilesWanted()
    {
        Directory.CreateDirectory(_folder["own"]);

        var exception = Assert.ThrowsExactly<FileNotFoundException>(() => DigitDataset.Load(_folder["own"], _options));
        StringAssert.Contains(exception.Message, "t10k-labels-idx1-ubyte");
    }

    [TestMethod]
    public void Load_TrainAndTestOfTwoSizes_NamesBoth()
    {
        WritePair("own", "train", 1, [0]);
        _folder.Write("own/t10k-images-idx3-ubyte", IdxBytes.Of(0x803, [1, 4, 4], new byte[16]));
        _folder.Write("own/t10k-labels-idx1-ubyte", IdxBytes.Labels(0));

        var exception = Assert.ThrowsExactly<DigitMLException>(() => DigitDataset.Load(_folder["own"], _options));
        StringAssert.Contains(exception.Message, "2 x 3");
        StringAssert.Contains(exception.Message, "4 x 4");
    }

    [TestMethod]
    public void Load_CatalogueNameInDataFolder_IsUsedThoughItDiffers()
    {
        WritePair("data/kannada-mnist", "t10k", 2, [0, 9]);

        DigitDataset data = DigitDataset.Load("Kannada-MNIST", _options with { DataFolders = [_folder["nowhere"], _folder["data"]] });

        Assert.AreEqual("kannada-mnist", data.Name);
        Assert.AreEqual("೯", data.LabelNames[data.Test.Label(1)]);
        Assert.IsFalse(data.Verified);
        Assert.IsFalse(data.Files[0].MatchesCatalog);
        Assert.AreEqual(_folder["data", "kannada-mnist"], DatasetCatalog.Locate("kannada-mnist", _options));
    }

    [TestMethod]
    public void Load_OwnNameInDataFolder_IsFound()
    {
        WritePair("data/own", "t10k", 2, [0, 9]);

        Assert.AreEqual(2, DigitDataset.Load("own", _options).Test.Count);
    }

    [TestMethod]
    [DataRow("mnits", "Did you mean 'mnist'?")]
    [DataRow("kanada-mnist", "Did you mean 'kannada-mnist'?")]
    [DataRow("no/such/folder", "no file or folder")]
    [DataRow("", "fashion-mnist")]
    public void Load_UnknownName_ListsTheNamesAndTheNearest(string name, string expected)
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => DigitDataset.Load(name, _options));

        StringAssert.Contains(exception.Message, "mnist, kannada-mnist, dig-mnist, fashion-mnist");
        StringAssert.Contains(exception.Message, expected);
    }

    [TestMethod]
    public void Load_OfflineAndAbsent_SaysWhatToDo()
    {
        var exception = Assert.ThrowsExactly<IOException>(() => DigitDataset.Load("mnist", _options));

        StringAssert.Contains(exception.Message, "fetching is switched off");
        StringAssert.Contains(exception.Message, "DIGITML_DATA");
        StringAssert.Contains(exception.Message, "train-images-idx3-ubyte");
        Assert.IsNull(DatasetCatalog.Locate("mnist", _options));
    }

    [TestMethod]
    [DataRow("dig-mnist", 0, 10_240)]
    [DataRow("kannada-mnist", 60_000, 10_000)]
    public void Load_RealData_IsTheCataloguesOwn(string name, int trainCount, int testCount)
    {
        if (DatasetCatalog.Locate(name, new DatasetOptions()) is null)
        {
            string reason = $"DIGITML_DATA holds no {name}, so the real data was not read.";
            TestContext.WriteLine(reason);
            Assert.Inconclusive(reason);
        }

        DigitDataset data = DigitDataset.Load(name);

        Assert.IsTrue(data.Verified);
        Assert.AreEqual(testCount, data.Test.Count);
        Assert.AreEqual((28, 28), (data.Test.Height, data.Test.Width));
        Assert.AreEqual(testCount / 10, data.Test.CountsByClass[3]);
        if (trainCount > 0)
        {
            Assert.AreEqual((trainCount - 5000, 5000), (data.Train.Count, data.Validation.Count));
            Assert.AreEqual(500, data.Validation.CountsByClass[9]);
        }
    }

    private static byte[] TwentyFour() => [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 4))];

    private void WritePair(string folder, string part, int images, byte[] labels)
    {
        _folder.Write($"{folder}/{part}-images-idx3-ubyte", IdxBytes.Images(images));
        _folder.Write($"{folder}/{part}-labels-idx1-ubyte", IdxBytes.Labels(labels));
    }
}
