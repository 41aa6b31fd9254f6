using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>A part of a digit. Parts that look like a digit are left out: half of an eight is a three.</summary>
/// <param name="digits">The digits.</param>
/// <param name="likeness">What tells that a part looks like a digit.</param>
internal sealed class PartOfDigit(LargeDigits digits, DigitLikeness likeness) : NonDigitShape
{
    private const float SmallestPart = .25f;
    private const float LargestPart = .7f;

    /// <summary>Readers of lines cut from top to bottom mostly.</summary>
    private const float ShareOfColumns = .7f;

    /// <summary>A part may be refused so often before the last one is taken as it is, for digits that have no other parts.</summary>
    private const int MostTries = 12;

    /// <inheritdoc/>
    public override GrayImage Draw(ref RandomStream random)
    {
        GrayImage shape;
        int label, tries = 0;
        do
        {
            (GrayImage ink, label) = digits.Draw(ref random, LargeDigits.Zoom);
            shape = DigitNormalizer.FitInk(Cut(ink, ref random));
        }
        while (++tries < MostTries && likeness.MayBeDigit(shape, label));
        return shape;
    }

    /// <inheritdoc/>
    protected override GrayImage DrawInk(ref RandomStream random) => Cut(digits.Draw(ref random, LargeDigits.Zoom).Ink, ref random);

    private static GrayImage Cut(GrayImage ink, ref RandomStream random)
    {
        bool columns = random.NextSingle() < ShareOfColumns, first = random.Next(2) == 0;
        float part = random.Uniform(SmallestPart, LargestPart);
        return columns ? DigitCut.Columns(ink, first, part, ref random) : DigitCut.Rows(ink, first, part, ref random);
    }
}
