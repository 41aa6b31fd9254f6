using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

/// <summary>Reads pages, scores them and keeps those that were read wrongly.</summary>
/// <param name="reader">What reads; called from several threads.</param>
/// <param name="folder">Where wrongly read pages go as PNG, with a list of what was read; null keeps none.</param>
internal sealed class PageMeasurement(Func<GrayImage, IReadOnlyList<PageLine>> reader, string? folder = null)
{
    /// <summary>The head of the table.</summary>
    public const string TableHead = """
        | set | pages | lines | lines right | digits | right | wrong label | merged | cut | missed | false digits a page |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """;

    /// <summary>Scores pages.</summary>
    /// <param name="create">Makes the page of a number.</param>
    /// <param name="count">How many pages, from number 0.</param>
    public PageScore Measure(Func<int, Page> create, int count)
    {
        if (folder is not null) { Directory.CreateDirectory(folder); }
        var results = ParallelEnumerable.Range(0, count).AsOrdered().Select(number => Read(create(number))).ToArray();
        if (folder is not null)
        {
            File.AppendAllLines(Path.Combine(folder, "failures.txt"), results.Select(result => result.Failure).OfType<string>());
        }
        return results.Aggregate(default(PageScore), (sum, result) => sum + result.Score);
    }

    /// <summary>A row of the table.</summary>
    public static string TableRow(string set, PageScore score) =>
        $"| {set} | {score.Pages} | {score.Lines} | {Percent(score.RightLines, score.Lines)} | {score.Digits} | " +
        $"{Percent(score.RightDigits, score.Digits)} | {score.WrongLabels} | {score.Merged} | {score.Broken} | {score.Missed} | " +
        $"{score.FalseDigitsPerPage:0.###} |";

    private static string Percent(int part, int whole) => whole == 0 ? "" : $"{100.0 * part / whole:0.0} %";

    private (PageScore Score, string? Failure) Read(Page page)
    {
        IReadOnlyList<PageLine> read = reader(page.Image);
        var score = PageScore.Of(page, read);
        if (score.IsPerfect || folder is null) { return (score, null); }
        Framed(page, read).Save(Path.Combine(folder, page.Name + ".png"));
        return (score, $"{page.Name}: written {Text(page.Lines)}, read {Text(read)}");
    }

    private static string Text(IReadOnlyList<PageLine> lines) => lines.Count == 0 ? "nothing" : string.Join('/', lines.Select(line => line.Text));

    /// <summary>The page with grey frames round the true digits and dashed black and white ones round the read digits.</summary>
    private static GrayImage Framed(Page page, IReadOnlyList<PageLine> read)
    {
        byte[] pixels = page.Image.Pixels.ToArray();
        foreach (PageDigit digit in page.Lines.SelectMany(line => line.Digits)) { Frame(page.Image, pixels, digit.Box, 1, _ => 128); }
        foreach (PageDigit digit in read.SelectMany(line => line.Digits)) { Frame(page.Image, pixels, digit.Box, 2, step => step / 3 % 2 * 255); }
        return GrayImage.Wrap(page.Image.Width, page.Image.Height, pixels);
    }

    private static void Frame(GrayImage image, byte[] pixels, PageBox box, int distance, Func<int, int> grey)
    {
        var frame = PageBox.Between(box.X - distance, box.Y - distance, box.Right + distance, box.Bottom + distance);
        for (int x = frame.X; x < frame.Right; x++)
        {
            Set(x, frame.Y);
            Set(x, frame.Bottom - 1);
        }
        for (int y = frame.Y; y < frame.Bottom; y++)
        {
            Set(frame.X, y);
            Set(frame.Right - 1, y);
        }

        void Set(int x, int y)
        {
            if (x >= 0 && x < image.Width && y >= 0 && y < image.Height) { pixels[y * image.Width + x] = (byte)grey(x + y); }
        }
    }
}
