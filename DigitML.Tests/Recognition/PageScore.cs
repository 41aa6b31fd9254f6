using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

/// <summary>How well pages were read. Scores add up.</summary>
internal readonly record struct PageScore
{
    /// <summary>Boxes that share this part of what they cover together are of the same digit.</summary>
    private const double SameDigit = .5;

    /// <summary>Pages that were read.</summary>
    public int Pages { get; init; }

    /// <summary>Lines on them.</summary>
    public int Lines { get; init; }

    /// <summary>Lines whose text was read exactly.</summary>
    public int RightLines { get; init; }

    /// <summary>Digits on them.</summary>
    public int Digits { get; init; }

    /// <summary>Digits found and named rightly.</summary>
    public int RightDigits { get; init; }

    /// <summary>Digits found and named wrongly.</summary>
    public int WrongLabels { get; init; }

    /// <summary>Digits that were taken for one with a neighbour.</summary>
    public int Merged { get; init; }

    /// <summary>Digits that were cut into pieces.</summary>
    public int Broken { get; init; }

    /// <summary>Digits that were not seen at all.</summary>
    public int Missed { get; init; }

    /// <summary>What was read where there is no digit.</summary>
    public int FalseDigits { get; init; }

    /// <summary>The part of the lines that was read exactly; 1 if there is none.</summary>
    public double LineAccuracy => Lines == 0 ? 1 : (double)RightLines / Lines;

    /// <summary>False digits on a page, in the mean.</summary>
    public double FalseDigitsPerPage => Pages == 0 ? 0 : (double)FalseDigits / Pages;

    /// <summary>Whether every line is right and nothing else was read.</summary>
    public bool IsPerfect => RightLines == Lines && FalseDigits == 0;

    public static PageScore operator +(PageScore first, PageScore second) => new()
    {
        Pages = first.Pages + second.Pages,
        Lines = first.Lines + second.Lines,
        RightLines = first.RightLines + second.RightLines,
        Digits = first.Digits + second.Digits,
        RightDigits = first.RightDigits + second.RightDigits,
        WrongLabels = first.WrongLabels + second.WrongLabels,
        Merged = first.Merged + second.Merged,
        Broken = first.Broken + second.Broken,
        Missed = first.Missed + second.Missed,
        FalseDigits = first.FalseDigits + second.FalseDigits,
    };

    /// <summary>Compares what was read with the truth.</summary>
    /// <param name="page">The page.</param>
    /// <param name="read">The lines that were read, in any order.</param>
    public static PageScore Of(Page page, IReadOnlyList<PageLine> read)
    {
        PageDigit[] truth = [.. page.Lines.SelectMany(line => line.Digits)], found = [.. read.SelectMany(line => line.Digits)];
        Dictionary<PageDigit, PageDigit> pairs = Pairs(truth, found);
        PageDigit[] lost = [.. truth.Where(digit => !pairs.ContainsKey(digit))];
        HashSet<PageDigit> taken = new(pairs.Values, ReferenceEqualityComparer.Instance);
        int merged = lost.Count(digit => found.Any(other => IsInside(digit, other)));
        int broken = lost.Count(digit => !found.Any(other => IsInside(digit, other)) && found.Any(other => IsInside(other, digit)));
        return new PageScore
        {
            Pages = 1,
            Lines = page.Lines.Count,
            RightLines = RightLinesOf(page.Lines, read),
            Digits = truth.Length,
            RightDigits = pairs.Count(pair => pair.Key.Label == pair.Value.Label),
            WrongLabels = pairs.Count(pair => pair.Key.Label != pair.Value.Label),
            Merged = merged,
            Broken = broken,
            Missed = lost.Length - merged - broken,
            FalseDigits = found.Count(digit => !taken.Contains(digit) && !truth.Any(other => IsInside(digit, other) || IsInside(other, digit))),
        };
    }

    /// <summary>Pairs true digits with read ones, those that share most first.</summary>
    private static Dictionary<PageDigit, PageDigit> Pairs(PageDigit[] truth, PageDigit[] found)
    {
        var pairs = new Dictionary<PageDigit, PageDigit>(ReferenceEqualityComparer.Instance);
        var taken = new HashSet<PageDigit>(ReferenceEqualityComparer.Instance);
        var candidates =
            from digit in truth
            from other in found
            let shared = (double)digit.Box.Shared(other.Box)
            let part = shared / (digit.Box.Area + other.Box.Area - shared)
            where part >= SameDigit
            orderby part descending
            select (digit, other);
        foreach ((PageDigit digit, PageDigit other) in candidates)
        {
            if (!pairs.ContainsKey(digit) && taken.Add(other)) { pairs.Add(digit, other); }
        }
        return pairs;
    }

    /// <summary>Counts the true lines that equal the read line which shares most with them; a read line counts for one true line.</summary>
    private static int RightLinesOf(IReadOnlyList<PageLine> truth, IReadOnlyList<PageLine> read)
    {
        var candidates =
            from line in truth.Index()
            from other in read.Index()
            let shared = SharedPixels(line.Item, other.Item)
            where shared > 0
            orderby shared descending
            select (Line: line.Index, Other: other.Index);
        int right = 0;
        HashSet<int> lines = [], others = [];
        foreach ((int line, int other) in candidates)
        {
            if (lines.Contains(line) || others.Contains(other)) { continue; }
            lines.Add(line);
            others.Add(other);
            right += truth[line].Text == read[other].Text ? 1 : 0;
        }
        return right;
    }

    // Digit by digit: the boxes of whole lines overlap their neighbours' on a tilted page.
    private static long SharedPixels(PageLine line, PageLine other) =>
        line.Box.Shared(other.Box) == 0 ? 0 : line.Digits.Sum(digit => other.Digits.Sum(read => digit.Box.Shared(read.Box)));

    /// <summary>Whether more than half of a digit's box lies in another's.</summary>
    private static bool IsInside(PageDigit digit, PageDigit other) => 2 * digit.Box.Shared(other.Box) > digit.Box.Area;
}
