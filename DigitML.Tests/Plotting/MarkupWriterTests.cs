using System.Globalization;
using System.Xml.Linq;
using DigitML.Plotting;

namespace DigitML.Tests.Plotting;

[TestClass]
public sealed class MarkupWriterTests
{
    [TestMethod]
    [DataRow("a < b & \"c\" > 'd'")]
    [DataRow("ೞ೦೧ 😀")]
    [DataRow("</text><script>alert(1)</script>")]
    [DataRow("]]>")]
    [DataRow("line\nbreak\ttab")]
    public void Leaf_AnyText_IsReadBackTheSame(string text)
    {
        var page = new MarkupWriter();
        page.Leaf("text", text, ("class", text.Replace('\n', ' ').Replace('\t', ' ')));

        XElement element = XElement.Parse(page.ToString());

        Assert.AreEqual(text, element.Value);
        Assert.AreEqual(text.Replace('\n', ' ').Replace('\t', ' '), element.Attribute("class")!.Value);
        Assert.IsFalse(element.HasElements);
    }

    [TestMethod]
    [DataRow("\0")]
    [DataRow("\u001b")]
    [DataRow("\ud800")]
    [DataRow("\udc00\ud800")]
    [DataRow("\uffff")]
    [DataRow("\u0080")]
    public void Leaf_CharactersThatNoDocumentHolds_AreReplaced(string text)
    {
        var page = new MarkupWriter();
        page.Leaf("text", text);

        Assert.AreEqual(new string('\uFFFD', text.Length), XElement.Parse(page.ToString()).Value);
    }

    [TestMethod]
    public void Element_Attributes_AreWrittenWithoutTheUsersCultureAndNullNotAtAll()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            var page = new MarkupWriter();
            page.Empty("line", ("x", -1.256), ("y", 2), ("z", null), ("w", .5f));
            Assert.AreEqual("<line x=\"-1.26\" y=\"2\" w=\"0.5\"/>\n", page.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
