using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class DatasetWriterTests : IDisposable
{
    private static readonly DatasetOptions Whole = new() { ValidationCount = 0 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(DatasetFormat.Idx, "out")]
    [DataRow(DatasetFormat.Csv, "out")]
    [DataRow(DatasetFormat.Npz, "out.npz")]
    public void Save_TrainAndTest_ComeBackExactly(DatasetFormat format, string name)
    {
        DigitDataset data = Make();

        data.Save(_folder[name], format);

        DigitDataset back = DigitDataset.Load(_folder[name], Whole);
        DatasetAssert.AreEqual(SyntheticDigits.Make(30, 1, 6), back.Train);
        DatasetAssert.AreEqual(SyntheticDigits.Make(11, 2, 6), back.Test);
    }

    [TestMethod]
    [DataRow("a.csv")]
    [DataRow("a.csv.gz")]
    [DataRow("a.npz")]
    public void Save_OneSet_ComesBackExactly(string name)
    {
        ImageSet images = SyntheticDigits.Make(25, 3, 5).Shuffle(1);

        images.Save(_folder[name]);

        DigitDataset back = DigitDataset.Load(_folder[name], Whole);
        Assert.AreEqual("a", back.Name);
        Assert.IsTrue(back.IsUndivided);
        DatasetAssert.AreEqual(images, back.Train);
    }

    [TestMethod]
    [DataRow(DatasetFormat.Csv, "out")]
    [DataRow(DatasetFormat.Npz, "out.npz")]
    public void Save_ValidationOfItsOwn_ComesBackToo(DatasetFormat format, string name)
    {
        WriteCsv("own/train.csv", 30, 1);
        WriteCsv("own/val.csv", 12, 5);
        WriteCsv("own/test.csv", 11, 2);
        DigitDataset data = DigitDataset.Load(_folder["own"]);
        Assert.AreEqual((30, 12, 11), (data.Train.Count, data.Validation.Count, data.Test.Count));

        data.Save(_folder[name], format);

        DatasetAssert.AreEqual(data.Validation, DigitDataset.Load(_folder[name]).Validation);
        Assert.Contains("write NPZ, CSV or PNG", Assert.ThrowsExactly<DigitMLException>(() => data.Save(_folder["idx"], DatasetFormat.Idx)).Message);
    }

    [TestMethod]
    public void Save_Png_NumbersTheImagesInFoldersOfClasses()
    {
        DigitDataset data = Make();

        data.Save(_folder["out"], DatasetFormat.Png);

        Assert.HasCount(30, Directory.GetFiles(_folder["out", "train"], "*.png", SearchOption.AllDirectories));
        Assert.HasCount(11, Directory.GetFiles(_folder["out", "test"], "*.png", SearchOption.AllDirectories));
        GrayImage image = GrayImage.Load(_folder["out", "train", "7", "000017.png"]);
        Assert.IsTrue(image.Pixels.SequenceEqual(SyntheticDigits.Make(30, 1, 6).Pixels(17)));
        Assert.Contains("not empty", Assert.ThrowsExactly<IOException>(() => data.Save(_folder["out"], DatasetFormat.Png)).Message);
    }

    [TestMethod]
    [DataRow("ka,kha", "ka,kha", DisplayName = "names in order are kept")]
    [DataRow("kha,ka", "0,1", DisplayName = "names that a reader would sort are numbered")]
    [DataRow("5,6", "0,1", DisplayName = "numbers that are not the label are numbered")]
    [DataRow("\"b\";c,z", "\"\"\"b\"\";c\",z", DisplayName = "quotation marks")]
    public void Save_CsvOfNamedClasses_WritesNamesThatComeBack(string names, string written)
    {
        new ImageSet([1, 2, 3, 4, 5, 6, 7, 8], [1, 0], 2, 2, names.Split(',')).Save(_folder["a.csv"]);

        string[] rows = File.ReadAllLines(_folder["a.csv"]);
        Assert.AreEqual("label,pixel0,pixel1,pixel2,pixel3", rows[0]);
        Assert.AreEqual(written.Split(',')[1] + ",1,2,3,4", rows[1]);
        Assert.AreEqual(written.Split(',')[0] + ",5,6,7,8", rows[2]);
        ImageSet back = DigitDataset.Load(_folder["a.csv"], Whole).Train;
        CollectionAssert.AreEqual(new[] { 1, 0 }, back.Labels.ToArray());
    }

    [TestMethod]
    public void Save_ManyClasses_FitNpzButNotIdx()
    {
        string[] names = SyntheticDigits.Names(300);
        var images = new ImageSet([1, 2, 3, 4, 5, 6, 7, 8], [299, 256], 2, 2, names);

        images.Save(_folder["a.npz"]);

        DigitDataset data = DigitDataset.Load(_folder["a.npz"], Whole);
        DatasetAssert.AreEqual(images, data.Train);
        Assert.Contains("300 classes", Assert.ThrowsExactly<DigitMLException>(() => data.Save(_folder["idx"], DatasetFormat.Idx)).Message);
    }

    [TestMethod]
    public void Save_WhatAFormCannotHold_SaysWhatCan()
    {
        var wide = new ImageSet([1, 2], [0], 1, 2, ["0"]);
        Assert.Contains("1 x 2 pixels", Assert.ThrowsExactly<DigitMLException>(() => wide.Save(_folder["a.csv"])).Message);
        Assert.Contains("ending '.txt'", Assert.ThrowsExactly<DigitMLException>(() => wide.Save(_folder["a.txt"])).Message);
        Assert.Contains("holds one part",
            Assert.ThrowsExactly<DigitMLException>(() => Make().Save(_folder["a.csv"], DatasetFormat.Csv)).Message);
        wide.Save(_folder["a.npz"]);
        Assert.AreEqual(2, DigitDataset.Load(_folder["a.npz"], Whole).Train.Width);
    }

    [TestMethod]
    public void Save_SameSetTwice_GivesTheSameBytes()
    {
        ImageSet images = SyntheticDigits.Make(20, size: 6);
        images.Save(_folder["a.npz"]);
        images.Save(_folder["b.npz"]);
        CollectionAssert.AreEqual(File.ReadAllBytes(_folder["a.npz"]), File.ReadAllBytes(_folder["b.npz"]));
    }

    private DigitDataset Make()
    {
        WriteCsv("made/train.csv", 30, 1);
        WriteCsv("made/test.csv", 11, 2);
        return DigitDataset.Load(_folder["made"]);
    }

    private void WriteCsv(string name, int count, ulong seed) => SyntheticDigits.Make(count, seed, 6).Save(_folder[name]);
}
