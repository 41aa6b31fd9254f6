namespace DigitML.Tests.Evaluation.Robustness;

/// <summary>Shear, scale, rotate and translate: where a small square goes.</summary>
[TestClass]
public sealed class GeometryTests
{
    private const double Center = 13.5;

    /// <summary>A square whose middle lies 6 pixels to the right of the picture's.</summary>
    private static readonly GrayImage Right = CorruptedDigit.Square(18, 12, 21, 15);

    /// <summary>A square whose middle lies 6 pixels below the picture's.</summary>
    private static readonly GrayImage Below = CorruptedDigit.Square(12, 18, 15, 21);

    [TestMethod]
    public void Rotate_TurnsByFourTenthsOfARadianEitherWay()
    {
        double[] angles = [.. CorruptedDigit.Spoil(Right, Corruption.Rotate).Select(CorruptedDigit.Middle)
            .Select(middle => Math.Atan2(middle.Y - Center, middle.X - Center))];
        foreach (double angle in angles) { Assert.AreEqual(.4, Math.Abs(angle), .02); }
        Assert.AreEqual(20, angles.Count(angle => angle > 0), 10);
        (double x, double y) = CorruptedDigit.Middle(ImageCorruption.Apply(Right, Corruption.Rotate, 1));
        Assert.AreEqual(6, Math.Sqrt(Math.Pow(x - Center, 2) + Math.Pow(y - Center, 2)), .1);
    }

    [TestMethod]
    public void Shear_MovesRowsByTheTangentAndCloserByTheCosine()
    {
        (double X, double Y)[] middles = [.. CorruptedDigit.Spoil(Below, Corruption.Shear).Select(CorruptedDigit.Middle)];
        foreach ((double x, double y) in middles)
        {
            Assert.AreEqual(6 / Math.Cos(.4), y - Center, .1);
            Assert.AreEqual(6 * Math.Tan(.4), Math.Abs(x - Center), .1);
        }

        Assert.AreEqual(20, middles.Count(middle => middle.X > Center), 10);
        (double right, double level) = CorruptedDigit.Middle(ImageCorruption.Apply(Right, Corruption.Shear, 1));
        Assert.AreEqual(Center + 6, right, .1);
        Assert.AreEqual(Center, level, .1);
    }

    [TestMethod]
    public void Scale_ShrinksToSeventyPercent()
    {
        GrayImage spoilt = ImageCorruption.Apply(Right, Corruption.Scale, 1);
        Assert.AreEqual(Center + 6 * .7, CorruptedDigit.Middle(spoilt).X, .2);
        Assert.AreEqual(Center, CorruptedDigit.Middle(spoilt).Y, .1);
        Assert.AreEqual(16 * .7 * .7, CorruptedDigit.Mass(spoilt), .6);
    }

    [TestMethod]
    public void Translate_MovesByThreePixelsAlongADiagonal()
    {
        var moves = new HashSet<(int, int)>();
        foreach (GrayImage spoilt in CorruptedDigit.Spoil(CorruptedDigit.Seven, Corruption.Translate))
        {
            (double x, double y) = CorruptedDigit.Middle(spoilt);
            (double fromX, double fromY) = CorruptedDigit.Middle(CorruptedDigit.Seven);
            var move = ((int)Math.Round(x - fromX), (int)Math.Round(y - fromY));
            moves.Add(move);
            foreach ((int column, int row) in CorruptedDigit.Inked(spoilt))
            {
                Assert.AreEqual(CorruptedDigit.Seven[column - move.Item1, row - move.Item2], spoilt[column, row]);
            }
        }

        CollectionAssert.AreEquivalent(new[] { (3, 3), (3, -3), (-3, 3), (-3, -3) }, moves.ToArray());
    }

    [TestMethod]
    public void Translate_LargerPicture_MovesInProportion()
    {
        GrayImage image = CorruptedDigit.MakeSeven(56);
        (double fromX, double fromY) = CorruptedDigit.Middle(image);
        (double x, double y) = CorruptedDigit.Middle(ImageCorruption.Apply(image, Corruption.Translate, 1));
        Assert.AreEqual(6, Math.Abs(x - fromX), 1e-6);
        Assert.AreEqual(6, Math.Abs(y - fromY), 1e-6);
    }

    [TestMethod]
    [DataRow(Corruption.Shear)]
    [DataRow(Corruption.Rotate)]
    [DataRow(Corruption.Scale)]
    [DataRow(Corruption.Translate)]
    public void Outside_IsBlack(Corruption corruption)
    {
        GrayImage spoilt = ImageCorruption.Apply(CorruptedDigit.Plain(255), corruption, 1);
        byte[] corners = [spoilt[0, 0], spoilt[27, 0], spoilt[0, 27], spoilt[27, 27]];
        Assert.Contains((byte)0, corners);
        Assert.AreEqual(255, spoilt[13, 13]);
    }
}
