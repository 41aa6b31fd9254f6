using System.Numerics;
using DigitML.Imaging.Ink;
using DigitML.Synthesis.Shapes;

namespace DigitML.Tests.Synthesis.Shapes;

[TestClass]
public sealed class InkCanvasTests
{
    [TestMethod]
    public void Line_Pen_IsAsWideAsItSays()
    {
        var canvas = new InkCanvas(40, 20);
        canvas.Line(new Vector2(10, 9.5f), new Vector2(30, 9.5f), pen: 6);
        GrayImage image = canvas.ToImage();

        Assert.AreEqual(6 * 255, Enumerable.Range(0, 20).Sum(y => image[20, y]), 2);
        Assert.AreEqual(0, image[3, 9]);
        Assert.AreEqual((7, 7, 27, 6), InkGeometry.Box(image, 0));
    }

    [TestMethod]
    public void Line_BeyondTheSheet_DrawsWhatIsOnIt()
    {
        var canvas = new InkCanvas(10, 10);
        canvas.Line(new Vector2(-50, 5), new Vector2(50, 5), pen: 2);
        canvas.Line(new Vector2(-5, -5), new Vector2(-9, -9), pen: 2);

        Assert.AreEqual((0, 4, 10, 3), InkGeometry.Box(canvas.ToImage(), 0));
    }

    [TestMethod]
    public void Curve_Points_GoesThroughThem()
    {
        Vector2[] points = [new(5, 30), new(15, 8), new(25, 30), new(33, 12)];
        var canvas = new InkCanvas(40, 40);
        canvas.Curve(points, pen: 3);
        GrayImage image = canvas.ToImage();

        foreach (Vector2 point in points) { Assert.AreEqual(255, image[(int)point.X, (int)point.Y]); }
        Assert.AreEqual(0, image[0, 0]);
    }

    [TestMethod]
    public void Paste_PartlyOutside_KeepsTheStrongerInk()
    {
        var canvas = new InkCanvas(4, 4);
        canvas.Set(0, 0, 1);
        canvas.Paste(new GrayImage(3, 3, [9, 9, 9, 9, 50, 60, 9, 70, 80]), -1, -1);
        GrayImage image = canvas.ToImage();

        Assert.AreEqual((255, 60, 70, 80, 0), (image[0, 0], image[1, 0], image[0, 1], image[1, 1], image[2, 2]));
    }
}
