using DigitML.Tests.Recognition;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Synthesis;

[TestClass]
public sealed class PageGeneratorTests
{
    /// <summary>Clean, upright and dark on light, so that pixels can be counted.</summary>
    private static readonly PageOptions Upright = PageSets.Clean with { Slant = 0, LightInkShare = 0, Height = (30, 90) };

    [TestMethod]
    [DataRow("clean")]
    [DataRow("rough")]
    [DataRow("touching")]
    [DataRow("merged")]
    [DataRow("photo")]
    public void Create_SameSetAndNumber_SamePage(string set)
    {
        Page first = PageSets.Generator(set, DrawnDigits.Set).Create(3), second = PageSets.Generator(set, DrawnDigits.Set).Create(3);
        Page other = PageSets.Generator(set, DrawnDigits.Set).Create(4);

        Assert.IsTrue(first.Image.Pixels.SequenceEqual(second.Image.Pixels));
        CollectionAssert.AreEqual(Texts(first), Texts(second));
        Assert.IsFalse(first.Image.Pixels.SequenceEqual(other.Image.Pixels));
    }

    [TestMethod]
    public void Generator_UnknownSet_NamesTheSets() => StringAssert.Contains(
        Assert.ThrowsExactly<DigitMLException>(() => PageSets.Generator("claen", DrawnDigits.Set)).Message, "clean, rough, touching");

    [TestMethod]
    public void Create_Options_LimitLinesAndDigits()
    {
        PageOptions options = Upright with { Lines = (2, 3), DigitsInLine = (4, 5) };
        Page[] pages = Pages(options, 12);

        CollectionAssert.AreEquivalent(new[] { 2, 3 }, pages.Select(page => page.Lines.Count).Distinct().ToArray());
        CollectionAssert.AreEquivalent(
            new[] { 4, 5 }, pages.SelectMany(page => page.Lines).Select(line => line.Digits.Count).Distinct().ToArray());
    }

    [TestMethod]
    public void Create_Clean_DigitsAreMoreThanThreePixelsApart()
    {
        foreach (PageLine line in Pages(Upright, 12).SelectMany(page => page.Lines))
        {
            foreach (int gap in Gaps(line)) { Assert.IsGreaterThan(3, gap); }
        }
    }

    [TestMethod]
    public void Create_Touching_GapsAreWithinTheRange()
    {
        PageOptions options = PageSets.Touching with { Slant = 0, LightInkShare = 0, Height = (100, 100) };
        int[] gaps = [.. Pages(options, 12).SelectMany(page => page.Lines).SelectMany(Gaps)];

        Assert.IsTrue(gaps.All(gap => gap is >= -11 and <= 3), string.Join(' ', gaps));
        Assert.IsLessThan(-5, gaps.Min());
    }

    [TestMethod]
    public void Create_GapsFromInkToInk_BoxesOverlapMore()
    {
        PageOptions options = PageSets.Touching with { Slant = 0, Height = (100, 100) };

        double boxes = Pages(options, 12).SelectMany(page => page.Lines).SelectMany(Gaps).Average();
        double ink = Pages(options with { GapsFromInkToInk = true }, 12).SelectMany(page => page.Lines).SelectMany(Gaps).Average();

        Assert.IsLessThan(boxes, ink);
    }

    [TestMethod]
    public void Create_Clean_AllInkLiesInTheBoxesAndReachesTheirEdges()
    {
        foreach (Page page in Pages(PageSets.Clean with { LightInkShare = 0, Ink = (0, 0), Paper = (255, 255) }, 8))
        {
            PageBox[] boxes = [.. page.Lines.SelectMany(line => line.Digits).Select(digit => digit.Box)];
            Assert.AreEqual(0, DarkPixels(page.Image).Count(pixel => !boxes.Any(box => box.Shared(pixel) == 1)), page.Name);
            foreach (PageBox box in boxes)
            {
                // Half ink is 127 or 128.
                Assert.IsTrue(DarkPixels(page.Image, 128).Any(pixel => pixel.Y == box.Y && box.Shared(pixel) == 1), page.Name);
                Assert.IsTrue(DarkPixels(page.Image, 128).Any(pixel => pixel.Right == box.Right && box.Shared(pixel) == 1), page.Name);
            }
        }
    }

    [TestMethod]
    public void Create_Tilted_BoxesFollowTheDigits()
    {
        PageOptions options = Upright with { Tilt = 10, Turn = 2, Ink = (0, 0), Paper = (255, 255), Margin = (1.5f, 3) };
        foreach (Page page in Pages(options, 8))
        {
            PageBox[] boxes = [.. page.Lines.SelectMany(line => line.Digits).Select(digit => digit.Box)];
            PageBox[] dark = [.. DarkPixels(page.Image)];

            int outside = dark.Count(pixel => !boxes.Any(box => box.Shared(pixel) == 1));
            Assert.IsLessThan(.01 * dark.Length, outside, page.Name);
        }
    }

    [TestMethod]
    [DataRow("Under")]
    [DataRow("Through")]
    [DataRow("Grid")]
    [DataRow("Boxes")]
    public void Print_EveryKind_AddsInk(string kind)
    {
        var sheet = new InkSheet(300, 200);
        Glyph glyph = Glyph.Draw(DrawnDigits.Set.Pixels(0), new GlyphStyle(40, 0, 0, 0));
        var line = new LineLayout(30, 120, 100, [new PlacedGlyph("0", glyph, 50, 80)]);

        new Ruling(Enum.Parse<RulingKind>(kind), 2, .5f, .1f, 70).Print(sheet, new PageLayout(300, 200, 40, 80, [line]));

        // Two pixels thick: the least is a line as wide as the page or a box round a digit.
        Assert.IsGreaterThan(300, sheet.Values.Sum() / .5f);
        Assert.IsLessThanOrEqualTo(.5f, sheet.Values.Max());
    }

    [TestMethod]
    public void CreateScan_HasTwelveHundredAndEightyDigitsInTheirCells()
    {
        Page page = PageSets.Generator("clean", DrawnDigits.Set).CreateScan();

        Assert.AreEqual((4963, 3509), (page.Image.Width, page.Image.Height));
        Assert.HasCount(32, page.Lines);
        Assert.IsTrue(page.Lines.All(line => line.Digits.Count == 40));
        PageBox whole = new(0, 0, 4963, 3509);
        Assert.IsTrue(page.Lines.SelectMany(line => line.Digits).All(digit => digit.Box.Shared(whole) == digit.Box.Area));
        Assert.IsTrue(page.Lines.SelectMany(Gaps).All(gap => gap > 3));
    }

    private static Page[] Pages(PageOptions options, int count)
    {
        var generator = new PageGenerator("test", DrawnDigits.Set, options, 1);
        return [.. Enumerable.Range(0, count).Select(generator.Create)];
    }

    private static string[] Texts(Page page) => [.. page.Lines.Select(line => line.Text)];

    private static IEnumerable<int> Gaps(PageLine line) => line.Digits.Zip(line.Digits.Skip(1), (left, right) => right.Box.X - left.Box.Right);

    private static IEnumerable<PageBox> DarkPixels(GrayImage image, int lightest = 126)
    {
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            if (image.Pixels[i] <= lightest) { yield return new PageBox(i % image.Width, i / image.Width, 1, 1); }
        }
    }
}
