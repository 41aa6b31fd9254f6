using DigitML.Classification;
using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;
using DigitML.Synthesis.Shapes;

namespace DigitML.Synthesis;

/// <summary>
/// Shapes that are no digits, for networks that must tell whether what was cut out of a page is one whole digit: several digits at once, parts
/// of digits, letters, signs, scribbles and blots, in the form that <see cref="DigitNormalizer"/> gives digits.
/// </summary>
internal static class NonDigits
{
    // Of twenty shapes; what a reader of pages meets most and what is hardest to tell has most.
    private static readonly NonDigitKind[] Cycle =
    [
        NonDigitKind.SeveralDigits, NonDigitKind.PartOfDigit, NonDigitKind.DigitAndPiece, NonDigitKind.Letter, NonDigitKind.Scribble,
        NonDigitKind.SeveralDigits, NonDigitKind.PartOfDigit, NonDigitKind.DigitAndPiece, NonDigitKind.Letter, NonDigitKind.Stroke,
        NonDigitKind.SeveralDigits, NonDigitKind.PartOfDigit, NonDigitKind.DigitAndPiece, NonDigitKind.Scribble, NonDigitKind.Texture,
        NonDigitKind.SeveralDigits, NonDigitKind.PartOfDigit, NonDigitKind.PartOfDigit, NonDigitKind.Letter, NonDigitKind.DigitAndPiece,
    ];

    /// <summary>Adds shapes that are no digits to a set of digits, as two classes, <see cref="NonDigitLabels.All"/>, after the others.</summary>
    /// <param name="digits">Digits of 28 x 28 pixels in MNIST's form, of ten classes for instance; at least one unless the share is 0.</param>
    /// <param name="perDigit">
    /// How many shapes there will be for each digit, 0 to 10; 0.5 adds 500 to 1,000 digits. The kinds have fixed proportions: 20 % several
    /// digits, 25 % parts, 20 % digits with a piece, 15 % letters, 10 % scribbles, 5 % strokes, 5 % textures.
    /// </param>
    /// <param name="seed">Which shapes: the same digits and seed give the same ones, whatever the number of threads.</param>
    /// <returns>The digits in their order, then the shapes, kinds mixed.</returns>
    /// <exception cref="DigitMLException">The share is out of range, or the digits are no 28 x 28 pixels, absent or have such a class.</exception>
    public static ImageSet AddTo(ImageSet digits, double perDigit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(digits);
        Setting.Require(perDigit is >= 0 and <= 10, "The share of shapes that are no digits", perDigit, "from 0 to 10");
        if (digits.LabelNames.Intersect(NonDigitLabels.All).FirstOrDefault() is { } known)
        {
            throw new DigitMLException($"The digits have a class \"{known}\" already; add shapes to digits once only.");
        }
        int added = (int)Math.Round(perDigit * digits.Count);
        byte[] pixels = new byte[(digits.Count + added) * PixelsOfAnImage(digits)];
        for (int i = 0; i < digits.Count; i++) { digits.Pixels(i).CopyTo(pixels.AsSpan(i * PixelsOfAnImage(digits))); }
        Draw(digits, index => Cycle[index % Cycle.Length], pixels.AsMemory(digits.Count * PixelsOfAnImage(digits)), seed);
        int[] labels = [.. digits.Labels, .. Enumerable.Range(0, added).Select(index => ClassOf(Cycle[index % Cycle.Length], digits))];
        return ImageSet.Over(pixels, labels, digits.Height, digits.Width, [.. digits.LabelNames, .. NonDigitLabels.All]);
    }

