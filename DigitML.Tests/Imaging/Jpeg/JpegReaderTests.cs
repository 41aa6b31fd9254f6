namespace DigitML.Tests.Imaging.Jpeg;

[TestClass]
public sealed class JpegReaderTests
{
    // The reference rounds after each step and to whole reds, greens and blues.
    private const int MostDifference = 2;

    public static IEnumerable<object[]> Fixtures => TestJpeg.Fixtures.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void Read_EveryKindOfJpeg_AgreesWithLibjpeg(string name)
    {
        int difference = TestJpeg.Difference(TestJpeg.Expected(name), TestJpeg.Load(TestJpeg.Fixture(name)));

        Assert.IsLessThanOrEqualTo(MostDifference, difference);
    }

    [TestMethod]
    public void Fixtures_AllKinds_AreThere() => Assert.HasCount(46, TestJpeg.Fixtures);

    [TestMethod]
    public void Read_FillBytesBeforeEveryMarker_AreIgnored()
    {
        byte[] jpeg = TestJpeg.Fixture("color-2x2-restart-1");
        var filled = new List<byte> { jpeg[0], jpeg[1] };
        for (int i = 2; i < jpeg.Length; i++)
        {
            // In the headers of this file no length or table has a byte FF.
            filled.AddRange(jpeg[i] == 0xFF && jpeg[i + 1] != 0 ? [0xFF, 0xFF, 0xFF] : [jpeg[i]]);
        }

        Assert.AreEqual(0, TestJpeg.Difference(TestJpeg.Load(jpeg), TestJpeg.Load([.. filled])));
    }

    [TestMethod]
    public void Read_BytesAfterTheEnd_AreIgnored()
    {
        byte[] jpeg = TestJpeg.Fixture("color-2x2");

        Assert.AreEqual(0, TestJpeg.Difference(TestJpeg.Load(jpeg), TestJpeg.Load([.. jpeg, 1, 2, 0xFF, 0xD8, 0xFF])));
    }

    [TestMethod]
    public void Read_BytesBetweenAScanAndTheNextMarker_AreIgnored()
    {
        byte[] jpeg = TestJpeg.Fixture("color-2x2");

        byte[] spread = [.. jpeg[..^2], 0, 7, 0xFF, 0, 0xFF, 0xD9];

        Assert.AreEqual(0, TestJpeg.Difference(TestJpeg.Load(jpeg), TestJpeg.Load(spread)));
    }

    [TestMethod]
    public void Read_SequentialPictureWithoutEndMarker_IsRead()
    {
        byte[] jpeg = TestJpeg.Fixture("color-2x2");

        Assert.AreEqual(0, TestJpeg.Difference(TestJpeg.Load(jpeg), TestJpeg.Load(jpeg[..^2])));
    }

    [TestMethod]
    [DataRow("gray")]
    [DataRow("color-2x2")]
    public void Read_OtherSegments_AreIgnored(string name)
    {
        byte[] jpeg = TestJpeg.Fixture(name);
        byte[] extra = [.. TestJpeg.Segment(0xFE, 1, 2, 3), .. TestJpeg.Segment(0xE2, new byte[1000]),
            .. TestJpeg.Segment(0xEE), .. TestJpeg.Segment(0xE1)];

        Assert.AreEqual(0, TestJpeg.Difference(TestJpeg.Load(jpeg), TestJpeg.Load([.. jpeg[..2], .. extra, .. jpeg[2..]])));
    }

    [TestMethod]
    public void Read_TablesChangedBetweenScans_AreTheOnesOfTheTime()
    {
        byte[] jpeg = TestJpeg.Fixture("color-2x2-separate");
        int second = Array.LastIndexOf(jpeg, (byte)0xDA) - 1;
        // The luma's table, after its scan.
        byte[] coarse = TestJpeg.Segment(0xDB, [0, .. Enumerable.Repeat((byte)255, 64)]);

        GrayImage changed = TestJpeg.Load([.. jpeg[..second], .. coarse, .. jpeg[second..]]);

        Assert.AreEqual(0, TestJpeg.Difference(TestJpeg.Load(jpeg), changed));
    }

    [TestMethod]
    [DataRow("0000", DisplayName = "another order of bytes")]
    [DataRow("4949 2A00 FFFFFFFF 0100", DisplayName = "a directory far away")]
    [DataRow("4949 2A00 08000000 FFFF", DisplayName = "a directory cut off")]
    [DataRow("4949 2A00 08000000 0100 1201 0300 01000000 09000000", DisplayName = "orientation 9")]
    [DataRow("4949 2A00 08000000 0100 1201 0200 01000000 03000000", DisplayName = "orientation as text")]
    [DataRow("4949 2A00 08000000 0000 08000000", DisplayName = "a directory that is its own successor")]
    public void Read_ExifThatMakesNoSense_LeavesThePictureAsStored(string exif)
    {
        byte[] jpeg = TestJpeg.Fixture("gray"), data = Convert.FromHexString(exif.Replace(" ", "", StringComparison.Ordinal));

        byte[] marked = [.. jpeg[..2], .. TestJpeg.Segment(0xE1, [.. "Exif\0\0"u8, .. data]), .. jpeg[2..]];

        Assert.AreEqual(0, TestJpeg.Difference(TestJpeg.Load(jpeg), TestJpeg.Load(marked)));
    }
}
