using System.Text;
using DigitML.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class DatasetSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_KagglesFolder_TrainsOnTrainAndLeavesTestToPredict()
    {
        Write("digit/train.csv", 24);
        _folder.Write("digit/test.csv", Encoding.ASCII.GetBytes("pixel0,pixel1,pixel2,pixel3\n1,2,3,4\n5,6,7,8\n"));

        DigitDataset data = DigitDataset.Load(_folder["digit"]);

        Assert.AreEqual((22, 2, false, false), (data.Train.Count, data.Validation.Count, data.HasTest, data.IsUndivided));
        Assert.ThrowsExactly<DigitMLException>(() => data.Part("test"));
        UnlabeledImages images = UnlabeledImages.Load(_folder["digit"]);
        Assert.AreEqual((2, 2, 2), (images.Count, images.Height, images.Width));
        CollectionAssert.AreEqual(new byte[] { 5, 6, 7, 8 }, images.Pixels(1).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => images.Pixels(2));
        Assert.IsNull(images.Ids);
    }

    [TestMethod]
    public void Load_KannadasFolder_TestsOnDigMnist()
    {
        Write("kannada/train.csv", 24);
        Write("kannada/Dig-MNIST.csv", 10);
        _folder.Write("kannada/test.csv", Encoding.ASCII.GetBytes("id,a,b,c,d\n0,1,2,3,4\n"));
        _folder.Write("kannada/sample_submission.csv", Encoding.ASCII.GetBytes("id,label\n0,0\n"));

        Assert.AreEqual(10, DigitDataset.Load(_folder["kannada"]).Test.Count);
        Assert.AreEqual("0", UnlabeledImages.Load(_folder["kannada"]).Ids![0]);
    }

    [TestMethod]
    public void Load_MnistInCsv_IsFoundByTheEndOfTheNames()
    {
        Write("csv/mnist_train.csv", 24);
        Write("csv/mnist_test.csv", 10);
        Assert.AreEqual((22, 10), (DigitDataset.Load(_folder["csv"]).Train.Count, DigitDataset.Load(_folder["csv"]).Test.Count));
    }

    [TestMethod]
    public void Load_SingleFile_IsForTrainingOrForMeasuringButNotForBoth()
    {
        Write("all.csv", 24);

        DigitDataset data = DigitDataset.Load(_folder["all.csv"]);

        Assert.AreEqual("all", data.Name);
        Assert.IsTrue(data.IsUndivided);
        Assert.IsFalse(data.HasTest);
        Assert.ThrowsExactly<InvalidOperationException>(() => data.Test);
        Assert.AreEqual((22, 2, 24), (data.Train.Count, data.Validation.Count, data.Part("test").Count));
        Assert.AreEqual(Path.TrimEndingDirectorySeparator(_folder[""]), data.Folder);
        Assert.HasCount(64, data.Files.Single().Sha256);
    }

    [TestMethod]
    public void Load_CatalogueFolderWithOtherFiles_HasTheCataloguesNames()
    {
        Write("kannada-mnist/train.csv", 24);
        DigitDataset data = DigitDataset.Load(_folder["kannada-mnist"]);
        Assert.AreEqual("೦", data.LabelNames[0]);
        Assert.IsFalse(data.Verified);
    }

    [TestMethod]
    public void Load_TestWithAClassThatTrainLacks_SaysWhichAndWhere()
    {
        _folder.Write("own/train.csv", Encoding.ASCII.GetBytes("label,a,b,c,d\nka,1,2,3,4\n"));
        _folder.Write("own/test.csv", Encoding.ASCII.GetBytes("label,a,b,c,d\nka,1,2,3,4\nkha,1,2,3,4\n"));

        var exception = Assert.ThrowsExactly<DigitMLException>(() => DigitDataset.Load(_folder["own"]));
        Assert.Contains("test.csv', row 3 has the label 'kha', but the 1 classes are ka", exception.Message);
    }

    [TestMethod]
    public void Load_UnlabelledFile_SaysWhatToDo()
    {
        string path = _folder.Write("test.csv", Encoding.ASCII.GetBytes("a,b,c,d\n1,2,3,4\n"));
        Assert.Contains("--submission", Assert.ThrowsExactly<DigitMLException>(() => DigitDataset.Load(path)).Message);
    }

    [TestMethod]
    public void UnlabelledImages_AnyForm_AreTheSame()
    {
        ImageSet images = SyntheticDigits.Make(12, size: 6);
        images.Save(_folder["a.csv"]);
        images.Save(_folder["a.npz"]);
        byte[] pixels = [.. Enumerable.Range(0, 12).SelectMany(image => images.Pixels(image).ToArray())];
        _folder.Write("a.npy", NpyBytes.Of("|u1", "(12, 6, 6)", pixels));
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Of(0x803, [12, 6, 6], pixels));
        foreach (string name in new[] { "a.csv", "a.npz", "a.npy", "t10k-images-idx3-ubyte" })
        {
            UnlabeledImages read = UnlabeledImages.Load(_folder[name]);
            Assert.AreEqual((12, 6, 6), (read.Count, read.Height, read.Width));
            Assert.IsTrue(read.Pixels(11).SequenceEqual(images.Pixels(11)), name);
        }
        Assert.ThrowsExactly<FileNotFoundException>(() => UnlabeledImages.Load(_folder["b.csv"]));
        Assert.ThrowsExactly<DigitMLException>(() => UnlabeledImages.Load(_folder.Write("a.txt", [])));
        Directory.CreateDirectory(_folder["empty"]);
        Assert.ThrowsExactly<FileNotFoundException>(() => UnlabeledImages.Load(_folder["empty"]));
    }

    private void Write(string name, int count) => SyntheticDigits.Make(count, size: 6).Save(_folder[name]);
}
