using DigitML.Classification;
using DigitML.Imaging.Ink;
using DigitML.Synthesis;
using DigitML.Tests.Engine.Training;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Synthesis;

[TestClass]
public sealed class NonDigitsTests
{
    private static readonly ImageSet Digits = PenDigits.Make(200);

    public static IEnumerable<string> Kinds => Enum.GetNames<NonDigitKind>();

    [TestMethod]
    public void AddTo_Digits_KeepsThemAndAddsTwoClasses()
    {
        ImageSet all = NonDigits.AddTo(Digits, .5, seed: 1);

        Assert.AreEqual(300, all.Count);
        Assert.AreSequenceEqual([.. Digits.LabelNames, .. NonDigitLabels.All], all.LabelNames);
        Assert.AreEqual(35, all.CountsByClass[10]);
        Assert.AreEqual(65, all.CountsByClass[11]);
        for (int i = 0; i < Digits.Count; i++)
        {
            Assert.AreEqual(Digits.Label(i), all.Label(i));
            Assert.IsTrue(Digits.Pixels(i).SequenceEqual(all.Pixels(i)), $"Digit {i} changed.");
        }
    }

    [TestMethod]
    public void AddTo_NoShare_GivesTheDigitsWithTwoClassesMore()
    {
        ImageSet all = NonDigits.AddTo(Digits, 0, seed: 1);

        Assert.AreEqual(Digits.Count, all.Count);
        Assert.HasCount(12, all.LabelNames);
    }

    [TestMethod]
    public void AddTo_SameSeed_GivesTheSameShapesAndAnotherSeedOthers()
    {
        byte[] first = TailOf(NonDigits.AddTo(Digits, .4, seed: 3));

        Assert.IsTrue(first.SequenceEqual(TailOf(NonDigits.AddTo(Digits, .4, seed: 3))));
        Assert.IsFalse(first.SequenceEqual(TailOf(NonDigits.AddTo(Digits, .4, seed: 4))));
    }

    [TestMethod]
    public void AddTo_WrongInput_SaysWhatIsWanted()
    {
        StringAssert.Contains(Message(() => NonDigits.AddTo(Digits, 11, 1)), "is 11; it must be from 0 to 10.");
        StringAssert.Contains(Message(() => NonDigits.AddTo(Digits, double.NaN, 1)), "it must be from 0 to 10.");
        StringAssert.Contains(Message(() => NonDigits.AddTo(SyntheticDigits.Make(10, size: 14), .5, 1)), "images of 14x14 pixels");
        StringAssert.Contains(Message(() => NonDigits.AddTo(NonDigits.AddTo(Digits, .1, 1), .1, 1)), "have a class \"none\" already");
        StringAssert.Contains(Message(() => NonDigits.Make(Digits.Take(0), NonDigitKind.PartOfDigit, 1, 1)), "There are no digits");
        StringAssert.Contains(Message(() => NonDigits.Make(Digits, (NonDigitKind)99, 1, 1)), "is 99; it must be one of NonDigitKind.");
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Make_Shapes_HaveTheFormOfDigits(string kind)
    {
        ImageSet shapes = NonDigits.Make(Digits, Enum.Parse<NonDigitKind>(kind), 200, seed: 1);

        for (int i = 0; i < shapes.Count; i++)
        {
            var image = new GrayImage(28, 28, shapes.Pixels(i));
            (int X, int Y, int Width, int Height) box = InkGeometry.Box(image, 0);
            // Ink fainter than half a grey at the end of a stroke leaves the box a little smaller than what was fitted.
            Assert.IsInRange(17, 20, Math.Max(box.Width, box.Height), $"{kind} {i}: a box of {box}");
            (double x, double y) = InkGeometry.CenterOfMass(Array.ConvertAll(image.Pixels.ToArray(), value => (float)value), 28);
            bool free = box is { X: > 1, Y: > 1 } && box.X + box.Width < 27 && box.Y + box.Height < 27;
            if (free) { Assert.IsLessThan(1, Math.Max(Math.Abs(x - 14), Math.Abs(y - 14)), $"{kind} {i}: mass at {x}, {y}"); }
            Assert.AreEqual(255, image.Pixels.ToArray().Max());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Make_Shapes_Differ(string kind)
    {
        ImageSet shapes = NonDigits.Make(Digits, Enum.Parse<NonDigitKind>(kind), 100, seed: 1);

        Assert.IsGreaterThan(80, Enumerable.Range(0, 100).Select(i => Convert.ToHexString(shapes.Pixels(i))).Distinct().Count());
    }

    [TestMethod]
    public void Make_OnePieceOfALargerNumber_IsTheSameShape()
    {
        ImageSet few = NonDigits.Make(Digits, NonDigitKind.Letter, 3, seed: 9), many = NonDigits.Make(Digits, NonDigitKind.Letter, 60, seed: 9);

        for (int i = 0; i < 3; i++) { Assert.IsTrue(few.Pixels(i).SequenceEqual(many.Pixels(i))); }
    }

    private static byte[] TailOf(ImageSet images) =>
        [.. Enumerable.Range(Digits.Count, images.Count - Digits.Count).SelectMany(i => images.Pixels(i).ToArray())];

    private static string Message(Action action) => Assert.Throws<DigitMLException>(action).Message;
}
