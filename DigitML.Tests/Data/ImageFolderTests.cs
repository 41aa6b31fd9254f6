using DigitML.Data.Formats.Folders;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class ImageFolderTests : IDisposable
{
    private static readonly DatasetOptions Whole = new() { ValidationCount = 0, DataFolders = [], Offline = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(28)]
    [DataRow(16)]
    [DataRow(64)]
    public void Load_ExportedSet_GivesTheSameBytesInTheSameOrder(int size)
    {
        ImageSet images = PictureFolder.Digits(35, size: size);
        PictureFolder.Write(_folder["set"], images);

        ImageSet read = Load().Train;

        CollectionAssert.AreEqual(images.Labels.ToArray(), read.Labels.ToArray());
        Assert.AreEqual((size, size), (read.Height, read.Width));
        Assert.AreSequenceEqual(PixelsOf(images), PixelsOf(read));
    }

    [TestMethod]
    public void Load_LightImagesOfOneSmallSize_AreInvertedUnlessAsIs()
    {
        Save("a/one.png", PictureFolder.Plain(20, 255, 40));
        Save("b/two.png", PictureFolder.Plain(20, 250, 0));
        Save("b/dark.png", PictureFolder.Plain(20, 0, 99));

        ImageSet auto = Load().Train, asIs = Load(Whole with { Images = ImageRule.AsIs }).Train;

        Assert.AreEqual((0, 215), (auto.Pixels(0)[0], auto.Pixels(0)[210]));
        Assert.AreEqual((255, 156), (auto.Pixels(1)[0], auto.Pixels(1)[210]), "The image that is dark already is turned with the rest.");
        Assert.AreEqual((255, 40), (asIs.Pixels(0)[0], asIs.Pixels(0)[210]));
    }

    [TestMethod]
    public void Load_MixedSizes_NormalisesEachAsForRecognition()
    {
        GrayImage[] pictures = [PictureFolder.Disc(50, 80), PictureFolder.Disc(28, 28), PictureFolder.Disc(300, 200)];
        for (int i = 0; i < pictures.Length; i++) { Save($"x/picture {i}.png", pictures[i]); }

        ImageSet read = Load().Train;

        Assert.AreEqual((28, 28), (read.Height, read.Width));
        for (int i = 0; i < pictures.Length; i++)
        {
            Assert.AreSequenceEqual(DigitNormalizer.Normalize(pictures[i]).Pixels.ToArray(), read.Pixels(i).ToArray());
        }
    }

    [TestMethod]
    [DataRow(65, ImageRule.Auto, 28)]
    [DataRow(65, ImageRule.AsIs, 65)]
    [DataRow(20, ImageRule.Auto, 20)]
    [DataRow(20, ImageRule.Normalize, 28)]
    public void Load_OneSquareSize_RuleDecides(int size, ImageRule rule, int expected)
    {
        Save("x/a.png", PictureFolder.Disc(size, size));

        Assert.AreEqual(expected, Load(Whole with { Images = rule }).Train.Height);
    }

    [TestMethod]
    [DataRow(30, 20, "second.png' has 30 x 20 pixels; images that are taken as they are must be square")]
    [DataRow(30, 30, "second.png' has 30 x 30 pixels but ")]
    public void Load_AsIsWithAnotherSize_NamesTheFile(int width, int height, string expected)
    {
        Save("x/first.png", PictureFolder.Disc(20, 20));
        Save("x/second.png", PictureFolder.Disc(width, height));

        Assert.Contains(expected, Refuse(Whole with { Images = ImageRule.AsIs }));
    }

    [TestMethod]
    [DataRow("10 9 2", "2 9 10")]
    [DataRow("೨ ೦ ೧", "೦ ೧ ೨")]
    [DataRow("10 9 b", "10 9 b")]
    public void Load_ClassNames_NumbersAreOrderedAsNumbers(string folders, string expected)
    {
        foreach (string name in folders.Split(' ')) { Save($"{name}/a b.png", PictureFolder.Plain(20, 0, 9)); }

        DigitDataset data = Load();

        Assert.AreEqual(expected, string.Join(' ', data.LabelNames));
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, data.Train.Labels.ToArray());
    }

    [TestMethod]
    public void Load_FileNames_NumbersOrderAllImagesOtherwiseClassAndName()
    {
        Save("a/10.png", PictureFolder.Plain(20, 0, 10));
        Save("a/2.png", PictureFolder.Plain(20, 0, 2));
        Save("b/9.png", PictureFolder.Plain(20, 0, 9));
        Assert.AreEqual("2 9 10", Dots());

        Save("b/02.png", PictureFolder.Plain(20, 0, 3));
        Assert.AreEqual("10 2 3 9", Dots(), "Two files are number 2.");
        File.Move(_folder["set", "b", "02.png"], _folder["set", "b", "B.png"]);
        Assert.AreEqual("10 2 9 3", Dots(), "One name is no number.");

        string Dots()
        {
            ImageSet read = Load().Train;
            return string.Join(' ', Enumerable.Range(0, read.Count).Select(i => read.Pixels(i)[210]));
        }
    }

    [TestMethod]
    public void Load_TrainValTest_KeepsThemApart()
    {
        PictureFolder.Write(_folder["set", "train"], PictureFolder.Digits(20, seed: 1));
        PictureFolder.Write(_folder["set", "Val"], PictureFolder.Digits(10, seed: 2));
        PictureFolder.Write(_folder["set", "test"], PictureFolder.Digits(9, seed: 3));

        DigitDataset data = Load();

        Assert.AreEqual((20, 10, 9), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.AreEqual(10, data.Test.LabelNames.Count, "A class without test images is one still.");
        Assert.HasCount(3, data.Files);
        Assert.AreSequenceEqual(PixelsOf(PictureFolder.Digits(10, seed: 2)), PixelsOf(data.Validation));
    }

    [TestMethod]
    public void Load_TrainAndTest_SplitsValidationOff()
    {
        PictureFolder.Write(_folder["set", "train"], PictureFolder.Digits(24));
        PictureFolder.Write(_folder["set", "test"], PictureFolder.Digits(10, seed: 3));

        DigitDataset data = Load(new DatasetOptions { ValidationCount = 4 });

        Assert.AreEqual((20, 4, 10), (data.Train.Count, data.Validation.Count, data.Test.Count));
    }

    [TestMethod]
    public void Load_ValAlone_IsToTestWith()
    {
        PictureFolder.Write(_folder["set", "val"], PictureFolder.Digits(10));

        DigitDataset data = Load();

        Assert.IsFalse(data.HasTrain);
        Assert.AreEqual(10, data.Test.Count);
    }

    [TestMethod]
    public void Load_ClassThatTrainLacks_IsNamed()
    {
        Save("train/a/1.png", PictureFolder.Plain(20, 0, 1));
        Save("test/b/2.png", PictureFolder.Plain(20, 0, 1));

        Assert.Contains("has a class 'b' that", Refuse());
    }

    [TestMethod]
    public void Load_EmptyClassFolder_IsNamed()
    {
        Save("a/1.png", PictureFolder.Plain(20, 0, 1));
        Directory.CreateDirectory(_folder["set", "b"]);
        File.WriteAllText(_folder["set", "b", "notes.txt"], "no image");

        Assert.Contains($"Class folder '{_folder["set", "b"]}' holds no image", Refuse());
    }

    [TestMethod]
    public void Load_HiddenFilesAndFolders_AreLeftOut()
    {
        Save("a/1.png", PictureFolder.Plain(20, 0, 1));
        foreach (string name in new[] { "a/._1.png", ".thumbnails/1.png", "__MACOSX/1.png", "a/Thumbs.db" })
        {
            _folder.Write($"set/{name}", [1, 2, 3]);
        }

        DigitDataset data = Load();

        Assert.AreEqual((1, "a"), (data.Train.Count, data.LabelNames.Single()));
        Assert.IsEmpty(data.Skipped);
    }

    [TestMethod]
    public void Load_ImagesThatCannotBeRead_AreAllNamedOrSkipped()
    {
        for (int i = 0; i < 5; i++) { Save($"a/good {i}.png", PictureFolder.Plain(20, 0, (byte)i)); }
        byte[] whole = File.ReadAllBytes(_folder["set", "a", "good 0.png"]);
        for (int i = 0; i < 7; i++) { _folder.Write($"set/a/bad {i}.png", whole[..^20]); }

        string message = Refuse();

        StringAssert.StartsWith(message, "7 images of ");
        for (int i = 0; i < 7; i++) { Assert.Contains($"bad {i}.png", message); }
        DigitDataset data = Load(Whole with { SkipBad = true });
        Assert.AreEqual(5, data.Train.Count);
        Assert.HasCount(7, data.Skipped);
        Assert.Contains("bad 0.png", data.Skipped[0]);
    }

    [TestMethod]
    public void Load_SkippingLeavesAClassEmpty_IsRefused()
    {
        Save("a/1.png", PictureFolder.Plain(20, 0, 1));
        _folder.Write("set/b/2.png", [1, 2, 3]);

        Assert.Contains($"'{_folder["set", "b"]}' holds no image that can be read", Refuse(Whole with { SkipBad = true }));
    }

    [TestMethod]
    public void Load_LabelNames_ReplaceTheFoldersNames()
    {
        Save("0/1.png", PictureFolder.Plain(20, 0, 1));
        Save("1/2.png", PictureFolder.Plain(20, 0, 1));

        Assert.AreEqual("೧", Load(Whole with { LabelNames = ["೦", "೧"] }).LabelNames[1]);
        Assert.Contains("2 classes (0, 1), but 3 label names", Refuse(Whole with { LabelNames = ["x", "y", "z"] }));
    }

    [TestMethod]
    public void Load_Transpose_ExchangesRowsAndColumns()
    {
        byte[] pixels = new byte[400];
        pixels[3] = 200;
        Save("a/1.png", new GrayImage(20, 20, pixels));

        Assert.AreEqual(200, Load(Whole with { Transpose = true }).Train.Pixels(0)[60]);
    }

    [TestMethod]
    public void Load_Progress_CountsBytesAndCancellationStops()
    {
        PictureFolder.Write(_folder["set"], PictureFolder.Digits(30));
        var reports = new ReportList();

        DigitDataset.Load(_folder["set"], Whole, reports, CancellationToken.None);

        Assert.AreEqual(DatasetPhase.Reading, reports.All.Single().Phase);
        Assert.AreEqual(Directory.GetFiles(_folder["set"], "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length),
            reports.All.Single().Bytes);
        Assert.ThrowsExactly<OperationCanceledException>(
            () => DigitDataset.Load(_folder["set"], Whole, null, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public void Load_FolderOfTheUsersDataFolders_IsFoundByName()
    {
        Save("a/1.png", PictureFolder.Plain(20, 0, 1));

        Assert.AreEqual(1, DigitDataset.Load("set", Whole with { DataFolders = [_folder[""]] }).Train.Count);
    }

    [TestMethod]
    public void Read_FolderWithoutImages_SaysWhatIsWanted()
    {
        Directory.CreateDirectory(_folder["set", "a"]);

        Assert.IsFalse(ImageFolderReader.Fits(_folder["set"]));
        var exception = Assert.ThrowsExactly<DigitMLException>(
            () => ImageFolderReader.Read(_folder["set"], Whole, null, CancellationToken.None));
        Assert.Contains("one folder for each class", exception.Message);
    }

    [TestMethod]
    public void Files_Sum_IsThatOfSha256sumsOutput()
    {
        Save("b/1.png", PictureFolder.Plain(20, 0, 1));
        Save("a/2.png", PictureFolder.Plain(20, 0, 1));
        IEnumerable<string> lines = new[] { "a/2.png", "b/1.png" }.Select(
            name => $"{Sum(File.ReadAllBytes(_folder["set", name]))}  {name}\n");

        Assert.AreEqual(Sum(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines))), Load().Files.Single().Sha256);

        static string Sum(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
    }

    private static byte[] PixelsOf(ImageSet images) => [.. Enumerable.Range(0, images.Count).SelectMany(i => images.Pixels(i).ToArray())];

    private DigitDataset Load(DatasetOptions? options = null) => DigitDataset.Load(_folder["set"], options ?? Whole);

    private string Refuse(DatasetOptions? options = null) => Assert.ThrowsExactly<DigitMLException>(() => Load(options)).Message;

    private void Save(string name, GrayImage image) => image.Save(_folder["set", name]);

    private sealed class ReportList : IProgress<DatasetProgress>
    {
        public List<DatasetProgress> All { get; } = [];

        public void Report(DatasetProgress value) => All.Add(value);
    }
}
