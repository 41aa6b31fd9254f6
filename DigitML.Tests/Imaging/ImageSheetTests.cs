using DigitML.Imaging;

namespace DigitML.Tests.Imaging;

[TestClass]
public sealed class ImageSheetTests
{
    [TestMethod]
    public void Compose_ThreeImagesInTwoColumns_FillsRowByRowWithGapsAround()
    {
        GrayImage sheet = ImageSheet.Compose([One(10), One(20), One(30)], columns: 2, scale: 1, gap: 1);

        Assert.AreEqual((5, 5), (sheet.Width, sheet.Height));
        byte[] expected =
        [
            128, 128, 128, 128, 128,
            128, 010, 128, 020, 128,
            128, 128, 128, 128, 128,
            128, 030, 128, 128, 128,
            128, 128, 128, 128, 128,
        ];
        CollectionAssert.AreEqual(expected, sheet.Pixels.ToArray());
    }

    [TestMethod]
    public void Compose_Scale_RepeatsPixelsAndLeavesTheGap()
    {
        GrayImage sheet = ImageSheet.Compose([new GrayImage(2, 1, [1, 2])], columns: 9, scale: 2, gap: 1);

        byte[] expected =
        [
            128, 128, 128, 128, 128, 128,
            128, 1, 1, 2, 2, 128,
            128, 1, 1, 2, 2, 128,
            128, 128, 128, 128, 128, 128,
        ];
        CollectionAssert.AreEqual(expected, sheet.Pixels.ToArray());
    }

    [TestMethod]
    public void Compose_ImagesOfDifferentSizes_StandInPlacesOfTheLargest()
    {
        GrayImage sheet = ImageSheet.Compose([new GrayImage(1, 2, [1, 2]), new GrayImage(3, 1, [3, 4, 5])], columns: 1, gap: 0);

        CollectionAssert.AreEqual(new byte[] { 1, 128, 128, 2, 128, 128, 3, 4, 5, 128, 128, 128 }, sheet.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(0, 1, 1, "The number of columns is 0")]
    [DataRow(1, 0, 1, "The scale is 0")]
    [DataRow(1, 1, -1, "The gap is -1")]
    [DataRow(1, 1001, 0, "The scale is 1001")]
    [DataRow(1, 1, 1001, "The gap is 1001")]
    public void Compose_NumberOutOfRange_SaysWhich(int columns, int scale, int gap, string expected) => Assert.StartsWith(
        expected, Assert.ThrowsExactly<DigitMLException>(() => ImageSheet.Compose([One(1)], columns, scale, gap)).Message);

    [TestMethod]
    public void Compose_SheetTooLarge_SaysHowManyPixelsItWouldHave() => Assert.StartsWith(
        "The number of pixels of the sheet is 64032004; it must be 64 million at most",
        Assert.ThrowsExactly<DigitMLException>(() => ImageSheet.Compose([Drawing.Paint(10, 10, (x, y) => 0)], 1, 800, 1)).Message);

    [TestMethod]
    public void Compose_NoImage_AsksForOne() => Assert.Contains(
        "give at least one", Assert.ThrowsExactly<DigitMLException>(() => ImageSheet.Compose([], 1)).Message);

    private static GrayImage One(byte gray) => new(1, 1, [gray]);
}
