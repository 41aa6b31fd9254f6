using DigitML.Augmentation;
using DigitML.Kernels;

namespace DigitML.Tests.Augmentation;

[TestClass]
public sealed class SourceLineTests
{
    [TestMethod]
    [DataRow(0f, 1f, 0, 5)]
    [DataRow(5f, -1f, 1, 6)]
    [DataRow(-2f, 1f, 2, 7)]
    [DataRow(5f, 0f, 0, 0)]
    [DataRow(4.99f, 0f, 0, 9)]
    [DataRow(-0.01f, 0f, 0, 0)]
    public void Within_PlacesAtTheLimits_ExcludesTheUpperOne(float startX, float stepX, int start, int end)
    {
        (int Start, int End) run = new SourceLine(startX, stepX, 0, 0).Within(5, 3, 9);

        Assert.AreEqual(end - start, run.End - run.Start);
        Assert.IsTrue(start == end || start == run.Start);
        Assert.AreEqual(run, new SourceLine(0, 0, startX, stepX).Within(3, 5, 9));
    }

    [TestMethod]
    public void Within_RandomLines_FindsEveryPixelInside()
    {
        var random = new RandomStream(6);
        for (int i = 0; i < 5000; i++)
        {
            // Whole starts and coarse steps, so that many places fall right on a limit.
            var line = new SourceLine(random.Next(41) - 5, (random.Next(33) - 16) / 8f, random.Next(41) - 5, (random.Next(33) - 16) / 8f);

            (int start, int end) = line.Within(29, 25, 28);

            for (int pixel = 0; pixel < 28; pixel++)
            {
                bool inside = line.X(pixel) >= 0 && line.X(pixel) < 29 && line.Y(pixel) >= 0 && line.Y(pixel) < 25;
                Assert.AreEqual(inside, pixel >= start && pixel < end, $"{line} at {pixel}");
            }
        }
    }
}
