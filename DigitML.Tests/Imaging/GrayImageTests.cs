using DigitML.Tests.Imaging.Png;

namespace DigitML.Tests.Imaging;

[TestClass]
public sealed class GrayImageTests
{
    [TestMethod]
    public void Constructor_Pixels_AreCopied()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6];

        var image = new GrayImage(3, 2, pixels);
        pixels[5] = 99;

        Assert.AreEqual((3, 2), (image.Width, image.Height));
        Assert.AreEqual(6, image[2, 1]);
        Assert.AreEqual(2, image[1, 0]);
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(1, -1)]
    public void Constructor_NoPixels_IsOutOfRange(int width, int height)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => new GrayImage(width, height, []));

        Assert.AreEqual($"An image has at least 1 x 1 pixels, not {width} x {height}.", error.Message);
    }

    [TestMethod]
    [DataRow(3, 2)]
    [DataRow(65_536, 65_536)]
    public void Constructor_WrongNumberOfPixels_SaysHowManyAreNeeded(int width, int height)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => new GrayImage(width, height, new byte[5]));

        Assert.Contains($"{(long)width * height} pixels, but 5", error.Message);
    }

    [TestMethod]
    [DataRow(-1, 0)]
    [DataRow(3, 0)]
    [DataRow(0, 2)]
    public void Indexer_Outside_IsOutOfRange(int x, int y)
    {
        var image = new GrayImage(3, 2, new byte[6]);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image[x, y]);
    }

    [TestMethod]
    public void Load_MissingFile_NamesIt()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "no-such.png");

        var error = Assert.ThrowsExactly<FileNotFoundException>(() => GrayImage.Load(path));

        Assert.Contains(path, error.Message);
    }

    [TestMethod]
    public void Load_MissingFolder_IsDirectoryNotFound() => Assert.ThrowsExactly<DirectoryNotFoundException>(
        () => GrayImage.Load(Path.Combine(AppContext.BaseDirectory, "no-such-folder", "a.png")));

    [TestMethod]
    public void Load_Folder_SaysSo()
    {
        var error = Assert.ThrowsExactly<IOException>(() => GrayImage.Load(AppContext.BaseDirectory));

        Assert.Contains("is a folder", error.Message);
    }

    [TestMethod]
    public void Load_EmptyPath_AsksForAPath() => Assert.ThrowsExactly<DigitMLException>(() => GrayImage.Load(""));

    [TestMethod]
    public void Load_OtherContent_SaysWhatItStartsWithAndWhatIsRead()
    {
        using var text = new MemoryStream("Hello, digits"u8.ToArray());

        var error = Assert.ThrowsExactly<DigitMLException>(() => GrayImage.Load(text, "hello.png"));

        Assert.Contains("hello.png starts with 48656C6C6F2C2064 (\"Hello, d\")", error.Message);
        Assert.Contains("PNG", error.Message);
    }

    [TestMethod]
    public void Load_EmptyStream_SaysSo()
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => GrayImage.Load(new MemoryStream()));

        Assert.StartsWith("the image is empty", error.Message);
    }

    [TestMethod]
    public void Load_StreamThatIsNotAtItsStart_ReadsFromItsPositionAndLeavesItOpen()
    {
        using var stream = new MemoryStream([7, 7, .. TestPng.Gray(2, 1, [8, 9])]) { Position = 2 };

        GrayImage image = GrayImage.Load(stream);

        CollectionAssert.AreEqual(new byte[] { 8, 9 }, image.Pixels.ToArray());
        Assert.IsTrue(stream.CanRead);
    }
}
