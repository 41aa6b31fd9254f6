namespace DigitML.Tests.Imaging.Gif;

[TestClass]
public sealed class GifReaderTests
{
    // Four greys: 0, 80, 160, 240.
    private static readonly byte[] Table = [0, 0, 0, 80, 80, 80, 160, 160, 160, 240, 240, 240];
    private static readonly byte[] Screen = [.. "GIF89a"u8, 2, 0, 2, 0, 0x81, 0, 0];
    private static readonly byte[] Frame = [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0];
    private static readonly byte[] Data = PlainData(1, 2, 3, 0);

    [TestMethod]
    public void Read_FourPixels_AreThere() =>
        CollectionAssert.AreEqual(new byte[] { 80, 160, 240, 0 }, Load([.. Screen, .. Table, .. Frame, .. PlainData(1, 2, 3, 0)]));

    [TestMethod]
    public void Read_TransparentIndex_IsWhite()
    {
        byte[] control = [0x21, 0xF9, 4, 1, 0, 0, 2, 0];

        CollectionAssert.AreEqual(new byte[] { 80, 255, 240, 0 }, Load([.. Screen, .. Table, .. control, .. Frame, .. PlainData(1, 2, 3, 0)]));
    }

    [TestMethod]
    public void Read_FrameWithItsOwnTable_UsesThatOne()
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0x81];
        byte[] table = [.. Table.Select(value => (byte)(value + 5))];

        CollectionAssert.AreEqual(new byte[] { 85, 165, 245, 5 }, Load([.. Screen, .. Table, .. frame, .. table, .. PlainData(1, 2, 3, 0)]));
    }

    [TestMethod]
    public void Read_FrameBeyondItsScreen_IsWhole()
    {
        byte[] frame = [0x2C, 1, 0, 0, 0, 2, 0, 2, 0, 0];

        CollectionAssert.AreEqual(new byte[] { 255, 80, 160, 255, 240, 0 }, Load([.. Screen, .. Table, .. frame, .. PlainData(1, 2, 3, 0)]));
    }

    public static IEnumerable<object[]> BadFiles =>
    [
        ["only the signature", "GIF89a"u8.ToArray(), "the header should have 13 bytes"],
        ["no table", (byte[])[.. "GIF89a"u8, 2, 0, 2, 0, 0, 0, 0, .. Frame, .. Data], "has no colour table"],
        ["short table", (byte[])[.. Screen, 1, 2], "the colour table should have 12 bytes"],
        ["no frame", (byte[])[.. Screen, .. Table, 0x3B], "ends without a frame"],
        ["unknown block", (byte[])[.. Screen, .. Table, 0x44], "block 44 is unknown"],
        ["cut extension", (byte[])[.. Screen, .. Table, 0x21, 0xFE, 9, 1], "a block of data should have 9 bytes"],
        ["no pixels", (byte[])[.. Screen, .. Table, 0x2C, 0, 0, 0, 0, 0, 0, 2, 0, 0, .. Data], "0 x 2 pixels"],
        ["huge", (byte[])[.. Screen, .. Table, 0x2C, 0, 0, 0, 0, 255, 255, 255, 255, 0, .. Data], "more than the limit"],
        ["code size", (byte[])[.. Screen, .. Table, .. Frame, 12, 1, 0, 0], "codes of 12 bits"],
        ["short data", (byte[])[.. Screen, .. Table, .. Frame, 2, 1, 0x0C, 0], "the image data ends within row 0"],
        ["unknown code", (byte[])[.. Screen, .. Table, .. Frame, 2, 2, 0x3C, 0, 0], "code 7 where the table has 6 entries"],
        ["index", (byte[])[.. "GIF89a"u8, 2, 0, 2, 0, 0x80, 0, 0, .. Table[..6], .. Frame, .. PlainData(1, 0, 3, 0)],
            "colour 3, but the colour table has 2"],
    ];

    [TestMethod]
    [DynamicData(nameof(BadFiles))]
    public void Load_MalformedGif_SaysWhatIsWrongAndWhere(string what, byte[] gif, string expected)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => Load(gif), what);

        Assert.Contains(expected, error.Message);
        Assert.StartsWith("test.gif, byte ", error.Message);
        Assert.EndsWith(".", error.Message);
    }

    private static byte[] Load(byte[] gif) => GrayImage.Load(new MemoryStream(gif), "test.gif").Pixels.ToArray();

    /// <summary>Pixels of 2 bits with a clear code before each, so that no code grows.</summary>
    private static byte[] PlainData(params int[] pixels)
    {
        byte[] codes = Codes(3, [.. pixels.SelectMany(pixel => new[] { 4, pixel }), 5]);
        return [2, (byte)codes.Length, .. codes, 0];
    }

    private static byte[] Codes(int bits, params int[] codes)
    {
        byte[] bytes = new byte[(codes.Length * bits + 7) / 8];
        for (int i = 0; i < codes.Length * bits; i++)
        {
            bytes[i / 8] |= (byte)((codes[i / bits] >> (i % bits) & 1) << (i % 8));
        }
        return bytes;
    }
}