    /// <summary>Makes shapes of one kind.</summary>
    /// <param name="digits">The digits that shapes are made of, as for <see cref="AddTo"/>; at least one.</param>
    /// <param name="kind">Which kind.</param>
    /// <param name="count">How many shapes, at least 1.</param>
    /// <param name="seed">Which shapes.</param>
    /// <returns>The shapes, with the class names that <see cref="AddTo"/> gives.</returns>
    /// <exception cref="DigitMLException">A value is out of range, or the digits are no 28 x 28 pixels or absent.</exception>
    public static ImageSet Make(ImageSet digits, NonDigitKind kind, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(digits);
        Setting.Require(Enum.IsDefined(kind), "The kind of shapes that are no digits", kind, "one of NonDigitKind");
        Setting.Require(count >= 1, "The number of shapes", count, "at least 1");
        byte[] pixels = new byte[count * PixelsOfAnImage(digits)];
        Draw(digits, _ => kind, pixels, seed);
        int[] labels = [.. Enumerable.Repeat(ClassOf(kind, digits), count)];
        return ImageSet.Over(pixels, labels, digits.Height, digits.Width, [.. digits.LabelNames, .. NonDigitLabels.All]);
    }

    /// <summary>Measures how a classifier tells digits from shapes that are none.</summary>
    /// <param name="classifier">Trained on what <see cref="AddTo"/> gives.</param>
    /// <param name="digits">The digits to measure with, and to make shapes of; at least one. None of those it was trained on.</param>
    /// <param name="count">How many shapes of each kind to make, at least 1; default 1000.</param>
    /// <param name="seed">Which shapes; default 1.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <exception cref="DigitMLException">There are no digits, or they and the classifier don't fit each other.</exception>
    public static NonDigitMetrics Measure(DigitClassifier classifier, ImageSet digits, int count = 1000, ulong seed = 1, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        MulticlassMetrics ofDigits = classifier.Evaluate(AddTo(digits, 0, seed), threads);
        double[] recognised = [.. Enum.GetValues<NonDigitKind>()
            .Select(kind => RejectedShare(classifier.Evaluate(Make(digits, kind, count, seed), threads), digits))];
        double rejected = RejectedShare(ofDigits, digits);
        return new NonDigitMetrics(ofDigits.MicroAccuracy, rejected, Array.AsReadOnly(recognised), digits.Count, count);
    }

    private static double RejectedShare(MulticlassMetrics metrics, ImageSet digits)
    {
        IReadOnlyList<IReadOnlyList<int>> counts = metrics.ConfusionMatrix.Counts;
        return (double)counts.Sum(row => row.Skip(digits.LabelNames.Count).Sum()) / counts.Sum(row => row.Sum());
    }

    private static int ClassOf(NonDigitKind kind, ImageSet digits) => digits.LabelNames.Count + (IsMiscut(kind) ? 1 : 0);

    private static bool IsMiscut(NonDigitKind kind) =>
        kind is NonDigitKind.SeveralDigits or NonDigitKind.PartOfDigit or NonDigitKind.DigitAndPiece;

    /// <summary>The size of an image, which must be that of MNIST's.</summary>
    private static int PixelsOfAnImage(ImageSet digits) => (digits.Height, digits.Width) == (DigitNormalizer.Size, DigitNormalizer.Size)
        ? DigitNormalizer.Size * DigitNormalizer.Size
        : throw new DigitMLException($"The digits are images of {digits.Height}x{digits.Width} pixels; "
            + "shapes that are no digits can be made of 28x28 only: normalise them.");

    private static void Draw(ImageSet digits, Func<int, NonDigitKind> kindOf, Memory<byte> pixels, ulong seed)
    {
        int size = PixelsOfAnImage(digits), count = pixels.Length / size;
        if (count == 0) { return; }
        if (digits.Count == 0) { throw new DigitMLException("There are no digits to make shapes of; give at least one."); }
        NonDigitShape[] shapes = NonDigitShape.All(digits);
        WorkerTeam.FromSetting(0).Run(count, index =>
        {
            NonDigitKind kind = kindOf(index);
            // A stream for each shape, so that what is drawn doesn't depend on who draws it.
            var random = new RandomStream(seed, (ulong)kind, (ulong)index);
            shapes[(int)kind].Draw(ref random).Pixels.CopyTo(pixels.Span[(index * size)..]);
        });
    }
}
