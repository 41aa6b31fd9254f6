using System.Buffers.Binary;

namespace DigitML.Tests.Imaging.Bmp;

[TestClass]
public sealed class BmpReaderTests
{
    // Grey values that are the index times 10.
    private static readonly byte[] Palette =
        [.. Enumerable.Range(0, 16).SelectMany(i => new byte[] { (byte)(10 * i), (byte)(10 * i), (byte)(10 * i), 0 })];

    [TestMethod]
    public void Read_TopDown_StartsWithTheTopRow() =>
        CollectionAssert.AreEqual(new byte[] { 10, 20 }, Load(File(1, -2, 8, 0, Palette, 1, 0, 0, 0, 2, 0, 0, 0)));

    [TestMethod]
    public void Read_BottomUp_StartsWithTheBottomRow() =>
        CollectionAssert.AreEqual(new byte[] { 20, 10 }, Load(File(1, 2, 8, 0, Palette, 1, 0, 0, 0, 2, 0, 0, 0)));

    [TestMethod]
    public void Read_TwoBits_GivesThePixels() =>
        CollectionAssert.AreEqual(new byte[] { 0, 10, 20, 30, 30 }, Load(File(5, 1, 2, 0, Palette[..16], 0x1B, 0xC0, 0, 0)));

    [TestMethod]
    public void Read_RunsOf4Bits_GivesRunsPixelsAndJumps()
    {
        // Bottom row: 1 2 1, then 3 4 5 as they are. Above it a jump of 2 columns, then 6.
        byte[] data = [3, 0x12, 0, 3, 0x34, 0x50, 0, 0, 0, 2, 2, 0, 1, 0x60, 0, 1];

        CollectionAssert.AreEqual(new byte[] { 0, 0, 60, 0, 0, 0, 10, 20, 10, 30, 40, 50 }, Load(File(6, 2, 4, 2, Palette, data)));
    }

    [TestMethod]
    public void Read_RunsOf8Bits_GivesRunsAndPixels() => CollectionAssert.AreEqual(
        new byte[] { 30, 30, 30, 30, 70, 80, 90, 0 }, Load(File(4, 2, 8, 1, Palette, 0, 3, 7, 8, 9, 0, 0, 0, 4, 3, 0, 1)));

    [TestMethod]
    public void Read_RunsWithoutEndMark_AreWholeWithAllRows() =>
        CollectionAssert.AreEqual(new byte[] { 10, 10, 20, 20 }, Load(File(2, 2, 8, 1, Palette, 2, 2, 0, 0, 2, 1)));

    [TestMethod]
    public void Read_RunBeyondTheRow_IsCutAsOtherProgramsDo() =>
        CollectionAssert.AreEqual(new byte[] { 20, 20, 10, 10 }, Load(File(2, 2, 8, 1, Palette, 4, 1, 0, 0, 2, 2, 0, 1)));

    [TestMethod]
    [DataRow(0x7C00, 76)]
    [DataRow(0x03E0, 150)]
    [DataRow(0x001F, 29)]
    [DataRow(0xFFFF, 255)]
    public void Read_16BitsWithoutMasks_HaveFiveEach(int pixel, int expected) =>
        Assert.AreEqual(expected, Load(File(1, 1, 16, 0, [], (byte)pixel, (byte)(pixel >> 8), 0, 0))[0]);

    [TestMethod]
    [DataRow(0x0FFFu, 255, DisplayName = "transparent white")]
    [DataRow(0x0000u, 255, DisplayName = "transparent black")]
    [DataRow(0xF000u, 0, DisplayName = "opaque black")]
    [DataRow(0xFF00u, 76, DisplayName = "opaque red")]
    [DataRow(0x8000u, 119, DisplayName = "black of alpha 8 in 15")]
    public void Read_AlphaMask_IsLaidOnWhite(uint pixel, int expected)
    {
        byte[] masks = Numbers(0xF00, 0xF0, 0xF, 0xF000);

        Assert.AreEqual(expected, Load(File(1, 1, 16, 6, masks, (byte)pixel, (byte)(pixel >> 8), 0, 0))[0]);
    }

