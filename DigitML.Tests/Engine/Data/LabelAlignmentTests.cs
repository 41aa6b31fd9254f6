using DigitML.Engine.Data;

namespace DigitML.Tests.Engine.Data;

/// <summary>Label names in another order, of another script, or of other classes.</summary>
[TestClass]
public sealed class LabelAlignmentTests
{
    private static readonly ImageSet Images = Make(["0", "1", "2"], 0, 1, 2, 1);

    [TestMethod]
    public void Align_SameNames_IsTheSameSet() => Assert.AreSame(Images, Align(Images, "0", "1", "2"));

    [TestMethod]
    public void Align_AnotherOrder_GoesByName()
    {
        ImageSet aligned = Align(Images, "2", "x", "1", "0");

        Assert.AreSequenceEqual([3, 2, 0, 2], aligned.Labels.ToArray());
        Assert.AreSequenceEqual(["2", "x", "1", "0"], aligned.LabelNames);
        Assert.AreSequenceEqual([1, 0, 2, 1], aligned.CountsByClass);
        Assert.AreSequenceEqual(Images.Pixels(2).ToArray(), aligned.Pixels(2).ToArray());
    }

    [TestMethod]
    public void Align_DigitsOfAnotherScript_GoesByNumber()
    {
        Assert.AreSequenceEqual([0, 1, 2, 1], Align(Images, "೦", "೧", "೨", "೩").Labels.ToArray());
        Assert.AreSequenceEqual([2, 1, 0, 1], Align(Images, "٢", "١", "٠").Labels.ToArray());
        Assert.AreSequenceEqual([0, 1, 2, 1], Align(Images, "00", "01", "02").Labels.ToArray());
    }

    [TestMethod]
    public void Align_ClassWithoutImages_MayBeUnknown() =>
        Assert.AreSequenceEqual([1, 0], Align(Make(["a", "b", "c"], 0, 2), "c", "a").Labels.ToArray());

    [TestMethod]
    public void Align_ClassesThatAreNotThere_ListsThem()
    {
        Assert.AreEqual(
            "The test set has 3 of 3 classes that are not among the 2 of the model: '0', '1', '2' (the model has 'a', 'b'); " +
            "take images of its classes, or rename them with ImageSet.RenameLabels.", Refuse(Images, "a", "b"));
        Assert.Contains("1 of 3 classes that are not among the 2 of the model: '2'", Refuse(Images, "0", "1"));
        Assert.Contains("and 2 more", Refuse(Images, "a", "b", "c", "d", "e", "f", "g"));
        // A mixture is not about numbers.
        Refuse(Images, "೦", "೧", "೨", "plus");
    }

    [TestMethod]
    [DataRow("7", "7")]
    [DataRow("೧೦", "10")]
    [DataRow("007", "7")]
    [DataRow("٠", "0")]
    [DataRow("", null)]
    [DataRow("a", null)]
    [DataRow("-1", null)]
    [DataRow("½", null)]
    [DataRow("一", null)]
    public void Number_Name_IsItsDigits(string name, string? number) => Assert.AreEqual(number, LabelAlignment.Number(name));

    [TestMethod]
    public void RenameLabels_Names_KeepTheLabels()
    {
        ImageSet renamed = Images.RenameLabels(["೦", "೧", "೨"]);

        Assert.AreSequenceEqual(["೦", "೧", "೨"], renamed.LabelNames);
        Assert.AreSequenceEqual(Images.Labels.ToArray(), renamed.Labels.ToArray());
        Assert.AreSequenceEqual(["0", "1", "2"], Images.LabelNames);
        Assert.AreEqual("There are 2 new label names for 3 classes; give one a class.",
            Assert.ThrowsExactly<DigitMLException>(() => Images.RenameLabels(["a", "b"])).Message);
        Assert.AreEqual("The label name 'a' is given twice; each class needs a name of its own.",
            Assert.ThrowsExactly<DigitMLException>(() => Images.RenameLabels(["a", "b", "a"])).Message);
    }

    [TestMethod]
    public void ReorderLabels_Names_FollowTheImages()
    {
        Assert.AreSequenceEqual([3, 1, 0, 1], Images.ReorderLabels(["2", "1", "more", "0"]).Labels.ToArray());
        Assert.AreEqual("The class '2' has images but is not among the 2 label names; add it.",
            Assert.ThrowsExactly<DigitMLException>(() => Images.ReorderLabels(["1", "0"])).Message);
    }

    private static ImageSet Align(ImageSet images, params string[] names) => LabelAlignment.Align(images, names, "test set", "model");

    private static string Refuse(ImageSet images, params string[] names) =>
        Assert.ThrowsExactly<DigitMLException>(() => Align(images, names)).Message;

    private static ImageSet Make(string[] names, params int[] labels) =>
        new([.. labels.Select((_, image) => (byte)image)], labels, 1, 1, names);
}
