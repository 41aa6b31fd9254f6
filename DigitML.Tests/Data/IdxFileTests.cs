using DigitML.Data.Formats.Idx;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class IdxFileTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ReadImages_PlainOrGzip_GivesSizesAndPixels(bool packed)
    {
        byte[] file = IdxBytes.Images(2);

        IdxImages images = IdxFile.ReadImages(new MemoryStream(packed ? IdxBytes.Gzip(file) : file), "two");

        Assert.AreEqual((2, 2, 3), (images.Count, images.Height, images.Width));
        CollectionAssert.AreEqual(new byte[] { 0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15 }, images.Pixels.ToArray());
    }

    [TestMethod]
    public void ReadImages_LargerThanFirstBuffer_ReadsAll()
    {
        byte[] data = Enumerable.Range(0, 5_000_000).Select(i => (byte)(i % 251)).ToArray();

        IdxImages images = IdxFile.ReadImages(new MemoryStream(IdxBytes.Gzip(IdxBytes.Of(0x803, [50, 250, 400], data))), "large");

        Assert.IsTrue(images.Pixels.Span.SequenceEqual(data));
    }

    [TestMethod]
    public void ReadLabels_File_GivesBytes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("named-like-nothing.bin", IdxBytes.Gzip(IdxBytes.Labels(3, 1, 4)));

        CollectionAssert.AreEqual(new byte[] { 3, 1, 4 }, IdxFile.ReadLabels(path));
    }

    [TestMethod]
    public void ReadLabels_Stream_StartsWhereItStandsAndStaysOpen()
    {
        var stream = new MemoryStream([9, 9, .. IdxBytes.Labels(5)]) { Position = 2 };

        CollectionAssert.AreEqual(new byte[] { 5 }, IdxFile.ReadLabels(stream, "later"));
        Assert.IsTrue(stream.CanRead);
    }

    [TestMethod]
    public void ReadLabels_NoFile_SaysSo()
    {
        var exception = Assert.ThrowsExactly<FileNotFoundException>(() => IdxFile.ReadLabels("no-such-file"));
        StringAssert.Contains(exception.Message, "'no-such-file'");
    }

    [TestMethod]
    [DataRow(0, "has 0 bytes in all")]
    [DataRow(3, "has 3 bytes in all")]
    [DataRow(15, "has 15 bytes in all")]
    [DataRow(16, "ends at byte 16")]
    [DataRow(27, "28 with the header, but it ends at byte 27")]
    public void ReadImages_CutShort_SaysWhere(int length, string expected)
    {
        byte[] file = IdxBytes.Images(2)[..length];

        AssertMalformed(expected, file);
        AssertMalformed(expected, IdxBytes.Gzip(file));
    }

    [TestMethod]
    public void ReadImages_TrailingByte_SaysWhere()
    {
        byte[] file = [.. IdxBytes.Images(2), 0];

        AssertMalformed("goes on after byte 28", file);
        AssertMalformed("goes on after byte 28", IdxBytes.Gzip(file));
    }

    [TestMethod]
    public void ReadImages_LabelsGiven_NamesBothMagicNumbers()
    {
        AssertMalformed("0x00000801 at byte 0", IdxBytes.Labels(1, 2, 3));
        AssertMalformed("0x00000803; it is a file of labels", IdxBytes.Labels(1, 2, 3));
    }

    [TestMethod]
    [DataRow(0x00000D03u, DisplayName = "floats")]
    [DataRow(0x03080000u, DisplayName = "little-endian")]
    [DataRow(0x89504E47u, DisplayName = "PNG")]
    public void ReadImages_AnotherMagic_NamesIt(uint magic)
        => AssertMalformed($"0x{magic:X8} at byte 0", IdxBytes.Of(magic, [1, 1, 1], [0]));

    [TestMethod]
    [DataRow(0x80000000u, 28u, 28u, "2147483648 at byte 4")]
    [DataRow(uint.MaxValue, 28u, 28u, "4294967295 at byte 4")]
    [DataRow(1u, 0u, 28u, "0 at byte 8")]
    [DataRow(1u, 28u, 0x80000001u, "2147483649 at byte 12")]
    [DataRow(0x7FFFFFFFu, 0x7FFFFFFFu, 0x7FFFFFFFu, "at most")]
    [DataRow(65536u, 65536u, 1u, "4294967296 bytes from byte 4 on")]
    public void ReadImages_AbsurdSizes_SaysWhichAndWhere(uint count, uint height, uint width, string expected)
        => AssertMalformed(expected, IdxBytes.Of(0x803, [count, height, width], new byte[4]));

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ReadImages_GreatPromiseLittleData_AllocatesLittle(bool packed)
    {
        byte[] file = IdxBytes.Of(0x803, [2_000_000, 28, 28], new byte[100]);
        using var stream = new MemoryStream(packed ? IdxBytes.Gzip(file) : file);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.ThrowsExactly<DigitMLException>(() => IdxFile.ReadImages(stream, "liar"));

        Assert.IsLessThan(4_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void ReadImages_DamagedGzip_SaysItCannotBeUnpacked()
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Images(500));
        byte[] cut = packed[..(packed.Length / 2)];
        byte[] wrongMethod = [.. packed[..2], 99, .. packed[3..]];
        byte[] wrongChecksum = [.. packed[..^8], 1, 2, 3, 4, .. packed[^4..]];

        AssertMalformed("cannot be unpacked beyond byte 0;", wrongMethod);
        AssertMalformed("cannot be unpacked", wrongChecksum);
        AssertMalformed("'file'", cut);
    }

    [TestMethod]
    public void ReadImages_StreamThatCannotSeek_SaysWhatToDo()
    {
        using var packed = new System.IO.Compression.GZipStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);

        var exception = Assert.ThrowsExactly<DigitMLException>(() => IdxFile.ReadImages(packed, "pipe"));
        StringAssert.Contains(exception.Message, "MemoryStream");
    }

    [TestMethod]
    [DataRow(2, 3)]
    [DataRow(3, 2)]
    public void ReadSet_CountsDiffer_NamesBoth(int images, int labels)
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => ReadSet(IdxBytes.Images(images), new byte[labels]));

        StringAssert.Contains(exception.Message, $"{images} images");
        StringAssert.Contains(exception.Message, $"{labels} labels");
    }

    [TestMethod]
    public void ReadSet_LabelOutsideClasses_NamesImageLabelAndOffset()
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => ReadSet(IdxBytes.Images(3), [0, 9, 10]));

        StringAssert.Contains(exception.Message, "image 2 the label 10 at byte 10");
    }

    [TestMethod]
    public void ReadSet_Files_PutsThemTogether()
    {
        ImageSet set = ReadSet(IdxBytes.Images(3), [0, 9, 1]);

        Assert.AreEqual(9, set.Label(1));
        Assert.AreEqual("9", set.LabelNames[9]);
        CollectionAssert.AreEqual(new byte[] { 10, 11, 12, 13, 14, 15 }, set.Pixels(1).ToArray());
    }

    private static ImageSet ReadSet(byte[] images, byte[] labels)
    {
        using var folder = new TemporaryFolder();
        return IdxFile.ReadSet(folder.Write("images", images), folder.Write("labels", IdxBytes.Labels(labels)));
    }

    private static void AssertMalformed(string expected, byte[] file)
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => IdxFile.ReadImages(new MemoryStream(file), "file"));
        StringAssert.Contains(exception.Message, expected);
        StringAssert.StartsWith(exception.Message, "'file'");
    }
}
