using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>A whole digit and a piece of the digit beside it, as a cut at the wrong place leaves them.</summary>
/// <param name="digits">The digits.</param>
internal sealed class DigitAndPiece(LargeDigits digits) : NonDigitShape
{
    private const float SmallestPart = .2f;
    private const float LargestPart = .5f;
    private const float LargestOverlap = -.05f;
    private const float LargestGap = .15f;

    /// <summary>A piece has at least this part of the whole digit's ink; a digit with a speck is a digit still.</summary>
    private const double LeastInk = .08;

    /// <summary>How often a piece is cut anew because it has too little ink; a set of specks has no other.</summary>
    private const int MostTries = 12;

    /// <inheritdoc/>
    protected override GrayImage DrawInk(ref RandomStream random)
    {
        GrayImage whole = digits.Draw(ref random, LargeDigits.Zoom).Ink;
        bool pieceOnRight = random.Next(2) == 0;
        GrayImage piece;
        int tries = 0;
        do
        {
            GrayImage neighbour = digits.Draw(ref random, LargeDigits.Zoom * random.Uniform(.85f, 1.15f)).Ink;
            piece = DigitCut.Columns(neighbour, pieceOnRight, random.Uniform(SmallestPart, LargestPart), ref random);
        }
        while (++tries < MostTries && Ink(piece) < LeastInk * Ink(whole));
        float gap = random.Uniform(LargestOverlap, LargestGap), offset = random.Uniform(-LargestGap, LargestGap);
        return pieceOnRight ? SeveralDigits.Join(whole, piece, gap, offset) : SeveralDigits.Join(piece, whole, gap, offset);
    }

    private static long Ink(GrayImage image)
    {
        long sum = 0;
        foreach (byte value in image.Pixels) { sum += value; }
        return sum;
    }
}
