using System.Xml.Linq;
using DigitML.Plotting;
using DigitML.Tests.Classification;
using DigitML.Tests.Data;

namespace DigitML.Tests.Plotting;

[TestClass]
public sealed class ErrorGridTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestMethod]
    public void FindWorst_Errors_AreOrderedByConfidenceWithThoseWithoutAnswerFirst()
    {
        var images = new ImageSet(new byte[6], [0, 0, 1, 1, 0, 1], 1, 1, ["a", "b"]);
        float[] probabilities = [.4f, .6f, .9f, .1f, .8f, .2f, .4f, .6f, float.NaN, .5f, .6f, .4f];

        IReadOnlyList<WrongPrediction> worst = WrongPrediction.FindWorst(images, probabilities, ["a", "b"], 9);

        CollectionAssert.AreEqual(new[] { 4, 2, 0, 5 }, worst.Select(error => error.Index).ToArray());
        Assert.AreEqual("Image 4: true a, read not at all (no answer)", worst[0].Description);
        Assert.AreEqual("Image 2: true b, read a (80.0 %)", worst[1].Description);
        Assert.HasCount(2, WrongPrediction.FindWorst(images, probabilities, ["a", "b"], 2));
    }

    [TestMethod]
    public void Write_Errors_MakesOneSvgWithATileEach()
    {
        using var folder = new TemporaryFolder();
        DigitClassifier classifier = DigitClassifierFactory.Make(DigitClassifierFactory.Plain);

        MulticlassMetrics measured = ErrorGrid.Write(folder["new", "errors.svg"], classifier, ReportCase.Images, count: 7);

        string text = File.ReadAllText(folder["new", "errors.svg"]);
        ReportCase.RequireSelfContained(text);
        XElement picture = XElement.Parse(text);
        Assert.AreEqual(Svg + "svg", picture.Name);
        Assert.HasCount(7, picture.Descendants(Svg + "image").ToArray());
        MulticlassMetrics metrics = classifier.Evaluate(ReportCase.Images);
        Assert.AreEqual(metrics.LogLoss, measured.LogLoss);
        Assert.AreEqual(
            $"The 7 worst of {60 - (int)Math.Round(metrics.MicroAccuracy * 60)} errors in 60 images", picture.Element(Svg + "title")!.Value);
    }

    [TestMethod]
    [DataRow(0, 0, "No error in 60 images")]
    [DataRow(1, 1, "1 error in 60 images")]
    [DataRow(2, 2, "2 errors in 60 images")]
    [DataRow(2, 1200, "The 2 worst of 1,200 errors in 60 images")]
    public void Title_Numbers_AreInWords(int shown, int errors, string expected) => Assert.AreEqual(expected, ErrorGrid.Title(shown, errors, 60));

    [TestMethod]
    public void Format_NoError_IsAPictureOfItsTitle()
    {
        XElement picture = XElement.Parse(ErrorGrid.Format([], 0, 60));

        Assert.IsEmpty(picture.Descendants(Svg + "image"));
        Assert.AreEqual("No error in 60 images", picture.Element(Svg + "text")!.Value);
    }

    [TestMethod]
    public void Format_LongNames_AreCutInTheTileAndWholeInItsTitle()
    {
        string name = string.Concat(Enumerable.Repeat("e\u0301", 20));
        var image = new GrayImage(1, 1, [1]);

        XElement picture = XElement.Parse(ErrorGrid.Format([new WrongPrediction(3, image, name, "b", .5f)], 1, 60));

        Assert.Contains($"true {name[..30]}…", picture.Descendants(Svg + "text").Select(text => text.Value));
        Assert.Contains(name, picture.Descendants(Svg + "g").Single().Element(Svg + "title")!.Value);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1001)]
    public void Write_CountOutOfRange_SaysWhatIsWanted(int count)
    {
        DigitClassifier classifier = DigitClassifierFactory.Make(DigitClassifierFactory.Plain);

        Assert.Contains("it must be from 1 to 1000", Assert.ThrowsExactly<DigitMLException>(
            () => ErrorGrid.Write("never.svg", classifier, ReportCase.Images, count)).Message);
    }

    [TestMethod]
    public void Write_OtherClasses_SaysWhich()
    {
        var images = new ImageSet(new byte[36], [0], 6, 6, ["a"]);
        DigitClassifier classifier = DigitClassifierFactory.Make(DigitClassifierFactory.Plain);

        Assert.Contains("not among the 10 of the model: 'a'", Assert.ThrowsExactly<DigitMLException>(
            () => ErrorGrid.Write("never.svg", classifier, images)).Message);
    }
}
