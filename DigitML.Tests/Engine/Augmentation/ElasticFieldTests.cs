using DigitML.Engine.Augmentation;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Augmentation;

[TestClass]
public sealed class ElasticFieldTests
{
    private const float Largest = 1.4f;

    [TestMethod]
    [DataRow(28, 28)]
    [DataRow(33, 20)]
    public void Draw_ManyFields_HaveTheMeanZeroAndTheDeviationAskedFor(int height, int width)
    {
        double sum = 0, squares = 0, most = 0, count = 0;
        for (ulong seed = 0; seed < 2000; seed++)
        {
            foreach (float value in Draw(height, width, seed, Largest / width).SelectMany(axis => axis))
            {
                sum += value;
                squares += value * value;
                most = Math.Max(most, Math.Abs(value));
                count++;
            }
        }

        // An amount between 0 and the largest, all being equally likely, squared, is a third of the largest squared.
        Assert.AreEqual(Largest / Math.Sqrt(3), Math.Sqrt(squares / count), .12 * Largest);
        Assert.AreEqual(0, sum / count, .02);
        Assert.IsInRange(1.5 * Largest, 3.47 * Largest, most);
    }

    [TestMethod]
    public void ReadRow_Neighbours_AreMovedAlike()
    {
        double steepest = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            foreach (float[] axis in Draw(28, 28, seed, .05f))
            {
                for (int i = 28; i < axis.Length; i++)
                {
                    if (i % 28 > 0) { steepest = Math.Max(steepest, Math.Abs(axis[i] - axis[i - 1])); }
                    steepest = Math.Max(steepest, Math.Abs(axis[i] - axis[i - 28]));
                }
            }
        }

        // The spline's slope is at most the difference of control numbers over their distance, 7 pixels.
        Assert.IsInRange(.3, 2 * 3.47 * .05 * 28 / 7, steepest);
    }

    [TestMethod]
    public void Draw_TheTwoAxes_AreNotTheSame()
    {
        float[][] field = Draw(28, 28, 1, .05f);

        CollectionAssert.AreNotEqual(field[0], field[1]);
        CollectionAssert.AreEqual(field[0], Draw(28, 28, 1, .05f)[0]);
        CollectionAssert.AreNotEqual(field[0], Draw(28, 28, 2, .05f)[0]);
    }

    [TestMethod]
    [DataRow(1, 1, 3f)]
    [DataRow(3, 5, 2f)]
    [DataRow(33, 20, 5.5f)]
    [DataRow(100, 70, .01f)]
    public void SmoothField_EqualControls_GiveAnEvenField(int height, int width, float spacing)
    {
        var field = new SmoothField(height, width, spacing);
        float[] controls = new float[field.ControlCount], spread = new float[field.SpreadLength], row = new float[ImageBuffer.RowLength(width)];
        Array.Fill(controls, 8);
        field.Spread(controls, spread);
        for (int y = 0; y < height; y++)
        {
            Array.Fill(row, float.NaN);
            field.ReadRow(spread, y, row);
            Assert.IsTrue(row[..width].All(value => Math.Abs(value - 8) < 1e-4));
        }
    }

    // A cubic B-spline repeats straight lines: controls that rise by 1 give a field that rises by 1 a spacing.
    [TestMethod]
    public void SmoothField_RisingControls_GiveAStraightSlope()
    {
        const int Height = 21, Width = 26;
        var field = new SmoothField(Height, Width, 5);
        int columns = (Width - 1) / 5 + 4;
        float[] controls = [.. Enumerable.Range(0, field.ControlCount).Select(i => i % columns - 1 + 100f * (i / columns - 1))];
        float[] spread = new float[field.SpreadLength], row = new float[ImageBuffer.RowLength(Width)];
        field.Spread(controls, spread);
        for (int y = 0; y < Height; y++)
        {
            field.ReadRow(spread, y, row);
            for (int x = 0; x < Width; x++) { Assert.AreEqual(x / 5f + 20f * y, row[x], 2e-3f, $"({x}, {y})"); }
        }
    }

    private static float[][] Draw(int height, int width, ulong seed, float elastic)
    {
        var field = new ElasticField(new AugmentationOptions { Elastic = elastic }, height, width);
        var random = new RandomStream(seed);
        float[] drawn = new float[field.Length], right = new float[ImageBuffer.RowLength(width)], down = new float[right.Length];
        field.Draw(drawn, ref random);
        float[][] axes = [new float[height * width], new float[height * width]];
        for (int y = 0; y < height; y++)
        {
            field.ReadRow(drawn, y, right, down);
            right.AsSpan(0, width).CopyTo(axes[0].AsSpan(y * width));
            down.AsSpan(0, width).CopyTo(axes[1].AsSpan(y * width));
        }
        return axes;
    }
}
