using System.Xml.Linq;
using DigitML.Plotting;
using DigitML.Tests.Data;

namespace DigitML.Tests.Plotting;

[TestClass]
public sealed class ContactSheetTests
{
    [TestMethod]
    public void Of_Set_DrawsDifferentImagesOfEachClass()
    {
        ImageSet images = PictureFolder.Digits(200);

        ContactSheet sheet = ContactSheet.Create(images, perClass: 5);

        Assert.HasCount(10, sheet.Rows);
        foreach ((int label, IReadOnlyList<int> row) in sheet.Rows.Index())
        {
            Assert.AreEqual(5, row.Distinct().Count());
            Assert.IsTrue(row.All(index => images.Label(index) == label));
        }
    }

    [TestMethod]
    public void Of_Seed_DecidesTheImages()
    {
        ImageSet images = PictureFolder.Digits(200);
        string Chosen(ulong seed) => string.Join(' ', ContactSheet.Create(images, 5, seed).Rows.SelectMany(row => row));

        Assert.AreEqual(Chosen(1), Chosen(1));
        Assert.AreNotEqual(Chosen(1), Chosen(2));
    }

    [TestMethod]
    public void ToImage_RareAndMissingClasses_LeaveEmptyPlaces()
    {
        byte[] pixels = [1, 2, 3];
        ContactSheet sheet = ContactSheet.Create(new ImageSet(pixels, [2, 2, 0], 1, 1, ["a", "b", "c"]));

        GrayImage image = sheet.ToImage();

        // Every pixel is drawn 56 wide, with gaps of 2.
        Assert.AreEqual((2 * 58 + 2, 3 * 58 + 2), (image.Width, image.Height));
        Assert.AreEqual(3, image[30, 30]);
        Assert.AreEqual(128, image[90, 30], "The only image of class a stands alone.");
        Assert.AreEqual(128, image[30, 90], "Class b has none.");
        CollectionAssert.AreEquivalent(new[] { 1, 2 }, new[] { (int)image[30, 150], image[90, 150] });
    }

    [TestMethod]
    public void ToSvg_NamesEveryClassAndIsWellFormed()
    {
        string[] names = ["<&>", "೧", "a name that is far too long for its place"];
        ContactSheet sheet = ContactSheet.Create(new ImageSet(new byte[27], [0, 1, 1], 3, 3, names));

        XElement svg = XElement.Parse(sheet.ToSvg());
        XNamespace space = "http://www.w3.org/2000/svg";
        string[] texts = [.. svg.Descendants(space + "text").Select(text => text.Value)];

        CollectionAssert.IsSubsetOf(new[] { "<&>", "೧", "1", "2", "0", "3 images of 3 x 3 pixels in 3 classes" }, texts);
        Assert.IsTrue(texts.Any(text => text.StartsWith("a name that is", StringComparison.Ordinal) && text.EndsWith('…')));
        string[] pictures = [.. svg.Descendants(space + "image").Select(image => image.Attribute("href")!.Value)];
        Assert.HasCount(3, pictures);
        GrayImage row = GrayImage.Load(new MemoryStream(Convert.FromBase64String(pictures[1].Split(',')[1])));
        Assert.AreEqual(2 * (3 * 18 + 2) + 2, row.Width);
    }

    [TestMethod]
    public void Save_Extension_DecidesTheFormat()
    {
        using var folder = new TemporaryFolder();
        ContactSheet sheet = ContactSheet.Create(PictureFolder.Digits(20), perClass: 2);

        sheet.Save(folder["new", "sheet.png"]);
        sheet.Save(folder["sheet.SVG"]);

        CollectionAssert.AreEqual(sheet.ToImage().Pixels.ToArray(), GrayImage.Load(folder["new", "sheet.png"]).Pixels.ToArray());
        Assert.AreEqual(sheet.ToSvg(), File.ReadAllText(folder["sheet.SVG"]));
    }

    [TestMethod]
    public void Of_BadInput_SaysWhat()
    {
        ImageSet images = PictureFolder.Digits(20);

        Assert.Contains("The number of images a class is 0", Assert.ThrowsExactly<DigitMLException>(() => ContactSheet.Create(images, 0)).Message);
        Assert.Contains("no images to show", Assert.ThrowsExactly<DigitMLException>(() => ContactSheet.Create(images.Take(0))).Message);
    }
}
