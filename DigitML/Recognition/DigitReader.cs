using DigitML.Classification;
using DigitML.Recognition;
using DigitML.Recognition.Diagnostics;
using DigitML.Recognition.Ink;
using DigitML.Recognition.Lines;
using DigitML.Recognition.Segments;

namespace DigitML;

/// <summary>
/// Reads pages: any picture with one digit or lines of them, drawn, scanned or photographed. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// The way of a page: <see cref="InkFinder"/> parts paper and ink, <see cref="RuledLines"/> takes rules and boxes out,
/// <see cref="ShapeFinder"/> finds connected ink, <see cref="LineFinder"/> sorts it into lines, <see cref="LineSegmenter"/> decides what
/// makes up one digit, and the classifier reads each.
/// </remarks>
public sealed class DigitReader
{
    private readonly DigitClassifier _classifier;
    private readonly NonDigitClassifier _judge;

    /// <summary>Makes a reader of a classifier of single digits.</summary>
    /// <remarks>
    /// Where lines are crowded, or a page holds more than digits, a reader that knows what no digit looks like errs less:
    /// <see cref="Pretrained"/>, or one with a <paramref name="nonDigitClassifier"/>.
    /// </remarks>
    /// <param name="classifier">Reads what is found; takes images of 28x28 pixels.</param>
    /// <param name="nonDigitClassifier">A classifier with a class for non-digits. Default: none, the classifier's confidence decides.</param>
    /// <exception cref="DigitMLException">A model takes images of another size.</exception>
    public DigitReader(DigitClassifier classifier, DigitClassifier? nonDigitClassifier = null)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        RequireSize(classifier);
        RequireSize(nonDigitClassifier ?? classifier);
        (_classifier, _judge) = (classifier, new NonDigitClassifier(nonDigitClassifier ?? classifier, classifier.LabelNames));
    }

    /// <summary>The reader of a script whose models are built into the library.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the scripts.</exception>
    public static DigitReader Pretrained(NumeralSystem script) => new(DigitClassifier.Pretrained(script), BuiltInModels.Judge(script));

    /// <summary>The least confidence that a digit is read with, 0 to 1; default 0.5.</summary>
    public float MinimumConfidence { get; init; } = .5f;

    /// <summary>Reads a page.</summary>
    /// <param name="page">A picture of any size and either polarity.</param>
    /// <param name="diagnostics">Keeps what was made of the page on the way, to be looked at; null, the default, keeps nothing.</param>
    /// <returns>The digits in reading order; none for an empty page.</returns>
    public PageResult Read(GrayImage page, PageDiagnostics? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(page);
        diagnostics?.Start(page);
        return InkFinder.Find(page, diagnostics) is { } ink ? Read(ink, diagnostics) : new PageResult([], []);
    }

    private PageResult Read(InkMap ink, PageDiagnostics? stages)
    {
        stages?.Keep(ink);
        List<InkShape> shapes = ShapeFinder.Find(ink.Mask, ink.Width, ink.Height);
        if (ShapeSelector.IsPattern(ink, shapes))
        {
            return new PageResult([], [new RejectedShape(new PixelBox(0, 0, ink.Width, ink.Height), RejectionReason.NotADigit)]);
        }

        // Boxes first: taken for ruled lines, a row of them would lose its level sides and keep its upright ones.
        BoxFrames.Remove(ink.Mask, ink.Width, shapes);
        RuledLines.Remove(ink.Mask, ink.Width, ink.Height);
        var selector = new ShapeSelector(ink, ShapeFinder.Find(ink.Mask, ink.Width, ink.Height));
        List<TextLine> textLines = LineFinder.Find(selector.Marks);
        stages?.Keep(selector.Marks, textLines);
        LineSegmenter[] lines = PageBands.Each(textLines, line => new LineSegmenter(ink, line));
        _judge.Judge([.. lines.SelectMany(line => line.Whole)]);
        _judge.Judge([.. PageBands.Each(lines, line => line.FindCandidates()).SelectMany(candidates => candidates)]);
        stages?.KeepParts(lines.SelectMany(line => line.Atoms));
        var found = new List<(Candidate Candidate, int Line)>();
        List<RejectedShape> rejected = [.. selector.Others.Select(shape => new RejectedShape(shape.Box, RejectionReason.NotADigit))];
        int number = 0;
        foreach (LineSegmenter line in lines)
        {
            int before = found.Count;
            foreach ((Candidate candidate, bool isDigit) in line.Best(_judge.KnowsNonDigits))
            {
                if (isDigit) { found.Add((candidate, number)); }
                else { rejected.Add(new RejectedShape(candidate.Shape.Box, RejectionReason.NotADigit)); }
            }

            if (found.Count > before) { number++; }
        }

        PageResult reading = Classify(found, rejected);
        stages?.Keep(found, reading);
        return reading;
    }

    private PageResult Classify(List<(Candidate Candidate, int Line)> found, List<RejectedShape> rejected)
    {
        var digits = new List<RecognizedDigit>();
        if (found.Count > 0)
        {
            int classes = _classifier.LabelNames.Count;
            float[] probabilities = NonDigitClassifier.Probabilities(_classifier, [.. found.Select(item => item.Candidate.Picture)]);
            // A line whose digits are all too doubtful is no line of the result.
            int line = -1, source = -1;
            for (int i = 0; i < found.Count; i++)
            {
                float[] own = probabilities[(i * classes)..((i + 1) * classes)];
                var prediction = new Prediction(_judge.Second(own, found[i].Candidate), _classifier.LabelNames);
                PixelBox box = found[i].Candidate.Shape.Box;
                if (prediction.Confidence >= MinimumConfidence && !NonDigitLabels.All.Contains(prediction.Label))
                {
                    if (found[i].Line != source) { (line, source) = (line + 1, found[i].Line); }
                    digits.Add(new RecognizedDigit(prediction, box, line, found[i].Candidate.Picture));
                }
                else { rejected.Add(new RejectedShape(box, RejectionReason.Unsure)); }
            }
        }

        return new PageResult(digits, rejected);
    }

    private static void RequireSize(DigitClassifier classifier)
    {
        if (classifier.Network.InputShape.Height != DigitNormalizer.Size || classifier.Network.InputShape.Width != DigitNormalizer.Size)
        {
            throw new DigitMLException($"The model takes images of {classifier.Size} pixels; a reader's model takes "
                + $"{DigitNormalizer.Size}x{DigitNormalizer.Size}.");
        }
    }
}
