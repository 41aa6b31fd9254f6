using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

/// <summary>Readers that know the truth, and readers that spoil it in one way each.</summary>
[TestClass]
public sealed class PageScoreTests
{
    private static readonly Page TwoLines = new("test-000", new GrayImage(200, 100, new byte[20_000]), [Line(10, "123"), Line(60, "45")]);

    [TestMethod]
    public void Of_Truth_IsPerfectInAnyOrderOfLines()
    {
        PageScore score = PageScore.Of(TwoLines, [TwoLines.Lines[1], TwoLines.Lines[0]]);

        Assert.IsTrue(score.IsPerfect);
        Assert.AreEqual(new PageScore { Pages = 1, Lines = 2, RightLines = 2, Digits = 5, RightDigits = 5 }, score);
        Assert.AreEqual(1, score.LineAccuracy);
    }

    [TestMethod]
    public void Of_GeneratedPagesReadByTheTruth_IsPerfect()
    {
        foreach (string set in new[] { "clean", "touching", "merged", "photo" })
        {
            PageGenerator generator = PageSets.Generator(set, DrawnDigits.Set);
            for (int number = 0; number < 4; number++)
            {
                Page page = generator.Create(number);
                PageScore score = PageScore.Of(page, page.Lines);
                Assert.IsTrue(score.IsPerfect && score.RightDigits == score.Digits, $"{page.Name}: {score}");
            }
        }
    }

    [TestMethod]
    public void Of_Nothing_MissesAll() => Assert.AreEqual(new PageScore { Pages = 1, Lines = 2, Digits = 5, Missed = 5 }, PageScore.Of(TwoLines, []));

    [TestMethod]
    public void Of_WrongLabel_CountsItAndTheLine() => Assert.AreEqual(
        new PageScore { Pages = 1, Lines = 2, RightLines = 1, Digits = 5, RightDigits = 4, WrongLabels = 1 },
        PageScore.Of(TwoLines, [Line(10, "123"), Line(60, "46")]));

    [TestMethod]
    public void Of_TwoDigitsTakenForOne_CountsBothAsMerged()
    {
        PageLine spoiled = new([new PageDigit("8", new PageBox(10, 10, 38, 30)), TwoLines.Lines[0].Digits[2]]);

        Assert.AreEqual(
            new PageScore { Pages = 1, Lines = 2, RightLines = 1, Digits = 5, RightDigits = 3, Merged = 2 },
            PageScore.Of(TwoLines, [spoiled, TwoLines.Lines[1]]));
    }

    [TestMethod]
    public void Of_DigitInTwoPieces_CountsItAsCutAndNothingAsFalse()
    {
        PageBox box = TwoLines.Lines[1].Digits[1].Box;
        PageLine spoiled = new(
        [
            TwoLines.Lines[1].Digits[0],
            new PageDigit("1", box with { Width = 6 }),
            new PageDigit("1", box with { X = box.X + 10, Width = 7 }),
        ]);

        Assert.AreEqual(
            new PageScore { Pages = 1, Lines = 2, RightLines = 1, Digits = 5, RightDigits = 4, Broken = 1 },
            PageScore.Of(TwoLines, [TwoLines.Lines[0], spoiled]));
    }

    [TestMethod]
    public void Of_DigitWhereNoneIs_CountsItAsFalse()
    {
        PageScore score = PageScore.Of(TwoLines, [.. TwoLines.Lines, new PageLine([new PageDigit("7", new PageBox(150, 60, 18, 30))])]);

        Assert.AreEqual(new PageScore { Pages = 1, Lines = 2, RightLines = 2, Digits = 5, RightDigits = 5, FalseDigits = 1 }, score);
        Assert.IsFalse(score.IsPerfect);
    }

    [TestMethod]
    public void Of_LineInTwo_IsNotRight()
    {
        PageLine line = TwoLines.Lines[0];
        PageScore score = PageScore.Of(TwoLines, [new([line.Digits[0]]), new([.. line.Digits.Skip(1)]), TwoLines.Lines[1]]);

        Assert.AreEqual((1, 5), (score.RightLines, score.RightDigits));
    }

    [TestMethod]
    public void Measure_SumsPagesAndKeepsThoseThatFailed()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            // The pages are told apart by their pictures, as a reader would have to.
            Page[] pages = [TwoLines, TwoLines with { Name = "test-001", Image = new GrayImage(201, 100, new byte[20_100]) }];
            var measurement = new PageMeasurement(image => image.Width == 200 ? TwoLines.Lines : [TwoLines.Lines[0]], folder);

            PageScore score = measurement.Measure(number => pages[number], 2);

            Assert.AreEqual(new PageScore { Pages = 2, Lines = 4, RightLines = 3, Digits = 10, RightDigits = 8, Missed = 2 }, score);
            Assert.AreEqual("| test | 2 | 4 | 75.0 % | 10 | 80.0 % | 0 | 0 | 0 | 2 | 0 |", PageMeasurement.TableRow("test", score));
            CollectionAssert.AreEqual(new[] { "test-001: written 123/45, read 123" }, File.ReadAllLines(Path.Combine(folder, "failures.txt")));
            GrayImage kept = GrayImage.Load(Path.Combine(folder, "test-001.png"));
            Assert.AreEqual(128, kept[9, 70]);
            Assert.AreEqual(255, kept[13, 8]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Digits of 18 x 30 pixels, 2 apart, from column 10 on.</summary>
    private static PageLine Line(int y, string text) =>
        new([.. text.Select((label, i) => new PageDigit($"{label}", new PageBox(10 + 20 * i, y, 18, 30)))]);
}
