using System.IO.Compression;
using DigitML.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class NpzReaderTests : IDisposable
{
    private static readonly byte[] TwoImages = NpyBytes.Of("|u1", "(2, 2, 2)", [1, 2, 3, 4, 5, 6, 7, 8]);
    private static readonly byte[] TwoLabels = NpyBytes.Of("|u1", "(2,)", [3, 9]);

    private readonly TemporaryFolder _folder = new();

    public required TestContext TestContext { get; set; }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_KerasNames_GiveTrainAndTest()
    {
        DigitDataset data = Load(("x_train", TwoImages), ("y_train", TwoLabels), ("X_test", TwoImages), ("y_test", TwoLabels));

        Assert.AreEqual((2, 2), (data.Train.Count, data.Test.Count));
        CollectionAssert.AreEqual(new[] { 3, 9 }, data.Test.Labels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 5, 6, 7, 8 }, data.Test.Pixels(1).ToArray());
        Assert.IsFalse(data.IsUndivided);
    }

    [TestMethod]
    public void Load_ValidationOfItsOwn_IsTaken()
    {
        DigitDataset data = Load(("train_images", TwoImages), ("train_labels", TwoLabels), ("val_images", TwoImages),
            ("val_labels", NpyBytes.Of("|u1", "(2, 1)", [4, 5])), ("test_images", TwoImages), ("test_labels", TwoLabels));

        Assert.AreEqual((2, 2, 2), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.AreEqual(5, data.Validation.Label(1));
    }

    [TestMethod]
    public void Load_OnePair_IsUndivided()
    {
        DigitDataset data = Load(("images", TwoImages), ("labels", NpyBytes.Of("<U2", "(2,)", "k\0\0\0a\0\0\0\u0005\0\0\0\0\0\0\0"u8.ToArray())));

        Assert.IsTrue(data.IsUndivided);
        Assert.AreEqual(2, data.Part("test").Count);
        Assert.IsFalse(data.HasTest);
        CollectionAssert.AreEqual(new[] { "\u0005", "ka" }, data.LabelNames.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0 }, data.Train.Labels.ToArray());
    }

    [TestMethod]
    public void Load_ArraysInFilesOfTheirOwn_FindEachOther()
    {
        _folder.Write("kannada/X_kannada_MNIST_train.npz", NpyBytes.Archive(("arr_0", TwoImages)));
        _folder.Write("kannada/y_kannada_MNIST_train.npz", NpyBytes.Archive(("arr_0", TwoLabels)));
        _folder.Write("kannada/X_kannada_MNIST_test.npz", NpyBytes.Archive(("arr_0", TwoImages)));
        _folder.Write("kannada/y_kannada_MNIST_test.npz", NpyBytes.Archive(("arr_0", TwoLabels)));
        string single = _folder.Write("plain/train_images.npy", TwoImages);
        _folder.Write("plain/train_labels.npy", TwoLabels);
        _folder.Write("plain/notes.txt", []);

        DigitDataset kannada = DigitDataset.Load(_folder["kannada"]), plain = DigitDataset.Load(_folder["plain"]);

        Assert.AreEqual((2, 2), (kannada.Train.Count, kannada.Test.Count));
        Assert.IsFalse(plain.HasTest);
        Assert.AreEqual(9, DigitDataset.Load(single).Part("test").Label(1));
        Assert.AreEqual(2, DigitDataset.Load(_folder["kannada", "X_kannada_MNIST_test.npz"]).Part("test").Count);
    }

    [TestMethod]
    public void Load_FolderWithOneArchive_ReadsIt()
    {
        _folder.Write("own/mnist.npz", NpyBytes.Archive(("x_test", TwoImages), ("y_test", TwoLabels)));
        Assert.AreEqual(2, DigitDataset.Load(_folder["own"]).Test.Count);
    }

    [TestMethod]
    public void Load_WrongArrays_SayWhichAreWanted()
    {
        Assert.Contains("holds the arrays a, b, wanted x_train, y_train", Refuse(("b", TwoImages), ("a", TwoLabels)));
        Assert.Contains("wanted y_train to go with x_train", Refuse(("x_train", TwoImages), ("other", TwoLabels)));
        Assert.Contains("wanted x_test to go with y_test", Refuse(("y_test", TwoLabels), ("z", TwoLabels)));
        Assert.Contains("holds 2 images, but", Refuse(("x", TwoImages), ("y", NpyBytes.Of("|u1", "(3,)", [1, 2, 3]))));
        Assert.Contains("of one-hot labels take the argmax", Refuse(("x", TwoImages), ("y", NpyBytes.Of("|u1", "(2, 2)", [1, 0, 0, 1]))));
        Assert.Contains("label 1 is 0.5, wanted", Refuse(("x", TwoImages), ("y", NpyBytes.Of("<f4", "(2,)", [0, 0, 128, 63, 0, 0, 0, 63]))));
        Assert.Contains("which is no character", Refuse(("x", TwoImages), ("y", NpyBytes.Of("<U1", "(2,)", [255, 255, 255, 255, 0, 0, 0, 0]))));
        Assert.Contains("has the label '-1'", Refuse(("x", TwoImages), ("y", NpyBytes.Of("|i1", "(2,)", [255, 1]))));
        Assert.Contains("but no labels", Refuse(("x", TwoImages)));
        Assert.Contains("holds no arrays", Refuse());
        Assert.Contains("two arrays named x", Refuse(("x", TwoImages), ("x", TwoImages)));
    }

    [TestMethod]
    public void Load_BlankBomb_IsNotUnpacked()
    {
        string path = _folder["bomb.npz"];
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry("x.npy").Open();
            entry.Write(NpyBytes.Of("|u1", "(400000, 28, 28)", []));
            for (int i = 0; i < 320; i++) { entry.Write(new byte[1 << 20]); }
        }
        var exception = Assert.ThrowsExactly<DigitMLException>(() => UnlabeledImages.Load(path));
        Assert.Contains("would unpack from", exception.Message);
    }

    [TestMethod]
    public void Load_AnySpoiltFile_GivesImagesOrInvalidData()
    {
        byte[] good = NpyBytes.Archive(("x", TwoImages), ("y", NpyBytes.Of("<U1", "(2,)", [97, 0, 0, 0, 98, 0, 0, 0])));
        var spoiler = new FileCorrupter(seed: 7);
        for (int i = 0; i < 1500; i++)
        {
            spoiler.Check(_folder.Write("a.npz", spoiler.Spoil(good)), path => DigitDataset.Load(path));
        }
        Assert.IsTrue(spoiler.Read > 50 && spoiler.Refused > 100, $"{spoiler.Read} read, {spoiler.Refused} refused");
    }

    [TestMethod]
    public void Load_FilesOfNumpy_AreReadInEveryForm()
    {
        ImageSet images = SyntheticDigits.Make(30, size: 8);
        images.Save(_folder["ours.npz"]);
        NumpyScript.Run(TestContext, """
            folder = sys.argv[1]
            data = np.load(folder + '/ours.npz')
            x, y = data['x'], data['y']
            assert x.dtype == np.uint8 and x.shape == (30, 8, 8) and y.shape == (30,), (x.dtype, x.shape, y.shape)
            forms = {
              'plain': (x, y), 'long': (x.astype(np.int64), y.astype(np.int64)), 'big': (x.astype('>i4'), y.astype('>u2')),
              'fortran': (np.asfortranarray(x), y), 'flat': (x.reshape(30, 64), y[:, None]),
              'flat_fortran': (np.asfortranarray(x.reshape(30, 64)), y),
              'channel': (x[..., None], y), 'first': (x[:, None], y), 'unit': ((x / 255).astype(np.float32), y.astype(np.float64)),
              'half': (x.astype('>f2'), y), 'double': (x.astype(np.float64), y), 'text': (x, y.astype(str)), 'bytes': (x, y.astype('S')),
              'strided': (x[::-1][::-1], y), 'channel_fortran': (np.asfortranarray(x[..., None]), y) }
            for name, (a, b) in forms.items():
                np.savez(folder + '/n_' + name + '.npz', x=a, y=b)
                np.savez_compressed(folder + '/c_' + name + '.npz', x=a, y=b)
            """, _folder[""]);
        string[] files = Directory.GetFiles(_folder[""], "?_*.npz");
        Assert.HasCount(30, files);
        foreach (string file in files)
        {
            DatasetAssert.AreEqual(images, DigitDataset.Load(file, new DatasetOptions { ValidationCount = 0 }).Train, file);
        }
    }

    [TestMethod]
    public void Save_Npz_IsWhatKerasReads()
    {
        ImageSet images = SyntheticDigits.Make(24, size: 6);
        images.Save(_folder["all.csv"]);
        images.Save(_folder["both", "train.csv"]);
        images.Take(7).Save(_folder["both", "test.csv"]);
        DigitDataset.Load(_folder["both"]).Save(_folder["both.npz"], DatasetFormat.Npz);

        string output = NumpyScript.Run(TestContext, """
            with np.load(sys.argv[1], allow_pickle=False) as f:
                print(sorted(f.files), f['x_train'].shape, f['y_train'].dtype, f['x_test'].shape,
                      int(f['x_train'][3].sum()), list(map(int, f['y_test'])))
            """, _folder["both.npz"]);

        int sum = images.Pixels(3).ToArray().Sum(value => value);
        Assert.AreEqual(
            $"['x_test', 'x_train', 'y_test', 'y_train'] (24, 6, 6) uint8 (7, 6, 6) {sum} [0, 1, 2, 3, 4, 5, 6]", output);
    }

    private DigitDataset Load(params (string, byte[])[] arrays)
        => DigitDataset.Load(_folder.Write("a.npz", NpyBytes.Archive(arrays)), new DatasetOptions { ValidationCount = 0 });

    private string Refuse(params (string, byte[])[] arrays) => Assert.ThrowsExactly<DigitMLException>(() => Load(arrays)).Message;
}
