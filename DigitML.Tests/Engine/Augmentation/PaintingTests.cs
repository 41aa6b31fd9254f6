using DigitML.Engine.Augmentation;

namespace DigitML.Tests.Engine.Augmentation;

/// <summary>Lines, erased rectangles and light.</summary>
[TestClass]
public sealed class PaintingTests
{
    [TestMethod]
    public void StraightLines_Draw_ThroughPixelCentresColoursThem()
    {
        AssertDrawn([0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 0, 0], (1, 1, 4, 1));
        AssertDrawn([0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0], (3, 2, 3, 0));
        AssertDrawn([9, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 9, 0, 0], (0, 0, 2, 2));
        AssertDrawn([0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 0], (-5, 7, 9, -7));
    }

    [TestMethod]
    public void StraightLines_Draw_BetweenPixelsSharesTheColour() =>
        AssertDrawn([0, 0, 0, 0, 0, 4.5f, 4.5f, 4.5f, 4.5f, 4.5f, 4.5f, 4.5f, 4.5f, 4.5f, 4.5f], (-1, 1.5f, 9, 1.5f));

    [TestMethod]
    public void StraightLines_Draw_OutsideOrWithoutLength_StaysInside()
    {
        AssertDrawn(new float[15], (-9, -9, -3, -5));
        AssertDrawn(new float[15], (0, 3.5f, 4, 12));
        AssertDrawn([0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0], (2, 1, 2, 1));
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 5)]
    [DataRow(33, 20)]
    public void StraightLines_Apply_DrawsInkAndPaper(int height, int width)
    {
        byte[] gray = [.. Enumerable.Repeat((byte)128, height * width)];
        var effect = new StraightLines(new AugmentationOptions { Lines = 3 }, height, width);

        float[] values = [.. Enumerable.Range(0, 200).SelectMany(seed => TestPictures.Apply(effect, gray, height, width, (ulong)seed))];

        Assert.IsInRange(0f, 40f, values.Min());
        Assert.IsInRange(200f, 255f, values.Max());
    }

    [TestMethod]
    [DataRow(28, 28, .4f, 11, 11)]
    [DataRow(33, 20, .5f, 16, 10)]
    [DataRow(3, 5, 1f, 3, 5)]
    [DataRow(1, 1, .1f, 1, 1)]
    public void RandomErasing_Apply_FillsARectangleUpToTheLargest(int height, int width, float largest, int mostRows, int mostColumns)
    {
        byte[] white = [.. Enumerable.Repeat((byte)255, height * width)];
        var effect = new RandomErasing(new AugmentationOptions { Erasing = largest }, height, width);
        var sizes = new List<(int Rows, int Columns)>();
        var places = new HashSet<int>();
        for (ulong seed = 0; seed < 2000; seed++)
        {
            float[] erased = TestPictures.Apply(effect, white, height, width, seed);

            int[] hit = [.. Enumerable.Range(0, erased.Length).Where(i => erased[i] < 255)];
            int columns = hit.Max(i => i % width) - hit.Min(i => i % width) + 1, rows = hit.Max(i => i / width) - hit.Min(i => i / width) + 1;
            Assert.HasCount(rows * columns, hit);
            Assert.HasCount(1, hit.Select(i => erased[i]).Distinct());
            sizes.Add((rows, columns));
            places.UnionWith(hit);
        }

        Assert.AreEqual((1, 1), (sizes.Min(size => size.Rows), sizes.Min(size => size.Columns)));
        Assert.AreEqual((mostRows, mostColumns), (sizes.Max(size => size.Rows), sizes.Max(size => size.Columns)));
        Assert.HasCount(height * width, places);
    }

    [TestMethod]
    public void Lighting_Apply_RaisesThePaperUpToTheLargestLevelAndKeepsWhiteInk()
    {
        var effect = new Lighting(new AugmentationOptions { Background = .6f }, 28, 28);
        byte[] halfWhite = [.. Enumerable.Range(0, 784).Select(i => i % 28 < 14 ? (byte)255 : (byte)0)];
        var backgrounds = new List<float[]>();
        for (ulong seed = 0; seed < 300; seed++)
        {
            float[] lit = TestPictures.Apply(effect, halfWhite, 28, 28, seed);

            Assert.IsTrue(Enumerable.Range(0, 784).Where(i => i % 28 < 14).All(i => Math.Abs(lit[i] - 255) < 1e-3));
            backgrounds.Add([.. Enumerable.Range(0, 784).Where(i => i % 28 >= 14).Select(i => lit[i])]);
        }

        Assert.IsInRange(.55f * 255, .6f * 255 + 1e-3f, backgrounds.Max(background => background.Max()));
        Assert.IsGreaterThanOrEqualTo(0, backgrounds.Min(background => background.Min()));
        // Some are even, some are not.
        Assert.IsLessThan(3, backgrounds.Min(background => background.Max() - background.Min()));
        Assert.IsGreaterThan(60, backgrounds.Max(background => background.Max() - background.Min()));
    }

    [TestMethod]
    public void Lighting_Apply_ChangesTheContrastEitherWay()
    {
        var effect = new Lighting(new AugmentationOptions { Contrast = .5f }, 33, 20);
        byte[] gray = [.. Enumerable.Repeat((byte)100, 33 * 20)];

        float[] levels =
        [
            .. Enumerable.Range(0, 300).Select(seed => TestPictures.Apply(effect, gray, 33, 20, (ulong)seed))
                .Select(lit => lit.Distinct().Single()),
        ];

        Assert.IsInRange(50f, 52f, levels.Min());
        Assert.IsInRange(148f, 150f, levels.Max());
    }

    [TestMethod]
    public void Lighting_Shine_MoreContrast_StopsAtWhite()
    {
        float[] picture = new float[32], background = new float[32];
        (picture[0], picture[1], picture[2]) = (200, 100, 0);
        Array.Fill(background, 51);

        Lighting.Shine(picture, background, 1.5f);

        TestPictures.AssertClose([255, 150 + 51 * (1 - 150 / 255f), 51], picture[..3], 1e-3f);
    }

    private static void AssertDrawn(float[] expected, (float FromX, float FromY, float ToX, float ToY) line)
    {
        var effect = new StraightLines(new AugmentationOptions { Lines = 1 }, 3, 5);

        float[] drawn = TestPictures.Change(
            new byte[15], 3, 5, 0, (picture, _) => effect.Draw(picture, line.FromX, line.FromY, line.ToX, line.ToY, 9));

        TestPictures.AssertClose(expected, drawn, 1e-4f);
    }
}
