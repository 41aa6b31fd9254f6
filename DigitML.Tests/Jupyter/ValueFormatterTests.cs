using System.Text.Json.Nodes;
using DigitML.Jupyter;
using DigitML.Jupyter.Output;

namespace DigitML.Tests.Jupyter;

[TestClass]
public sealed class ValueFormatterTests
{
    [TestMethod]
    public void Format_OfSimpleValues_IsPlainText()
    {
        AssertOnlyText("null", null);
        AssertOnlyText("a \"text\"", "a \"text\"");
        AssertOnlyText("1.5", 1.5);
        AssertOnlyText("True", true);
        AssertOnlyText("[1, 2, 3]", new[] { 1, 2, 3 });
        AssertOnlyText("[\"a\", null]", new List<string?> { "a", null });
        AssertOnlyText("[]", Array.Empty<int>());
        AssertOnlyText("Point { X = 1, Y = 2.5 }", new Point(1, 2.5));
    }

    [TestMethod]
    public void Format_OfRecords_IsATableToo()
    {
        JsonObject data = ValueFormatter.Format(new[] { new Point(1, 1.0 / 3), new Point(2, 4) }).Data;
        Assert.AreEqual("<table><thead><tr><th scope=\"col\">X</th><th scope=\"col\">Y</th></tr></thead><tbody>" +
            "<tr><td>1</td><td>0.333333</td></tr><tr><td>2</td><td>4</td></tr></tbody></table>", Text(data, "text/html"));
    }

    [TestMethod]
    public void Format_OfADictionary_HasKeysAndValues()
    {
        JsonObject data = ValueFormatter.Format(new Dictionary<string, int> { ["<a>"] = 1 }).Data;
        Assert.Contains("<td>&lt;a&gt;</td><td>1</td>", Text(data, "text/html"));
    }

    [TestMethod]
    public void Format_OfAnEndlessSequence_Ends()
    {
        JsonObject data = ValueFormatter.Format(Endless()).Data;
        Assert.EndsWith(", 49, …]", Text(data, "text/plain"));
        static IEnumerable<int> Endless() { for (int i = 0; ; i++) { yield return i; } }
    }

    [TestMethod]
    public void Format_OfAnImage_IsAPngOfWholePixels()
    {
        JsonObject data = ValueFormatter.Format(new GrayImage(2, 1, [0, 255])).Data;
        GrayImage shown = GrayImage.Load(new MemoryStream(Convert.FromBase64String(Text(data, "image/png"))));
        Assert.AreEqual((112, 56), (shown.Width, shown.Height));
        Assert.AreEqual((0, 0, 255, 255), (shown[0, 0], shown[55, 55], shown[56, 0], shown[111, 55]));
    }

    [TestMethod]
    public void Format_OfATypeWithFaces_HasThemAll()
    {
        JsonObject data = ValueFormatter.Format(new Faces()).Data;
        Assert.AreEqual("plain", Text(data, "text/plain"));
        Assert.AreEqual("<svg/>", Text(data, "image/svg+xml"));
        Assert.AreEqual("<b/>", Text(data, "text/html"));
        Assert.AreEqual("**m**", Text(data, "text/markdown"));
        Assert.AreEqual(0, data["application/vnd.plotly.v1+json"]!["data"]!.AsArray().Count);
    }

    [TestMethod]
    public void Format_OfATypeThatThrows_ShowsWhatIsLeft()
    {
        JsonObject data = ValueFormatter.Format(new Broken()).Data;
        Assert.HasCount(1, data);
        Assert.Contains("InvalidOperationException: no text", Text(data, "text/plain"));
    }

    [TestMethod]
    public void Format_OfRichText_IsWhatItSays()
    {
        Assert.AreEqual("<i>x</i>", Text(ValueFormatter.Format(Notebook.Html("<i>x</i>")).Data, "text/html"));
        Assert.AreEqual("# x", Text(ValueFormatter.Format(Notebook.Markdown("# x")).Data, "text/markdown"));
    }

    private static void AssertOnlyText(string expected, object? value)
    {
        JsonObject data = ValueFormatter.Format(value).Data;
        Assert.HasCount(1, data);
        Assert.AreEqual(expected, Text(data, "text/plain"));
    }

    private static string Text(JsonObject data, string mime) => data[mime]!.GetValue<string>();

    private sealed record Point(int X, double Y);

    private sealed class Faces
    {
        public string ToSvg() => "<svg/>";

        public string ToHtml() => "<b/>";

        public string ToMarkdown() => "**m**";

        public string ToPlotlyJson() => "{\"data\":[]}";

        public override string ToString() => "plain";
    }

    private sealed class Broken
    {
        public string ToSvg() => throw new NotSupportedException("no drawing");

        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
