namespace DigitML.Tests.Imaging.Tiff;

[TestClass]
public sealed class TiffReaderTests
{
    [TestMethod]
    public void Read_TwoGreys_AreThere() => CollectionAssert.AreEqual(new byte[] { 7, 9 }, Load(File([], 7, 9)));

    [TestMethod]
    public void Read_NoByteCount_TakesTheRestOfTheFile() =>
        CollectionAssert.AreEqual(new byte[] { 7, 9 }, Load(File([(279, null)], 7, 9)));

    [TestMethod]
    public void Read_Premultiplied_OnlyAddsWhite() =>
        CollectionAssert.AreEqual(new byte[] { 155 }, Load(File([(256, 1), (277, 2), (338, 1)], 100, 200)));

    [TestMethod]
    public void Read_StraightAlpha_IsBlendedWithWhite() =>
        CollectionAssert.AreEqual(new byte[] { 133 }, Load(File([(256, 1), (277, 2), (338, 2)], 100, 200)));

    [TestMethod]
    public void Read_SampleOfNoMeaning_IsLeftOut() =>
        CollectionAssert.AreEqual(new byte[] { 100 }, Load(File([(256, 1), (277, 2), (338, 0)], 100, 200)));

    [TestMethod]
    public void Read_Colours_AreGreyWithOrWithoutAFourthSample()
    {
        CollectionAssert.AreEqual(new byte[] { 76, 29 }, Load(File([(262, 2), (277, 3)], 255, 0, 0, 0, 0, 255)));
        CollectionAssert.AreEqual(new byte[] { 76, 29 }, Load(File([(262, 2), (277, 4), (338, 0)], 255, 0, 0, 9, 0, 0, 255, 9)));
    }

    [TestMethod]
    public void Read_AlphaAndAnotherSample_AreNoColours() =>
        CollectionAssert.AreEqual(new byte[] { 133 }, Load(File([(256, 1), (277, 3), (338, 2)], 100, 200, 7)));

    [TestMethod]
    public void Read_LightAsZero_IsTurnedRound() => CollectionAssert.AreEqual(new byte[] { 248, 246 }, Load(File([(262, 0)], 7, 9)));

    [TestMethod]
    public void Read_LzwOfOldFiles_StartsWithTheLowBits()
    {
        // Codes of 9 bits: 256, 7, 9, 257.
        int[] codes = [256, 7, 9, 257];
        byte[] data = new byte[5];
        for (int i = 0; i < 36; i++) { data[i / 8] |= (byte)((codes[i / 9] >> (i % 9) & 1) << (i % 8)); }

        CollectionAssert.AreEqual(new byte[] { 7, 9 }, Load(File([(259, 5)], data)));
    }

    [TestMethod]
    public void Read_PackedRunThatGoesOnInTheNextRow_IsRead() =>
        CollectionAssert.AreEqual(new byte[] { 5, 5, 5, 6 }, Load(File([(257, 2), (278, 2), (259, 32773)], 128, 254, 5, 0, 6)));

