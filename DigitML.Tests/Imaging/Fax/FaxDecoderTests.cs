namespace DigitML.Tests.Imaging.Fax;

[TestClass]
public sealed class FaxDecoderTests
{
    private const int Width = 5200, Rows = 103;

    /// <summary>Row i holds white, black and white; the first two as long as the i-th code word says.</summary>
    [TestMethod]
    [DataRow("runs-g3.tif")]
    [DataRow("runs-g4.tif")]
    public void Read_RunsOfEveryCodeWord_AreThere(string file)
    {
        GrayImage image = GrayImage.Load(Path.Combine(PictureCorpus.Folder("Tiff"), file));

        Assert.AreEqual((Width, Rows), (image.Width, image.Height));
        for (int y = 0; y < Rows; y++)
        {
            int run = y < 63 ? y + 1 : (y - 62) * 64;
            ReadOnlySpan<byte> row = image.Pixels.Slice(y * Width, Width);
            Assert.AreEqual(run, row.IndexOf((byte)0), $"row {y}");
            Assert.AreEqual(run, row.Count((byte)0), $"row {y}");
            Assert.AreEqual(2 * run - 1, row.LastIndexOf((byte)0), $"row {y}");
        }
    }
}
