using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

/// <summary>The built-in reader on every set of pages; <c>measure-pages.sh</c> runs it with more of them.</summary>
[TestClass]
public sealed class PageReaderTests
{
    private const int DefaultPages = 10;

    /// <summary>The least part of right lines of the first pages of a set; nothing is asked of merged digits.</summary>
    private static readonly (string Set, double Least)[] Wanted =
        [("clean", .92), ("rough", .87), ("touching", .6), ("merged", 0), ("photo", .9)];

    private static readonly Lazy<DigitReader> Reader = new(() => DigitReader.Pretrained(NumeralSystem.Latin));

    public required TestContext TestContext { get; set; }

    private static int Pages => int.Parse(Environment.GetEnvironmentVariable("DIGITML_PAGES") ?? $"{DefaultPages}");

    private static string? Folder => Environment.GetEnvironmentVariable("DIGITML_PAGES_OUT");

    [TestMethod]
    public void Read_PagesOfDigits_ReadsMostLinesExactly()
    {
        var measurement = new PageMeasurement(Read, Folder);
        ImageSet digits = Digits();
        (string Set, double Least, PageScore Score)[] scores = [.. Wanted.Select(
            wanted => (wanted.Set, wanted.Least, measurement.Measure(PageSets.Generator(wanted.Set, digits).Create, Pages)))];

        Report(scores.Select(score => PageMeasurement.TableRow(score.Set, score.Score)));
        foreach ((string set, double least, PageScore score) in scores)
        {
            Assert.IsGreaterThanOrEqualTo(least, score.LineAccuracy, set);
        }
    }

    [TestMethod]
    public void Read_PagesWithoutDigits_ReadsNextToNothing()
    {
        var measurement = new PageMeasurement(Read, Folder);
        int kinds = NegativePages.Kinds.Count;
        PageScore[] scores = [.. Enumerable.Range(0, kinds).Select(
            kind => measurement.Measure(number => NegativePages.Create(number * kinds + kind), (Pages + kinds - 1) / kinds))];
        PageScore all = scores.Aggregate((sum, score) => sum + score);

        Report([PageMeasurement.TableRow("negative", all), .. scores.Select(
            (score, kind) => PageMeasurement.TableRow($"negative: {NegativePages.Kinds[kind]}", score))]);
        Assert.IsLessThanOrEqualTo(.2, all.FalseDigitsPerPage);
    }

    [TestMethod]
    public void Read_ScannedForm_ReadsItsTwelveHundredAndEightyDigits()
    {
        Page page = PageSets.Generator("clean", Digits()).CreateScan();
        if (Folder is not null) { page.Image.Save(Path.Combine(Folder, "scan.png")); }

        PageScore score = new PageMeasurement(Read, Folder).Measure(_ => page, 1);

        Report([PageMeasurement.TableRow("scan", score)]);
        Assert.IsGreaterThanOrEqualTo(.98 * score.Digits, score.RightDigits);
    }

    private static IReadOnlyList<PageLine> Read(GrayImage page) =>
    [
        .. Reader.Value.Read(page).GroupBy(digit => digit.Line).Select(line => new PageLine([.. line.Select(
            digit => new PageDigit(digit.Label, new PageBox(digit.Box.X, digit.Box.Y, digit.Box.Width, digit.Box.Height)))])),
    ];

    /// <summary>Test images for figures; validation images, when <c>DIGITML_PAGES_DIGITS=validation</c> says so, for tuning.</summary>
    private static ImageSet Digits()
    {
        try
        {
            var data = DigitDataset.Load("mnist", new DatasetOptions { Offline = true });
            return data.Part(Environment.GetEnvironmentVariable("DIGITML_PAGES_DIGITS") ?? "test");
        }
        catch (IOException exception)
        {
            throw new AssertInconclusiveException($"MNIST is not to hand, so there are no pages to read: {exception.Message}");
        }
    }

    private void Report(IEnumerable<string> rows)
    {
        string[] table = [.. rows];
        TestContext.WriteLine(string.Join('\n', [PageMeasurement.TableHead, .. table]));
        if (Folder is not null) { File.AppendAllLines(Path.Combine(Folder, "pages.md"), table); }
    }
}
