using System.Text;
using DigitML.Tests.Data;

namespace DigitML.Tests.Imaging.Pnm;

[TestClass]
public sealed class PnmReaderTests
{
    [TestMethod]
    [DataRow("P1\n2 2\n1001", DisplayName = "plain bits without space")]
    [DataRow("P1 # a\n#b\n2#c\n2\n1 0\n0 # d\n1", DisplayName = "comments")]
    [DataRow("P2\n2 2 9\n0 9\n9 0\n", DisplayName = "plain grey")]
    [DataRow("P3 2 2 1 0 0 0 1 1 1 1 1 1 0 0 0", DisplayName = "plain colour")]
    [DataRow("P5\r2\t2\v1\n\0\u0001\u0001\0", DisplayName = "raw grey of maximum 1, odd space")]
    [DataRow("P5 2 2 255#x\n\0\u00FF\u00FF\0", DisplayName = "comment before the pixels")]
    [DataRow("P5 2 2 255\n\0\u00FF\u00FF\0P5 1 1 255\n\0", DisplayName = "the first of two pictures")]
    [DataRow("P7\n# a\nWIDTH 2\nHEIGHT 2\nDEPTH 1\nMAXVAL 1\n\nTUPLTYPE BLACKANDWHITE\nENDHDR\n\0\u0001\u0001\0", DisplayName = "PAM")]
    public void Read_BlackOnWhite_IsTheSameInAnyForm(string file) =>
        CollectionAssert.AreEqual(new byte[] { 0, 255, 255, 0 }, Load(file).Pixels.ToArray());

    [TestMethod]
    [DataRow("P7\nWIDTH 2\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n\0\0\0\u0080")]
    [DataRow("P7\nWIDTH 2\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n\0\u0009\u0055\0\0\0\0\u0080")]
    public void Read_Alpha_IsLaidOnWhite(string file) => CollectionAssert.AreEqual(new byte[] { 255, 127 }, Load(file).Pixels.ToArray());

    [TestMethod]
    [DataRow("P5", "the file ends where the width should be")]
    [DataRow("P5 x", "the width should stand here, but there is byte 78")]
    [DataRow("P5 0 2 255\n", "0 x 2 pixels")]
    [DataRow("P5 99999999999 99999999999 255\n", "more than the limit")]
    [DataRow("P5 99999999999999999999 1 255\n", "more than the limit")]
    [DataRow("P5 2 2 0\n", "the largest sample is said to be 0")]
    [DataRow("P5 2 2 65536\n", "the largest sample is said to be 65,536")]
    [DataRow("P5 2 2 255\n123", "the pixels should have 4 bytes here")]
    [DataRow("P6 2 2 300\n12345678901", "the pixels should have 24 bytes here")]
    [DataRow("P5 1 1 9\na", "a sample is 97, but the largest is said to be 9")]
    [DataRow("P2 1 1 9\n10", "a sample is 10, but the largest is said to be 9")]
    [DataRow("P2 2 1 9\n1 ", "the file ends where a sample should be")]
    [DataRow("P1 2 1 12", "a pixel of 0 or 1 should stand here")]
    [DataRow("P5 1 1 9", "one byte of space should stand")]
    [DataRow("P7 332\n#END_OF_COMMENTS\n80 60 255\n", "the header has no end")]
    [DataRow("P7\nWIDTH 2\nENDHDR\n", "no line HEIGHT")]
    [DataRow("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 5\nMAXVAL 255\nENDHDR\n12345", "5 samples a pixel")]
    [DataRow("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nTUPLTYPE RGB\nENDHDR\n12345", "of type \"RGB\"")]
    public void Load_MalformedPnm_SaysWhatIsWrongAndWhere(string file, string expected)
    {
        var error = Assert.ThrowsExactly<DigitMLException>(() => Load(file));

        Assert.Contains(expected, error.Message);
        Assert.StartsWith("test.pnm, byte ", error.Message);
        Assert.EndsWith(".", error.Message);
    }

    [TestMethod]
    public void Save_Pgm_IsReadAsTheSamePicture()
    {
        using var folder = new TemporaryFolder();
        var image = new GrayImage(3, 2, [0, 1, 127, 128, 254, 255]);
        string path = folder["seven.PGM"];

        image.Save(path);

        Assert.StartsWith("P5\n3 2\n255\n", Encoding.Latin1.GetString(File.ReadAllBytes(path)));
        CollectionAssert.AreEqual(image.Pixels.ToArray(), GrayImage.Load(path).Pixels.ToArray());
    }

    [TestMethod]
    [DataRow("seven.bmp", ".bmp, which is no format that is written; end it in .png or .pgm.")]
    [DataRow("seven", "no extension, which is no format that is written; end it in .png or .pgm.")]
    public void Save_OtherExtension_SaysWhichAreWritten(string name, string expected)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<DigitMLException>(() => new GrayImage(1, 1, [0]).Save(folder[name]));

        Assert.EndsWith(expected, error.Message);
        Assert.IsFalse(File.Exists(folder[name]));
    }

    private static GrayImage Load(string file) => GrayImage.Load(new MemoryStream(Encoding.Latin1.GetBytes(file)), "test.pnm");
}
