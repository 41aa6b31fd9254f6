namespace DigitML.Tests.Classification;

[TestClass]
public sealed class PredictionTests
{
    private static readonly string[] Names = ["zero", "one", "two", "three"];

    [TestMethod]
    public void Label_Probabilities_IsTheLikeliestClass()
    {
        var prediction = new Prediction([.125f, .25f, .5f, .125f], Names);

        Assert.AreEqual(("two", 2, .5f), (prediction.Label, prediction.LabelIndex, prediction.Confidence));
        Assert.AreSequenceEqual([.125f, .25f, .5f, .125f], prediction.Probabilities.ToArray());
    }

    [TestMethod]
    public void Label_Tie_IsTheFirstClass()
    {
        Assert.AreEqual("one", new Prediction([.125f, .375f, .125f, .375f], Names).Label);
        Assert.AreEqual("zero", new Prediction([.25f, .25f, .25f, .25f], Names).Label);
    }

    [TestMethod]
    public void Top_Count_IsTheLikeliestInOrderAndTiesByClass()
    {
        var prediction = new Prediction([.125f, .25f, .5f, .125f], Names);

        Assert.AreSequenceEqual([new RankedLabel("two", .5f), new RankedLabel("one", .25f)], prediction.Top(2));
        Assert.AreSequenceEqual(["two", "one", "zero", "three"], prediction.Top(4).Select(ranked => ranked.Label));
        Assert.AreEqual(prediction.Label, prediction.Top(1)[0].Label);
    }

    [TestMethod]
    public void Top_MoreThanThereAre_IsAll() => Assert.HasCount(4, new Prediction([.125f, .25f, .5f, .125f], Names).Top(99));

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    public void Top_LessThanOne_IsRefused(int count) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Prediction([.5f, .5f], Names).Top(count));

    [TestMethod]
    public void ToString_Prediction_IsLabelAndPercent() =>
        Assert.AreEqual("three (87.5 %)", new Prediction([.125f, 0, 0, .875f], Names).ToString());

    [TestMethod]
    public void FromLogits_LargeNumbers_StayFinite()
    {
        Prediction prediction = Prediction.FromLogits([1000, 0, 1000, -1000], Names);

        Assert.AreSequenceEqual([.5f, 0, .5f, 0], prediction.Probabilities.ToArray());
        Assert.AreEqual("zero", prediction.Label);
    }

    [TestMethod]
    public void FromLogits_DifferenceOfLogThree_IsThreeToOne()
    {
        Prediction prediction = Prediction.FromLogits([0, (float)Math.Log(3)], Names);

        Assert.AreEqual(.25f, prediction.Probabilities[0], 1e-6);
        Assert.AreEqual(.75f, prediction.Confidence, 1e-6);
    }
}
