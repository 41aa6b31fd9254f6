using DigitML.Recognition.Diagnostics;
using DigitML.Tests.Data;
using DigitML.Tests.Imaging;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

[TestClass]
public sealed class ReadingStagesTests
{
    /// <summary>The grey of red (220, 20, 60).</summary>
    private const byte RedAsGray = 84;

    private static readonly DigitReader Reader = DigitReader.Pretrained(NumeralSystem.Latin);

    [TestMethod]
    public void Read_WithStages_ReadsTheSame()
    {
        GrayImage page = PenPage.Of("204", "7194");

        PageResult plain = Reader.Read(page), kept = Reader.Read(page, new PageDiagnostics());

        Assert.AreEqual("204\n7194", plain.Text);
        Assert.AreEqual(plain.Text, kept.Text);
        Assert.AreSequenceEqual(plain.Select(digit => (digit.Box, digit.Confidence)), kept.Select(digit => (digit.Box, digit.Confidence)));
    }

    [TestMethod]
    public void Save_APage_WritesPicturesOfItsSizeTimesAWholeNumber()
    {
        using var folder = new TemporaryFolder();
        GrayImage page = PenPage.Of("204", "7194");
        var stages = new PageDiagnostics();
        PageResult reading = Reader.Read(page, stages);
        stages.Save(folder["stages"]);

        foreach (string stage in new[] { "2-paper", "3-contrast", "4-rules", "5-shapes", "6-lines", "7-cuts", "8-digits" })
        {
            var picture = GrayImage.Load(folder["stages", stage + ".png"]);
            int scale = picture.Width / page.Width;
            Assert.IsGreaterThan(1, scale, stage);
            Assert.AreEqual((page.Width * scale, page.Height * scale), (picture.Width, picture.Height), stage);
        }

        Assert.HasCount(reading.Count, Directory.GetFiles(folder["stages", "digits"]));
    }

    [TestMethod]
    public void Save_RuledPage_ShowsTheRulesInRedAndTheInkInBlack()
    {
        using var folder = new TemporaryFolder();
        GrayImage written = PenPage.Of("204", "7194");
        GrayImage page = Drawing.Paint(written.Width, written.Height, (x, y) => y is 45 or 46 ? 60 : written[x, y]);
        var stages = new PageDiagnostics();
        Assert.AreEqual("204\n7194", Reader.Read(page, stages).Text);
        stages.Save(folder["stages"]);

        var rules = GrayImage.Load(folder["stages", "4-rules.png"]);
        int scale = rules.Width / page.Width;
        Assert.AreEqual(RedAsGray, rules[5 * scale, 45 * scale]);
        PixelBox box = Reader.Read(page)[0].Box;
        byte[] greys =
        [
            .. from x in Enumerable.Range(box.X, box.Width)
               from y in Enumerable.Range(box.Y, box.Height)
               select rules[x * scale, y * scale],
        ];
        Assert.Contains((byte)0, greys);
        Assert.AreEqual(255, rules[5 * scale, 5 * scale]);
    }

    [TestMethod]
    public void Save_EmptyPageAfterAWrittenOne_WritesThePageAndItsPaperAlone()
    {
        using var folder = new TemporaryFolder();
        var stages = new PageDiagnostics();
        Reader.Read(PenPage.Of("5"), stages);
        Assert.IsEmpty(Reader.Read(Drawing.Paint(90, 60, (x, y) => 230), stages));
        stages.Save(folder["stages"]);

        Assert.AreSequenceEqual(
            ["1-page.png", "2-paper.png"], Directory.GetFiles(folder["stages"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void Save_Again_LeavesNoDigitOfThePageBefore()
    {
        using var folder = new TemporaryFolder();
        foreach (string text in new[] { "2047", "5" })
        {
            var stages = new PageDiagnostics();
            Assert.AreEqual(text, Reader.Read(PenPage.Of(text), stages).Text);
            stages.Save(folder["stages"]);
        }

        Assert.AreSequenceEqual(["001-5.png"], Directory.GetFiles(folder["stages", "digits"]).Select(Path.GetFileName));
    }

    [TestMethod]
    public void Save_NothingRead_SaysWhatToDo()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => new PageDiagnostics().Save("stages"));

        Assert.Contains("give the stages to Read first", error.Message);
    }
}
