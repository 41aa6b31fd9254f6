namespace DigitML.Tests.Imaging.Png;

[TestClass]
public sealed class MalformedPngTests
{
    private static readonly byte[] Header = TestPng.Header(2, 2, 8, 0);
    private static readonly byte[] Data = TestPng.Data(0, 1, 2, 0, 3, 4);
    private static readonly byte[] End = TestPng.End();

    public static IEnumerable<object[]> BadFiles =>
    [
        ["no header", TestPng.File(Data, End), "header chunk IHDR"],
        ["short header", TestPng.File(TestPng.Chunk("IHDR", 0, 0, 0, 1), Data, End), "IHDR of 4"],
        ["second header", TestPng.File(Header, Header, Data, End), "second header"],
        ["no width", TestPng.File(TestPng.Header(0, 2, 8, 0), Data, End), "0 x 2 pixels"],
        ["no height", TestPng.File(TestPng.Header(2, 0, 8, 0), Data, End), "2 x 0 pixels"],
        ["huge", TestPng.File(TestPng.Header(60_000, 60_000, 8, 0), Data, End), "60,000 x 60,000 pixels, more than the limit"],
        ["largest sides", TestPng.File(TestPng.Header(uint.MaxValue, uint.MaxValue, 8, 0), Data, End), "more than the limit"],
        ["large but empty", TestPng.File(TestPng.Header(8000, 8000, 16, 6), Data, End), "cannot hold"],
        ["3 bits", TestPng.File(TestPng.Header(2, 2, 3, 0), Data, End), "3 bits a sample with colour type 0"],
        ["4-bit RGB", TestPng.File(TestPng.Header(2, 2, 4, 2), Data, End), "4 bits a sample with colour type 2"],
        ["16-bit palette", TestPng.File(TestPng.Header(2, 2, 16, 3), Data, End), "16 bits a sample with colour type 3"],
        ["colour type 5", TestPng.File(TestPng.Header(2, 2, 8, 5), Data, End), "colour type 5"],
        ["interlace 2", TestPng.File(TestPng.Header(2, 2, 8, 0, 2), Data, End), "interlace 2"],
        ["no data", TestPng.File(Header, End), "before any image data"],
        ["no end", TestPng.File(Header, Data), "IEND"],
        ["interrupted data", TestPng.File(Header, Data, TestPng.Chunk("tIME"), Data, End), "interrupted"],
        ["unknown critical", TestPng.File(Header, TestPng.Chunk("ABCD"), Data, End), "ABCD is necessary but unknown"],
        ["no letters", TestPng.File(Header, TestPng.Chunk("A1CD"), Data, End), "four letters"],
        ["bad filter", TestPng.File(Header, TestPng.Data(0, 1, 2, 5, 3, 4), End), "row 1 has filter 5"],
        ["too few rows", TestPng.File(Header, TestPng.Data(0, 1, 2), End), "ends within row 1"],
        ["too many rows", TestPng.File(Header, TestPng.Data(0, 1, 2, 0, 3, 4, 0), End), "goes on after the last pixel"],
        ["bomb", TestPng.File(Header, TestPng.Data(new byte[1 << 20]), End), "goes on after the last pixel"],
        ["no zlib", TestPng.File(Header, TestPng.Chunk("IDAT", 1, 2, 3, 4, 5, 6), End), "zlib"],
        ["no palette", TestPng.File(TestPng.Header(2, 2, 8, 3), Data, End), "palette PLTE"],
        ["palette of 4 bytes", Indexed(TestPng.Chunk("PLTE", 1, 2, 3, 4)), "palette of 4 bytes"],
        ["empty palette", Indexed(TestPng.Chunk("PLTE")), "palette of 0 bytes"],
        ["two palettes", Indexed(Palette(5), Palette(5)), "second palette"],
        ["late palette", TestPng.File(Header, Data, Palette(1), End), "palette after the image data"],
        ["index beyond palette", Indexed(Palette(4)), "palette index 4, but the palette has 4 entries"],
        ["long transparency", Indexed(Palette(5), TestPng.Chunk("tRNS", 1, 2, 3, 4, 5, 6)), "transparency of 6 bytes"],
        ["early transparency", Indexed(TestPng.Chunk("tRNS", 1), Palette(5)), "transparency"],
        ["late transparency", TestPng.File(Header, Data, TestPng.Chunk("tRNS", 0, 1), End), "transparency after the image data"],
        ["transparency with alpha", TestPng.File(TestPng.Header(1, 1, 8, 4), TestPng.Chunk("tRNS", 0, 1), Data, End), "does not fit"],
    ];

    [TestMethod]
    [DynamicData(nameof(BadFiles))]
    public void Load_MalformedPng_SaysWhatIsWrongAndWhere(string what, byte[] png, string expected)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => Load(png), what);

        Assert.Contains(expected, error.Message);
        Assert.StartsWith("bad.png, byte ", error.Message);
        Assert.EndsWith(".", error.Message);
    }

    [TestMethod]
    public void Load_WrongChecksum_NamesTheChunkAndItsOffset()
    {
        byte[] png = TestPng.File(Header, Data, End);
        png[8 + Header.Length + 8] ^= 1;

        var error = Assert.ThrowsExactly<DigitMLException>(() => Load(png));

        Assert.Contains("byte 33", error.Message);
        Assert.Contains("checksum of chunk IDAT", error.Message);
    }

    [TestMethod]
    public void Load_CutAnywhere_IsInvalidData()
    {
        byte[] png = Indexed(Palette(5), TestPng.Chunk("tRNS", 1, 2));
        for (int length = 0; length < png.Length; length++)
        {
            Assert.ThrowsExactly<DigitMLException>(() => Load(png[..length]), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Load_AnyBitFlipped_IsInvalidDataOrAnImage()
    {
        byte[] png = Indexed(Palette(5), TestPng.Chunk("tRNS", 1, 2), TestPng.Chunk("tEXt", 65));
        int refused = 0;
        for (int bit = 0; bit < png.Length * 8; bit++)
        {
            byte[] flipped = [.. png];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Load(flipped);
            }
            catch (DigitMLException)
            {
                refused++;
            }
        }

        // Only the text chunk, with its checksum, may change unnoticed.
        Assert.IsGreaterThan((png.Length - 14) * 8, refused);
    }

    [TestMethod]
    public void Load_BrokenImageDataWithGoodChecksum_IsInvalidDataOrAnImage()
    {
        byte[] data = TestPng.Compress([0, 1, 2, 0, 3, 4]);
        for (int bit = 0; bit < data.Length * 8; bit++)
        {
            byte[] flipped = [.. data];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Load(TestPng.File(Header, TestPng.Chunk("IDAT", flipped), End));
            }
            catch (DigitMLException error)
            {
                Assert.StartsWith("bad.png, byte 33", error.Message);
            }
        }
    }

    private static byte[] Palette(int entries) => TestPng.Chunk("PLTE", new byte[3 * entries]);

    private static byte[] Indexed(params byte[][] chunks) =>
        TestPng.File([TestPng.Header(2, 2, 8, 3), .. chunks, Data, End]);

    private static GrayImage Load(byte[] bytes) => GrayImage.Load(new MemoryStream(bytes), "bad.png");
}