    [TestMethod]
    public void Read_AlphaMaskOfOneBit_IsAllOrNothing()
    {
        byte[] masks = Numbers(0x7C00, 0x3E0, 0x1F, 0x8000);

        CollectionAssert.AreEqual(new byte[] { 255, 0 }, Load(File(2, 1, 16, 6, masks, 0, 0, 0, 0x80)));
    }

    [TestMethod]
    public void Read_TenBitsEach_AreTheHighEight()
    {
        byte[] masks = Numbers(0x3FF00000, 0xFFC00, 0x3FF);

        CollectionAssert.AreEqual(new byte[] { 255, 128 }, Load(File(2, 1, 32, 3, masks, Numbers(0x3FFFFFFF, 0x20080200))));
    }

    public static IEnumerable<object[]> BadFiles =>
    [
        ["3 bits", File(1, 1, 3, 0, Palette, 0, 0, 0, 0), "3 bits a pixel with compression 0 (None) are not read"],
        ["JPEG", File(1, 1, 24, 4, [], 0, 0, 0, 0), "compression 4 (Jpeg)"],
        ["runs from the top", File(1, -1, 8, 1, Palette, 1, 1), "from the top are not read"],
        ["no height", File(1, 0, 8, 0, Palette, 1, 1, 1, 1), "1 x 0 pixels"],
        ["negative width", File(-1, 1, 8, 0, Palette, 1, 1, 1, 1), "-1 x 1 pixels"],
        ["huge", File(int.MaxValue, int.MinValue, 8, 0, Palette, 1), "more than the limit"],
        ["index", File(1, 1, 8, 0, Palette, 16, 0, 0, 0), "palette index 16, but the palette has 16 entries"],
        ["short", File(4, 2, 8, 0, Palette, 1, 2, 3, 4), "the pixels should have 8 bytes here"],
        ["mask with a gap", File(1, 1, 16, 3, Numbers(0x5000, 0, 0), 0, 0, 0, 0), "the bit mask 00005000 has gaps"],
        ["wide mask", File(1, 1, 16, 3, Numbers(0x1F0000, 0, 0), 0, 0, 0, 0), "more bits than a pixel of 16"],
        ["runs without end", File(4, 2, 8, 1, Palette, 4, 1), "the run-length code should have 2 bytes"],
        ["too many rows", File(1, 1, 8, 1, Palette, 0, 2, 0, 9, 1, 1), "a jump goes to row 9 of a picture of 1 rows"],
        ["unknown header", "BM\0\0\0\0\0\0\0\0\x3F\0\0\0\xFF\0\0\0"u8.ToArray(), "is of no known version"],
        ["only the signature", "BM"u8.ToArray(), "the header should have 18 bytes"],
    ];

    [TestMethod]
    [DynamicData(nameof(BadFiles))]
    public void Load_MalformedBmp_SaysWhatIsWrongAndWhere(string what, byte[] bmp, string expected)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => Load(bmp), what);

        Assert.Contains(expected, error.Message);
        Assert.StartsWith("test.bmp, byte ", error.Message);
        Assert.EndsWith(".", error.Message);
    }

    private static byte[] Load(byte[] bmp) => GrayImage.Load(new MemoryStream(bmp), "test.bmp").Pixels.ToArray();

    private static byte[] Numbers(params uint[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>A file with a header of 40 bytes, what stands behind it (masks or a palette), and the pixels.</summary>
    private static byte[] File(int width, int height, int depth, int compression, byte[] behind, params byte[] pixels)
    {
        byte[] header = new byte[54];
        (header[0], header[1], header[14], header[26], header[28], header[30]) =
            ((byte)'B', (byte)'M', 40, 1, (byte)depth, (byte)compression);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), header.Length + behind.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        if (depth <= 8) { header[46] = (byte)(behind.Length / 4); }
        return [.. header, .. behind, .. pixels];
    }
}
