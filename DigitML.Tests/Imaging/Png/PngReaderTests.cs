using DigitML.Imaging;
using DigitML.Imaging.Png;

namespace DigitML.Tests.Imaging.Png;

[TestClass]
public sealed class PngReaderTests
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Imaging", "Fixtures");

    public static IEnumerable<object[]> FixtureLines =>
        File.ReadLines(Path.Combine(Fixtures, "expected.txt")).Select(line => line.Split(' ').ToArray<object>());

    [TestMethod]
    [DynamicData(nameof(FixtureLines))]
    public void Read_EveryKindOfPng_AgreesWithLibpng(string file, string expected)
    {
        GrayImage image = GrayImage.Load(Path.Combine(Fixtures, file));

        Assert.AreEqual((11, 9), (image.Width, image.Height));
        Assert.AreEqual(expected, Convert.ToHexStringLower(image.Pixels));
    }

    [TestMethod]
    public void FixtureLines_AllKinds_AreThere() => Assert.HasCount(52, FixtureLines.ToList());

    [TestMethod]
    public void Read_InterlacedOfEverySmallSize_GivesThePixels()
    {
        for (int width = 1; width <= 9; width++)
        {
            for (int height = 1; height <= 9; height++)
            {
                byte[] pixels = [.. Enumerable.Range(0, width * height).Select(i => (byte)(37 * i + 11))];

                GrayImage image = Read(TestPng.Gray(width, height, pixels, interlaced: true));

                CollectionAssert.AreEqual(pixels, image.Pixels.ToArray(), $"{width} x {height}");
            }
        }
    }

    [TestMethod]
    [DataRow(255, 0, 0, 76)]
    [DataRow(0, 255, 0, 150)]
    [DataRow(0, 0, 255, 29)]
    [DataRow(255, 255, 255, 255)]
    public void Read_Colors_BecomeRec601Luma(int red, int green, int blue, int expected)
    {
        byte[] png = TestPng.File(TestPng.Header(1, 1, 8, 2), TestPng.Data(0, (byte)red, (byte)green, (byte)blue), TestPng.End());

        Assert.AreEqual(expected, Read(png)[0, 0]);
    }

    [TestMethod]
    public void Read_TransparentBlack_ShowsWhitePaper()
    {
        byte[] png = TestPng.File(TestPng.Header(3, 1, 8, 6), TestPng.Data(0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 128), TestPng.End());

        CollectionAssert.AreEqual(new byte[] { 255, 0, 127 }, Read(png).Pixels.ToArray());
    }

    [TestMethod]
    public void Read_ImageDataInManyChunksWithUnknownOptionalChunks_GivesThePixels()
    {
        byte[] data = TestPng.Compress([0, 1, 2, 3]);
        byte[][] single = [.. data.Select(value => TestPng.Chunk("IDAT", value))];

        byte[][] chunks = [TestPng.Chunk("teXt", 1, 2), TestPng.Chunk("IDAT"), .. single, TestPng.Chunk("zzZz")];
        GrayImage image = Read(TestPng.File([TestPng.Header(3, 1, 8, 0), .. chunks, TestPng.End()]));

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, image.Pixels.ToArray());
    }

    [TestMethod]
    public void Read_DamagedOptionalChunkAndBytesAfterTheEnd_AreIgnored()
    {
        byte[] text = TestPng.Chunk("tEXt", 1, 2, 3);
        text[9] ^= 1;

        GrayImage image = Read([.. TestPng.File(TestPng.Header(1, 1, 8, 0), text, TestPng.Data(0, 9), TestPng.End()), 1, 2, 3]);

        Assert.AreEqual(9, image[0, 0]);
    }

    private static GrayImage Read(byte[] png) => PngReader.Read(new ImageSource("test.png", png));
}
