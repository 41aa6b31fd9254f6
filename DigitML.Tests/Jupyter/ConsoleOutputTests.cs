using DigitML.Jupyter.Output;
using DigitML.Tests.Data;
using DigitML.Tests.Plotting;

namespace DigitML.Tests.Jupyter;

[TestClass]
public sealed class ConsoleOutputTests
{
    [TestMethod]
    public void Display_Values_AreTextsAndCountedFiles()
    {
        using var folder = new TemporaryFolder();
        var text = new StringWriter();
        var output = new ConsoleOutput(folder["figures"], text);
        Figure figure = Figure.ClassCounts(ReportCase.Images);

        output.Display(ValueFormatter.Format(42), "a");
        output.Display(ValueFormatter.Format(figure), "b");
        output.Display(ValueFormatter.Format(new GrayImage(1, 1, [7])), "c");

        string[] files = [.. Directory.GetFiles(folder["figures"]).Order(StringComparer.Ordinal)];
        Assert.HasCount(2, files);
        Assert.EndsWith("-2.svg", files[0]);
        Assert.EndsWith("-3.png", files[1]);
        Assert.AreEqual(figure.ToSvg(), File.ReadAllText(files[0]));
        Assert.AreEqual(7, GrayImage.Load(files[1])[0, 0]);
        Assert.AreEqual(
            $"42\n{figure}\n({files[0]})\nGrayImage, 1x1\n({files[1]})\n", text.ToString().ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public void Update_OfAPicture_ReplacesItsFile()
    {
        using var folder = new TemporaryFolder();
        var output = new ConsoleOutput(folder["figures"], TextWriter.Null);
        Figure first = Figure.ClassCounts(ReportCase.Images), second = Figure.Samples(ReportCase.Images);

        output.Display(ValueFormatter.Format(first), "a");
        output.Update(ValueFormatter.Format(second), "a");

        Assert.AreEqual(second.ToSvg(), File.ReadAllText(Directory.GetFiles(folder["figures"]).Single()));
    }
}
