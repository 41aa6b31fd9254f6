using System.Text;
using DigitML.Data.Formats.Csv;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class CsvReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("label,pixel0,pixel1,pixel2,pixel3\n7,0,1,2,3\n3,9,99,100,255\n", DisplayName = "Kaggle's header")]
    [DataRow("label,1x1,1x2,2x1,2x2\r\n7,0,1,2,3\r\n3,9,99,100,255\r\n", DisplayName = "rows and columns in the header, CR LF")]
    [DataRow("7,0,1,2,3\n3,9,99,100,255", DisplayName = "no header, no end of the last line")]
    [DataRow("\uFEFFlabel,pixel0,pixel1,pixel2,pixel3\n7,0,1,2,3\n3,9,99,100,255\n\n\r\n", DisplayName = "byte order mark, empty lines at the end")]
    [DataRow("\"label\",\"a\",\"b\",\"c\",\"d\"\n\"7\",\"0\",\"1\",\"2\",3\n3,9,\"99\",100,\"255\"\n", DisplayName = "quoted")]
    [DataRow("pixel1,pixel2,pixel3,pixel4,class\n0,1,2,3,7\n9,99,100,255,3\n", DisplayName = "label last, as OpenML")]
    [DataRow(",label,0,1,2,3\n0,7,0,1,2,3\n1,3,9,99,100,255\n", DisplayName = "pandas with its index")]
    [DataRow("label;p0;p1;p2;p3\n7;0;1;2;3\n3;9;99;100;255\n", DisplayName = "semicolons")]
    [DataRow("digit\tp0\tp1\tp2\tp3\n7\t0\t1\t2\t3\n3\t9\t99\t100\t255\n", DisplayName = "tabs")]
    [DataRow("what,p0,p1,p2,p3\n7,0,1,2,3\n3,9,99,100,255\n", DisplayName = "label by the number of columns")]
    [DataRow("7.0,0.0, 1 ,2.0,3\n3.0,9,9.9e+01,1.00e2,0255\n", DisplayName = "decimal fractions, blanks, leading zeros")]
    public void Read_AnyForm_GivesTheSame(string text)
    {
        ImageSet images = Load(text);

        CollectionAssert.AreEqual(new[] { 7, 3 }, images.Labels.ToArray());
        Assert.AreEqual((2, 2), (images.Height, images.Width));
        CollectionAssert.AreEqual(new byte[] { 0, 1, 2, 3 }, images.Pixels(0).ToArray());
        CollectionAssert.AreEqual(new byte[] { 9, 99, 100, 255 }, images.Pixels(1).ToArray());
    }

    [TestMethod]
    public void Read_PackedFile_IsUnpackedAndSummedUp()
    {
        byte[] text = Encoding.UTF8.GetBytes("label,a,b,c,d\n1,1,2,3,4\n");

        ImageTable packed = CsvReader.Read(_folder.Write("a.csv.gz", IdxBytes.Gzip(text)));

        Assert.AreEqual(CsvReader.Read(_folder.Write("a.csv", text)).Files[0].Sha256, packed.Files[0].Sha256);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4 }, packed.Pixels.ToArray());
    }

    [TestMethod]
    public void Read_NoLabels_KeepsTheIds()
    {
        ImageTable table = Read("id,pixel0,pixel1,pixel2,pixel3\n40,0,1,2,3\nb,4,5,6,7\n");

        Assert.IsNull(table.Labels);
        Assert.AreEqual("id", table.IdName);
        CollectionAssert.AreEqual(new[] { "40", "b" }, table.Ids!.ToArray());
        Assert.Contains("has 2 images but no labels", Assert.ThrowsExactly<DigitMLException>(() => _ = table.RequiredLabels).Message);
        Assert.IsNull(Read("pixel0,pixel1,pixel2,pixel3\n0,1,2,3\n").Ids);
        Assert.IsNull(Read("0,1,2,3\n").Labels);
    }

    [TestMethod]
    public void Read_NamedClasses_AreSortedUnlessNamesAreGiven()
    {
        const string Text = "label,a,b,c,d\nkha,0,0,0,0\nka,1,1,1,1\nkha,2,2,2,2\n\"ga, soft\",3,3,3,3\n";

        ImageSet images = Load(Text);
        CollectionAssert.AreEqual(new[] { "ga, soft", "ka", "kha" }, images.LabelNames.ToArray());
        CollectionAssert.AreEqual(new[] { 2, 1, 2, 0 }, images.Labels.ToArray());
        ImageSet named = Load(Text, new DatasetOptions { LabelNames = ["ka", "kha", "ga, soft", "gha"], ValidationCount = 0 });
        CollectionAssert.AreEqual(new[] { 1, 0, 1, 2 }, named.Labels.ToArray());
    }

    [TestMethod]
    public void Read_LabelsBeyondNine_MakeMoreClasses()
    {
        ImageSet images = Load("label,a,b,c,d\n12,0,0,0,0\n3,0,0,0,0\n");

        Assert.HasCount(13, images.LabelNames);
        Assert.AreEqual("12", images.LabelNames[images.Label(0)]);
        Assert.HasCount(10, Load("label,a,b,c,d\n2,0,0,0,0\n3,0,0,0,0\n").LabelNames);
    }

    [TestMethod]
    public void Read_ManyRows_CrossTheBuffersAndReportProgress()
    {
        var random = new Random(1);
        byte[] pixels = new byte[3000 * 784];
        random.NextBytes(pixels);
        var text = new StringBuilder();
        for (int i = 0; i < 3000; i++) { text.Append($"{i % 10},{string.Join(',', pixels[(i * 784)..((i + 1) * 784)])}\n"); }
        string path = _folder.Write("a.csv", Encoding.ASCII.GetBytes(text.ToString()));
        var progress = new ProgressList();

        ImageTable table = CsvReader.Read(path, progress);

        Assert.IsTrue(table.Pixels.Span.SequenceEqual(pixels));
        Assert.IsTrue(progress.Reports.Count > 2 && progress.Reports.All(report => report.Phase == DatasetPhase.Reading));
        Assert.AreEqual(new FileInfo(path).Length, progress.Reports[^1].Bytes);
        Assert.AreEqual(progress.Reports[^1].TotalBytes, progress.Reports[^1].Bytes);
        Assert.ThrowsExactly<OperationCanceledException>(() => CsvReader.Read(path, null, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    [DataRow("", "is empty")]
    [DataRow("\n1,2\n", "begins with an empty row")]
    [DataRow("label,a,b,c,d\n", "a row of column names but no image")]
    [DataRow("label,a,b,c\n1,2,3,4\n", "has 4 columns, 3 of them pixels")]
    [DataRow("hello\n", "has 1 columns")]
    [DataRow("label,a,b,c,d\n1,0,0,0,0\n1,0,0,0\n", "row 3 has 4 cells, but row 1 has 5")]
    [DataRow("label,a,b,c,d\n1,0,0,0,0,0\n", "row 2 has 6 cells, but row 1 has 5")]
    [DataRow("label,a,b,c,d\n1,0,0,0,\n", "row 2, column 5 (d) is ''")]
    [DataRow("label,a,b,c,d\n1,0,256,0,0\n", "row 2, column 3 (b) is '256', but a pixel is a whole number from 0 to 255")]
    [DataRow("label,a,b,c,d\n1,0,12345678901234567890,0,0\n", "is '12345678901234567890'")]
    [DataRow("label,a,b,c,d\n1,0,-1,0,0\n", "is '-1'")]
    [DataRow("label,a,b,c,d\n1,0,0.5,0,0\n", "is '0.5'")]
    [DataRow("label,a,b,c,d\n1,0,x,0,0\n", "is 'x'")]
    [DataRow("1,0,0,0,0\n1,0,NaN,0,0\n", "row 2, column 3 is 'NaN'")]
    [DataRow("label,a,b,c,d\n,0,0,0,0\n", "row 2 has an empty label")]
    [DataRow("label,a,b,c,d\n1,0,0,0,0\n\n1,0,0,0,0\n", "row 3 is empty, but the file goes on")]
    [DataRow("label,a,b,c,d\n1,\"0,0,0,0\n", "row 2, column 2 (a) has quotation marks that are not closed")]
    [DataRow("label,\"a,b,c,d\n", "row 1 has a quotation mark that is not closed")]
    [DataRow("label,pixel0,pixel10,pixel1,pixel2\n1,0,0,0,0\n", "column 3 (pixel10) follows column 2 (pixel0), but pixels must be in order")]
    public void Read_Malformed_SaysWhatAndWhere(string text, string expected)
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => Load(text));

        Assert.Contains("a.csv'", exception.Message);
        Assert.Contains(expected, exception.Message);
    }

    [TestMethod]
    public void Read_OtherKindsOfFile_SayWhatTheyAre()
    {
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("label,a\n")];
        Assert.Contains("UTF-16", Refuse(utf16));
        Assert.Contains("workbook", Refuse("PK\x03\x04 and so on"u8.ToArray()));
        Assert.Contains("longer than", Refuse(new byte[40_000_000]));
        byte[] packed = IdxBytes.Gzip(Encoding.ASCII.GetBytes("label,a,b,c,d\n1,0,0,0,0\n"));
        Assert.Contains("cannot be unpacked", Refuse([.. packed[..10], 0xFF, 0xFF, 0xFF, 0xFF]));
        Assert.Contains("is cut short", Refuse(packed[..^12]));
        Assert.Contains("is cut short", Refuse(packed[..^1]));
    }

    [TestMethod]
    public void Read_LabelOutsideGivenNames_SaysWhichAndWhere()
    {
        var options = new DatasetOptions { LabelNames = ["a", "b"] };
        Assert.Contains("row 3 has the label '2', but the 2 classes are a, b",
            Assert.ThrowsExactly<DigitMLException>(() => Load("label,p,q,r,s\n0,0,0,0,0\n2,0,0,0,0\n", options)).Message);
    }

    [TestMethod]
    public void Read_ThousandsOfLabels_SaysThatTheseAreNone()
    {
        string text = string.Concat(Enumerable.Range(0, 10_001).Select(i => $"name{i},0,0,0,0\n"));
        Assert.Contains("row 10001 has the label 'name10000'", Assert.ThrowsExactly<DigitMLException>(() => Load(text)).Message);
    }

    [TestMethod]
    public void Read_AnySpoiltFile_GivesImagesOrInvalidData()
    {
        byte[] good = Encoding.UTF8.GetBytes("label,pixel0,pixel1,pixel2,pixel3\n7,0,1,2,3\nka,9,99,\"100\",255\n");
        byte[] packed = IdxBytes.Gzip(good);
        var spoiler = new FileCorrupter(seed: 5);
        for (int i = 0; i < 1500; i++)
        {
            spoiler.Check(_folder.Write("a.csv", spoiler.Spoil(i % 4 == 0 ? packed : good)), path => CsvReader.Read(path));
        }
        Assert.IsTrue(spoiler.Read > 100 && spoiler.Refused > 100, $"{spoiler.Read} read, {spoiler.Refused} refused");
    }

    private string Refuse(byte[] content)
        => Assert.ThrowsExactly<DigitMLException>(() => CsvReader.Read(_folder.Write("a.csv", content))).Message;

    private ImageTable Read(string text) => CsvReader.Read(_folder.Write("a.csv", Encoding.UTF8.GetBytes(text)));

    private ImageSet Load(string text, DatasetOptions? options = null)
        => DigitDataset.Load(_folder.Write("a.csv", Encoding.UTF8.GetBytes(text)), options ?? new DatasetOptions { ValidationCount = 0 }).Train;
}
