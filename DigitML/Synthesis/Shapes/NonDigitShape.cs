using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>Draws shapes of one kind that are no digits. Thread-safe.</summary>
internal abstract class NonDigitShape
{
    /// <summary>What draws each kind, in the order of <see cref="NonDigitKind"/>.</summary>
    /// <param name="digits">Digits of 28 x 28 pixels, for the kinds that are made of digits.</param>
    public static NonDigitShape[] All(ImageSet digits)
    {
        var large = new LargeDigits(digits);
        return
        [
            new SeveralDigits(large), new PartOfDigit(large, new DigitLikeness(digits)), new DigitAndPiece(large), new SingleStroke(),
            new Scribble(), new Letter(), new Texture(),
        ];
    }

    /// <summary>Draws a shape and brings it into MNIST's form, as a reader of pages does with what it cuts out.</summary>
    /// <param name="random">Decides everything about it.</param>
    public virtual GrayImage Draw(ref RandomStream random) => DigitNormalizer.FitInk(DrawInk(ref random));

    /// <summary>Draws the ink of a shape at the resolution of a scanned page: 0 is paper, 255 full ink.</summary>
    /// <param name="random">Decides everything about it.</param>
    protected abstract GrayImage DrawInk(ref RandomStream random);
}
