using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Synthesis;

[TestClass]
public sealed class CameraTests
{
    [TestMethod]
    [DataRow(0f, 0f)]
    [DataRow(400f, 300f)]
    [DataRow(17.5f, 280.25f)]
    public void ToPage_OfFromPage_IsTheSamePlace(float x, float y)
    {
        var camera = new Camera(400, 300, 10, -7, 2);

        (float seenX, float seenY) = camera.FromPage(x, y);
        (float backX, float backY) = camera.ToPage(seenX, seenY);

        Assert.AreEqual(x, backX, .01f);
        Assert.AreEqual(y, backY, .01f);
        Assert.IsGreaterThan(1, Math.Abs(seenX - x) + Math.Abs(seenY - y));
    }

    [TestMethod]
    public void FromPage_Middle_StaysThere() => Assert.AreEqual((200f, 150f), new Camera(400, 300, 10, 10, 2).FromPage(200, 150));

    [TestMethod]
    public void FromPage_LeaningBack_TopLooksNarrowerThanBottomOrTheOtherWayRound()
    {
        var camera = new Camera(400, 300, 10, 0, 0);

        float top = camera.FromPage(400, 0).X - camera.FromPage(0, 0).X, bottom = camera.FromPage(400, 300).X - camera.FromPage(0, 300).X;

        // 300 sin 10° nearer or farther of a distance of 750.
        Assert.AreEqual(1.07, Math.Max(top, bottom) / Math.Min(top, bottom), .01);
    }

    [TestMethod]
    public void Photograph_Straight_IsTheSheetItself()
    {
        var sheet = new InkSheet(4, 3);
        Assert.AreSame(sheet, new Camera(4, 3, 0, 0, 0).Photograph(sheet));
    }
}
