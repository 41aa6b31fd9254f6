using System.Buffers.Binary;
using System.IO.Compression;
using DigitML.Engine.Numerics;
using DigitML.Tests.Data;

namespace DigitML.Tests.Imaging.Png;

[TestClass]
public sealed class PngWriterTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 7)]
    [DataRow(7, 1)]
    [DataRow(28, 28)]
    [DataRow(33, 65)]
    [DataRow(300, 2)]
    public void Save_AnySizeAndContent_IsReadBackToTheByte(int width, int height)
    {
        var random = new RandomStream(1, (ulong)(width * 1000 + height));
        byte[] noise = new byte[width * height];
        for (int i = 0; i < noise.Length; i++) { noise[i] = (byte)random.Next(256); }
        GrayImage[] images =
        [
            new GrayImage(width, height, noise),
            Drawing.Paint(width, height, (x, y) => 0),
            Drawing.Paint(width, height, (x, y) => (x * 7 + y * 3) % 256),
            Drawing.Paint(width, height, (x, y) => x > 2 && x < 5 ? 255 : 0),
        ];
        foreach (GrayImage image in images)
        {
            GrayImage read = GrayImage.Load(new MemoryStream(Bytes(image)));
            Assert.AreEqual((width, height), (read.Width, read.Height));
            CollectionAssert.AreEqual(image.Pixels.ToArray(), read.Pixels.ToArray());
        }
    }

    [TestMethod]
    public void Save_AnImage_WritesSignatureAndThreeChunksWithTheirChecksums()
    {
        byte[] png = Bytes(new GrayImage(3, 2, [1, 2, 3, 4, 5, 6]));

        int dataLength = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        byte[] data = png[41..(41 + dataLength)];
        CollectionAssert.AreEqual(TestPng.File(TestPng.Header(3, 2, 8, 0), TestPng.Chunk("IDAT", data), TestPng.End()), png);
        using var rows = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        byte[] inflated = new byte[9];
        Assert.AreEqual(8, rows.ReadAtLeast(inflated, 9, throwOnEndOfStream: false), "two rows of a filter byte and three pixels");
    }

    [TestMethod]
    public void Save_SoftShades_AreSmallerThanUnfiltered()
    {
        GrayImage image = Drawing.Paint(64, 64, (x, y) => 128 + 100 * Math.Sin(x / 17.0) * Math.Cos(y / 13.0));

        byte[] unfiltered = TestPng.Gray(64, 64, image.Pixels.ToArray());

        Assert.IsLessThan(unfiltered.Length * 2 / 3, Bytes(image).Length);
    }

    [TestMethod]
    public void Save_ToAStream_StartsAtItsPositionAndLeavesItOpen()
    {
        using var stream = new MemoryStream();
        stream.WriteByte(7);

        new GrayImage(1, 1, [9]).Save(stream);

        Assert.IsTrue(stream.CanWrite);
        Assert.AreEqual(7, stream.ToArray()[0]);
        stream.Position = 1;
        Assert.AreEqual(9, GrayImage.Load(stream)[0, 0]);
    }

    [TestMethod]
    public void Save_ToAPath_MakesFoldersAndReplacesTheFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder["new", "image.png"];
        new GrayImage(2, 1, [1, 2]).Save(path);

        new GrayImage(1, 1, [9]).Save(path);

        Assert.AreEqual(9, GrayImage.Load(path)[0, 0]);
        Assert.HasCount(1, Directory.GetFiles(Path.GetDirectoryName(path)!), "no temporary file stays");
    }

    [TestMethod]
    public void Save_ToAFolderOrNothing_SaysWhatIsWanted()
    {
        var image = new GrayImage(1, 1, [9]);
        Assert.Contains("is a folder; give the path of an image file", Assert.ThrowsExactly<IOException>(
            () => image.Save(AppContext.BaseDirectory)).Message);
        Assert.ThrowsExactly<DigitMLException>(() => image.Save(""));
    }

    private static byte[] Bytes(GrayImage image)
    {
        var stream = new MemoryStream();
        image.Save(stream);
        return stream.ToArray();
    }
}