    public static IEnumerable<object[]> BadFiles =>
    [
        ["only the signature", "II*\0"u8.ToArray(), "the header should have 4 bytes"],
        ["BigTIFF", "II+\0\0\0\0\0"u8.ToArray(), "this is a BigTIFF file"],
        ["directory beyond the file", "II*\0\xFF\xFF\xFF\xFF"u8.ToArray(), "the directory should have"],
        ["no width", File([(256, null)], 7, 9), "no field ImageWidth"],
        ["no offset", File([(273, null)], 7, 9), "no field StripOffsets"],
        ["no meaning", File([(262, null)], 7, 9), "no field PhotometricInterpretation"],
        ["no height", File([(257, 0)], 7, 9), "2 x 0 pixels"],
        ["huge", File([(256, int.MaxValue), (257, int.MaxValue)], 7, 9), "more than the limit"],
        ["3 bits", File([(258, 3)], 7, 9), "samples of 3 bits are not read"],
        ["32 bits", File([(258, 32)], 7, 9), "samples of 32 bits are not read"],
        ["JPEG", File([(259, 7)], 7, 9), "compression Jpeg is not read"],
        ["old JPEG", File([(259, 6)], 7, 9), "compression OldJpeg is not read"],
        ["Zstandard", File([(259, 50000)], 7, 9), "compression Zstandard is not read"],
        ["CMYK", File([(262, 5)], 7, 9), "colours as Cmyk are not read"],
        ["YCbCr", File([(262, 6)], 7, 9), "colours as YCbCr are not read"],
        ["fractions", File([(339, 3)], 7, 9), "signed or fractions"],
        ["predictor 3", File([(317, 3)], 7, 9), "Predictor is 3, but only 1 to 2 are read"],
        ["orientation 9", File([(274, 9)], 7, 9), "Orientation is 9"],
        ["9 samples", File([(277, 9)], 7, 9), "9 samples a pixel"],
        ["RGB of one sample", File([(262, 2)], 7, 9), "1 samples of 8 bits are not read as Rgb"],
        ["fax of 8 bits", File([(259, 4)], 7, 9), "compression Group4"],
        ["fax uncompressed", File([(259, 4), (258, 1), (293, 2)], 7, 9), "uncompressed parts"],
        ["no palette", File([(262, 3)], 7, 9), "no field ColorMap"],
        ["short palette", File([(262, 3), (320, 1)], 7, 9), "the palette has 1 values"],
        ["short strip", File([(279, 1)], 7, 9), "1 bytes cannot hold 1 rows of 2 bytes"],
        ["long strip", File([(279, 99999)], 7, 9), "should have 99,999 bytes together"],
        ["too few strips", File([(257, 2), (278, 1)], 7, 9), "there are 1 strips with offset and length where the picture needs 2"],
        ["wide tiles", File([(322, 1 << 30), (323, 1), (324, 8), (325, 2)], 7, 9), "tiles of 1,073,741,824 x 1 pixels"],
        ["bad LZW", File([(259, 5)], 0xFF, 0xFF, 0xFF), "code 511 where the table has 258 entries in row 0"],
        ["short LZW", File([(259, 5)], 0x80, 0x00), "no further data in row 0"],
        ["bad zlib", File([(259, 8)], 1, 2, 3), "no valid zlib stream in row 0"],
        ["short packed", File([(259, 32773)], 254), "no further data in row 0"],
        ["fax cut off", File([(259, 4), (258, 1)], 0), "no further data in row 0"],
        ["bad fax", File([(259, 4), (258, 1)], 1, 1, 1, 1, 1), "no code for a change in row 0"],
    ];

    [TestMethod]
    [DynamicData(nameof(BadFiles))]
    public void Load_MalformedTiff_SaysWhatIsWrongAndWhere(string what, byte[] tiff, string expected)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => Load(tiff), what);

        Assert.Contains(expected, error.Message);
        Assert.StartsWith("test.tif, byte ", error.Message);
        Assert.EndsWith(".", error.Message);
    }

    private static byte[] Load(byte[] tiff) => GrayImage.Load(new MemoryStream(tiff), "test.tif").Pixels.ToArray();

    /// <summary>A file of one strip, by default of two grey pixels of 8 bits, with some fields changed, added or (null) left out.</summary>
    private static byte[] File((int Tag, long? Value)[] changes, params byte[] strip)
    {
        var fields = new SortedDictionary<int, long?>
        {
            [256] = 2, [257] = 1, [258] = 8, [259] = 1, [262] = 1, [273] = 8, [277] = 1, [279] = strip.Length,
        };
        foreach ((int tag, long? value) in changes) { fields[tag] = value; }
        (int Tag, long Value)[] present = [.. from field in fields where field.Value is not null select (field.Key, field.Value ?? 0)];
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("II*\0"u8);
        // The strip first, so that without its length it would take the directory too.
        writer.Write(8 + strip.Length);
        writer.Write(strip);
        writer.Write((ushort)present.Length);
        foreach ((int tag, long value) in present)
        {
            writer.Write((ushort)tag);
            writer.Write((ushort)4);
            writer.Write(1);
            writer.Write((uint)value);
        }
        return stream.ToArray();
    }
}
