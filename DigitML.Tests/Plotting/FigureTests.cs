using System.Text.Json.Nodes;
using System.Xml.Linq;
using DigitML.Plotting;
using DigitML.Tests.Classification;
using DigitML.Tests.Data;

namespace DigitML.Tests.Plotting;

[TestClass]
public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestMethod]
    [DynamicData(nameof(FigureCase.Kinds), typeof(FigureCase))]
    public void ToSvg_AnyFigure_IsSelfContainedAndDescribed(string kind, Figure figure)
    {
        string text = figure.ToSvg();

        ReportCase.RequireSelfContained(text);
        XElement picture = XElement.Parse(text);
        Assert.AreEqual(Svg + "svg", picture.Name);
        Assert.AreEqual("img", picture.Attribute("role")!.Value, kind);
        Assert.AreEqual(figure.Title, picture.Element(Svg + "title")!.Value);
        Assert.AreEqual(figure.Description, picture.Element(Svg + "desc")!.Value);
        Assert.IsGreaterThan(10, figure.Description.Length);
        IEnumerable<XAttribute> places = picture.Descendants().Attributes().Where(a => a.Name.LocalName is "x" or "y" or "d" or "cx" or "width");
        Assert.DoesNotContain("NaN", string.Join(' ', places.Select(place => place.Value)));
        double width = double.Parse(picture.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.IsGreaterThanOrEqualTo(320, width);
    }

    [TestMethod]
    [DynamicData(nameof(FigureCase.Kinds), typeof(FigureCase))]
    public void ToPlotlyJson_AnyFigure_HasTracesOnAxesThatAreThere(string kind, Figure figure)
    {
        JsonNode document = JsonNode.Parse(figure.ToPlotlyJson())!;

        JsonObject layout = document["layout"]!.AsObject();
        Assert.AreEqual(figure.Title.Replace("<", "&lt;", StringComparison.Ordinal), layout["title"]!["text"]!.GetValue<string>(), kind);
        Assert.IsTrue(document["data"]!.AsArray().Count > 0 || kind == "empty page", kind);
        foreach (JsonNode? trace in document["data"]!.AsArray())
        {
            Assert.IsNotNull(layout[trace!["xaxis"]!.GetValue<string>().Replace("x", "xaxis", StringComparison.Ordinal)], kind);
            Assert.IsNotNull(layout[trace["yaxis"]!.GetValue<string>().Replace("y", "yaxis", StringComparison.Ordinal)], kind);
        }
    }

    [TestMethod]
    public void ConfusionMatrix_Faces_HoldTheSameCounts()
    {
        string[] names = ["a", "b"];
        float[] probabilities = [.9f, .1f, .2f, .8f, .3f, .7f, .4f, .6f];
        Figure figure = Figure.ConfusionMatrix(MulticlassMetrics.Compute([0, 0, 1, 1], probabilities, names));

        JsonNode trace = JsonNode.Parse(figure.ToPlotlyJson())!["data"]![0]!;
        Assert.AreEqual("""[["1","1"],["0","2"]]""", trace["text"]!.ToJsonString());
        Assert.AreEqual("""[[0.631,-1],[0,1]]""", trace["z"]!.ToJsonString());
        IEnumerable<string> titles = XElement.Parse(figure.ToSvg()).Descendants(Svg + "title").Select(title => title.Value);
        Assert.Contains("true a, read b: 1", titles);
        Assert.AreEqual("The most frequent errors: a read as b: 1.", figure.Description);
    }

    [TestMethod]
    public void TransferCurve_Axes_AreLabelledWithUnits()
    {
        Figure figure = Figure.TransferCurve(new FigureLine("latin", [(10, .9), (100, .95), (1000, .99)]));

        string[] words = [.. XElement.Parse(figure.ToSvg()).Descendants(Svg + "text").Select(text => text.Value)];
        Assert.Contains("images a class, logarithmic", words);
        Assert.Contains("accuracy (%)", words);
        JsonNode layout = JsonNode.Parse(figure.ToPlotlyJson())!["layout"]!;
        Assert.AreEqual("log", layout["xaxis"]!["type"]!.GetValue<string>());
        Assert.AreEqual("[1,3]", layout["xaxis"]!["range"]!.ToJsonString());
        Assert.Contains("100 images 95 %", figure.Description);
    }

    [TestMethod]
    public void Filters_OfAConvolution_AreOnePicture()
    {
        Figure figure = Figure.Filters(FigureCase.Convolution);

        Assert.AreEqual("The first convolution: 4 filters of 3 x 3 weights", figure.Title);
        string address = XElement.Parse(figure.ToSvg()).Descendants(Svg + "image").Single().Attribute("href")!.Value;
        GrayImage picture = GrayImage.Load(new MemoryStream(Convert.FromBase64String(address["data:image/png;base64,".Length..])));
        Assert.AreEqual((17, 5), (picture.Width, picture.Height));
    }

    [TestMethod]
    public void Filters_WithoutAConvolution_SaysSo()
    {
        DigitClassifier dense = DigitClassifierFactory.Make(new Network([new Flatten(), new Dense(10)], new TensorShape(6, 6, 1)));

        Assert.Contains("no convolution", Assert.ThrowsExactly<DigitMLException>(() => Figure.Filters(dense)).Message);
    }

    [TestMethod]
    public void TransferCurve_FourLines_SaysWhatIsWanted()
    {
        FigureLine[] lines = [.. Enumerable.Range(0, 4).Select(i => new FigureLine($"{i}", [(1, .5)]))];

        Assert.Contains("it must be from 1 to 3", Assert.ThrowsExactly<DigitMLException>(() => Figure.TransferCurve(lines)).Message);
    }

    [TestMethod]
    public void Save_Names_ChooseTheFace()
    {
        using var folder = new TemporaryFolder();
        Figure figure = Figure.ClassCounts(ReportCase.Images);

        figure.Save(folder["new", "figure.svg"]);
        figure.Save(folder["new", "figure.json"]);

        Assert.AreEqual(figure.ToSvg(), File.ReadAllText(folder["new", "figure.svg"]));
        Assert.AreEqual(figure.ToPlotlyJson(), File.ReadAllText(folder["new", "figure.json"]));
    }
}
