using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Synthesis;

[TestClass]
public sealed class NegativePagesTests
{
    [TestMethod]
    public void Create_SameNumber_SamePageWithoutDigits()
    {
        for (int number = 0; number < 8; number++)
        {
            Page first = NegativePages.Create(number), second = NegativePages.Create(number);
            Assert.IsTrue(first.Image.Pixels.SequenceEqual(second.Image.Pixels));
            Assert.IsEmpty(first.Lines);
        }
    }

    [TestMethod]
    public void Create_ScribblesAndLetters_HaveInk()
    {
        foreach (int number in new[] { 1, 2, 9, 10, 17, 18 })
        {
            Page page = NegativePages.Create(number);
            byte paper = page.Image.Pixels[0];
            Assert.IsGreaterThan(100, page.Image.Pixels.ToArray().Count(grey => Math.Abs(grey - paper) > 100), page.Name);
        }
    }

    [TestMethod]
    public void Alphabet_LeavesTheTwinsOfDigitsOut()
    {
        Assert.HasCount(52 - 15, Letters.Alphabet);
        Assert.AreEqual(0, Letters.Alphabet.Intersect("OoIliSsZzBbgqGD").Count());
        Assert.IsTrue(Letters.Alphabet.All(char.IsAsciiLetter));
    }
}
