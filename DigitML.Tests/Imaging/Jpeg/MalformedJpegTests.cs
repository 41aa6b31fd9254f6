using System.Diagnostics;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Imaging.Jpeg;

[TestClass]
public sealed class MalformedJpegTests
{
    /// <summary>Set to mutate so many files instead of the few of every run, such as 100000.</summary>
    private const string MutationsVariable = "DIGITML_MUTATIONS";

    private const byte Frame = 0xC0, HuffmanTable = 0xC4, Scan = 0xDA, QuantizationTable = 0xDB;

    private static readonly byte[] Color = TestJpeg.Fixture("color-2x2");
    private static readonly byte[] Progressive = TestJpeg.Fixture("progressive-2x2");

    public required TestContext TestContext { get; set; }

    public static IEnumerable<object[]> BadFiles =>
    [
        ["arithmetic", TestJpeg.Fixture("refused-arithmetic"), "the picture has arithmetic coding, which is not read"],
        ["ratio 3:2", Changed(Frame, 11, 0x31, 0, 2, 0x21), "only whole ratios are read"],
        ["lossless", Changed(Frame, 1, 0xC3), "lossless coding"],
        ["hierarchical", Changed(Frame, 1, 0xC5), "hierarchical coding"],
        ["12 bits", Changed(Frame, 4, 12), "the samples have 12 bits, but only 8 are read"],
        ["rows after the data", Changed(Frame, 5, 0, 0), "marker DNL"],
        ["no width", Changed(Frame, 7, 0, 0), "0 x 29 pixels; both sides must be at least 1"],
        ["too many pixels", Changed(Frame, 5, 0xFF, 0xFF, 0xFF, 0xFF), "65,535 x 65,535 pixels, more than the limit"],
        ["large but empty", Changed(Frame, 5, 0x1E, 0x1F, 0x1F, 0xFF), "cannot hold the 8,191 x 7,711 pixels"],
        ["2 components", Changed(Frame, 9, 2), "fits no number of components"],
        ["factor 0", Changed(Frame, 11, 0x02), "sampling factors 0 x 2"],
        ["factor 5", Changed(Frame, 11, 0x25), "sampling factors 2 x 5"],
        ["quantisation table 4", Changed(Frame, 12, 4), "quantisation table 4"],
        ["two frames", Inserted(Scan, Color[TestJpeg.Find(Color, Frame)..TestJpeg.Find(Color, HuffmanTable)]), "second frame header"],
        ["no frame", Removed(Frame), "a scan comes before the frame header"],
        ["no quantisation table", Removed(QuantizationTable), "needs quantisation table 0, which is not there"],
        ["no Huffman table", Removed(HuffmanTable), "needs DC Huffman table 0, which is not there"],
        ["oversubscribed code", Changed(HuffmanTable, 5, 3, 1, 2), "more codes of a length than fit"],
        ["Huffman slot 4", Changed(HuffmanTable, 4, 4), "slot 4"],
        ["Huffman class 2", Changed(HuffmanTable, 4, 0x20), "class 2"],
        ["long DC difference", Changed(HuffmanTable, 21, 16), "symbol above 15"],
        ["too many symbols", Inserted(Scan, TestJpeg.Segment(HuffmanTable, [0, .. new byte[15], 200])), "claims 200 symbols"],
        ["short Huffman table", Inserted(Scan, TestJpeg.Segment(HuffmanTable, 0, 1)), "has 1 bytes instead of at least 16"],
        ["short quantisation table", Inserted(Scan, TestJpeg.Segment(QuantizationTable, 0, 1)), "has 1 bytes instead of 64"],
        ["quantisation precision 2", Changed(QuantizationTable, 4, 0x20), "precision 2"],
        ["restart interval of a byte", Inserted(Scan, TestJpeg.Segment(0xDD, 1)), "restart interval has 1 bytes"],
        ["unknown component", Changed(Scan, 5, 9), "a component 9 that the frame has not"],
        ["component twice", Changed(Scan, 7, 1), "component 1 is named twice"],
        ["no component", Changed(Scan, 4, 0), "cannot have 0 components"],
        ["Huffman table 7", Changed(Scan, 6, 0x70), "needs DC Huffman table 7"],
        ["missing restarts", Inserted(Scan, TestJpeg.Segment(0xDD, 0, 1)), "the restart marker FFD0 should be here"],
        ["no marker", Changed(QuantizationTable, 0, 0x12), "should start with FF, but here is 12"],
        ["segment of no length", Changed(QuantizationTable, 2, 0, 1), "claims a length of 1"],
        ["start again", Inserted(Scan, [0xFF, 0xD8]), "marker FFD8 has no place"],
        ["nothing else", new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }, "ends without a picture"],
        ["no scan", (byte[])[.. Color[..TestJpeg.Find(Color, Scan)], 0xFF, 0xD9], "the file ends without any data of component 1"],
        ["a component missing", FirstScanOnly(), "without any data of component 2"],
        ["scan twice", TwoScans(), "come twice or in the wrong order"],
        ["progressive without end", Progressive[..^2], "the file ends before the end marker EOI"],
        ["impossible pass", ChangedPass(1, 0, 5, 0), "no possible pass"],
        ["band before its mean", ChangedPass(3, 1, 5, 0), "no possible pass"],
        ["bit 14", ChangedPass(3, 0, 0, 14), "no possible pass"],
    ];

    [TestMethod]
    [DynamicData(nameof(BadFiles))]
    public void Load_MalformedJpeg_SaysWhatIsWrongAndWhere(string what, byte[] jpeg, string expected)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => TestJpeg.Load(jpeg), what);

        Assert.Contains(expected, error.Message);
        Assert.StartsWith("test.jpg, byte ", error.Message);
        Assert.EndsWith(".", error.Message);
    }

    [TestMethod]
    [DataRow("color-2x2")]
    [DataRow("color-2x2-restart-1")]
    [DataRow("progressive-2x2")]
    [DataRow("gray")]
    public void Load_CutAnywhere_IsInvalidData(string name)
    {
        byte[] jpeg = TestJpeg.Fixture(name);
        // A sequential picture is whole without the end marker, and perhaps without the last byte's filling.
        int whole = jpeg.Length - 3;
        for (int length = 0; length < whole; length++)
        {
            Assert.ThrowsExactly<DigitMLException>(() => TestJpeg.Load(jpeg[..length]), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Load_CutWithinTheData_SaysWhereItEnds()
    {
        byte[] jpeg = Color[..^40];

        var error = Assert.ThrowsExactly<DigitMLException>(() => TestJpeg.Load(jpeg));

        Assert.Contains($"byte {jpeg.Length}: the file ends within block", error.Message);
        Assert.EndsWith("the file is cut off or damaged, so get a complete copy.", error.Message);
    }

    [TestMethod]
    public void Load_EmptyPassesWithoutEnd_AreRefusedBeforeTheyTakeLong()
    {
        byte[] jpeg = ManyPasses(side: 8000);
        var watch = Stopwatch.StartNew();

        var error = Assert.ThrowsExactly<DigitMLException>(() => TestJpeg.Load(jpeg));

        Assert.Contains("more than 24 times over the picture", error.Message);
        // Far above what it takes, far below what hundreds of passes would.
        Assert.IsLessThan(TimeSpan.FromSeconds(30), watch.Elapsed);
    }

    [TestMethod]
    public void Load_Mutated_IsAPictureOrInvalidData()
    {
        string? wanted = Environment.GetEnvironmentVariable(MutationsVariable);
        int trials = wanted is null ? 2000 : int.Parse(wanted);
        byte[][] corpus = [.. TestJpeg.Fixtures.Select(TestJpeg.Fixture)];
        var random = new RandomStream(7, 0);
        int refused = 0;
        long slowest = 0, most = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            byte[] jpeg = Mutate(corpus[random.Next(corpus.Length)], random);
            long start = Environment.TickCount64, before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TestJpeg.Load(jpeg);
            }
            catch (DigitMLException error)
            {
                refused++;
                Assert.StartsWith(jpeg.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "test.jpg, byte " : "test.jpg", error.Message);
            }
            slowest = Math.Max(slowest, Environment.TickCount64 - start);
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        TestContext.WriteLine($"Jpeg: {trials:N0} mutations, {refused:N0} refused, slowest {slowest:N0} ms, most memory {most:N0} bytes");
        Assert.IsGreaterThan(trials / 4, refused);
        Assert.IsLessThan(trials, refused);
    }

    /// <summary>Changes, drops, repeats or cuts off bytes at one to four places.</summary>
    private static byte[] Mutate(byte[] original, RandomStream random)
    {
        List<byte> bytes = [.. original];
        for (int changes = 1 + random.Next(4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(1 + random.Next(16), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 2:
                    bytes[at] = 0xFF;
                    break;
                case 3 when random.Next(4) == 0 && at > 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case < 6:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>A large progressive picture whose passes have hardly any data: ends of all blocks, bit by bit and band by band.</summary>
    private static byte[] ManyPasses(int side)
    {
        int blocks = side / 8 * (side / 8);
        var file = new List<byte> { 0xFF, 0xD8 };
        file.AddRange(TestJpeg.Segment(QuantizationTable, [0, .. Enumerable.Repeat((byte)1, 64)]));
        file.AddRange(TestJpeg.Segment(0xC2, 8, (byte)(side >> 8), (byte)side, (byte)(side >> 8), (byte)side, 1, 1, 0x11, 0));
        // The only code of each table is one zero bit: no difference; a run of 2^14 ended blocks and more.
        file.AddRange(TestJpeg.Segment(HuffmanTable, [0, 1, .. new byte[15], 0]));
        file.AddRange(TestJpeg.Segment(HuffmanTable, [0x10, 1, .. new byte[15], 0xE0]));
        file.AddRange(TestJpeg.Segment(Scan, 1, 1, 0, 0, 0, 0));
        file.AddRange(new byte[(blocks + 7) / 8]);
        for (byte band = 1; band < 64; band++)
        {
            file.AddRange(TestJpeg.Segment(Scan, 1, 1, 0, band, band, 0));
            file.AddRange(new byte[(blocks >> 14) * 2 + 2]);
        }
        return [.. file, 0xFF, 0xD9];
    }

    private static byte[] Changed(byte marker, int at, params byte[] values)
    {
        byte[] jpeg = [.. Color];
        values.CopyTo(jpeg, TestJpeg.Find(jpeg, marker) + at);
        return jpeg;
    }

    private static byte[] Inserted(byte marker, byte[] piece)
    {
        int at = TestJpeg.Find(Color, marker);
        return [.. Color[..at], .. piece, .. Color[at..]];
    }

    /// <summary>The file without all segments of a marker.</summary>
    private static byte[] Removed(byte marker)
    {
        byte[] jpeg = Color;
        int scan = TestJpeg.Find(jpeg, Scan);
        var left = new List<byte>(jpeg[..2]);
        for (int at = 2, end; at < scan; at = end)
        {
            end = at + 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]);
            left.AddRange(jpeg[at + 1] == marker ? [] : jpeg[at..end]);
        }
        return [.. left, .. jpeg[scan..]];
    }

    private static byte[] FirstScanOnly()
    {
        byte[] jpeg = TestJpeg.Fixture("color-2x2-separate");
        int scan = TestJpeg.Find(jpeg, Scan);
        int end = scan + 10 + jpeg.AsSpan(scan + 10).IndexOf<byte>([0xFF, Scan]);
        return [.. jpeg[..end], 0xFF, 0xD9];
    }

    private static byte[] TwoScans() => [.. Color[..^2], .. Color[TestJpeg.Find(Color, Scan)..]];

    /// <summary>The progressive file with another first pass.</summary>
    private static byte[] ChangedPass(int components, byte first, byte last, byte bits)
    {
        int at = TestJpeg.Find(Progressive, Scan);
        byte[] names = [.. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 })];
        return [.. Progressive[..at], .. TestJpeg.Segment(Scan, [(byte)components, .. names, first, last, bits]), .. Progressive[(at + 14)..]];
    }
}
