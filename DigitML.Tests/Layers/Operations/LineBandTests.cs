using DigitML.Kernels;
using DigitML.Layers.Operations;

namespace DigitML.Tests.Layers.Operations;

[TestClass]
public sealed class LineBandTests
{
    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Of_ValidPadding_HasNoBands(int rows) => Assert.IsEmpty(LineBand.Of(10 - rows + 1, 10, rows, stride: 1, border: 0));

    [TestMethod]
    public void Of_SamePaddingOfFive_LeavesOutTheRowsThatMeetZeros() => Assert.AreSequenceEqual(
        [new LineBand(0, 1, 2, 3), new(1, 1, 1, 4), new(2, 6, 0, 5), new(8, 1, 0, 4), new(9, 1, 0, 3)],
        LineBand.Of(lines: 10, height: 10, rows: 5, stride: 1, border: 2));

    [TestMethod]
    public void Of_SamePaddingOfStrideTwo_CountsInLinesOfTheInput() => Assert.AreSequenceEqual(
        [new LineBand(0, 1, 1, 4), new(1, 3, 0, 5), new(4, 1, 0, 3)],
        LineBand.Of(lines: 5, height: 10, rows: 5, stride: 2, border: 1));

    [TestMethod]
    public void Of_KernelLargerThanTheImage_LeavesOutRowsOnBothSides() => Assert.AreSequenceEqual(
        [new LineBand(0, 1, 3, 2), new(1, 1, 2, 2)],
        LineBand.Of(lines: 2, height: 2, rows: 6, stride: 1, border: 3));

    [TestMethod]
    public void Of_OneLine_HasNoBandsBecauseAllLinesAreAlike() => Assert.IsEmpty(LineBand.Of(lines: 1, height: 1, rows: 5, stride: 1, border: 2));

    [TestMethod]
    public void Of_AnySizes_CoversEachLineOnceWithTheRowsThatMeetTheImage()
    {
        int several = 0;
        foreach ((int lines, int height, int rows, int stride, int border) in Sizes())
        {
            LineBand[] bands = LineBand.Of(lines, height, rows, stride, border);
            several += bands.Length > 1 ? 1 : 0;
            string what = $"{lines} lines of {height}, {rows} rows, stride {stride}, border {border}";
            int next = 0;
            string[] different = [.. Enumerable.Range(0, lines).Select(line => string.Join(' ', Met(line))).Distinct()];
            Assert.AreEqual(different.Length == 1, bands.Length == 0, what);
            foreach (LineBand band in bands)
            {
                Assert.AreEqual(next, band.FirstLine, what);
                Assert.IsGreaterThan(0, band.Lines, what);
                next += band.Lines;
                for (int line = band.FirstLine; line < next; line++)
                {
                    Assert.AreSequenceEqual(Met(line), Enumerable.Range(band.FirstRow, band.Rows), $"{what}: line {line}");
                }
            }

            Assert.AreEqual(bands.Length == 0 ? 0 : lines, next, what);
            int[] Met(int line) =>
                [.. Enumerable.Range(0, rows).Where(row => line * stride - border + row >= 0 && line * stride - border + row < height)];
        }

        Assert.IsGreaterThan(100, several);
    }

    // Every convolution with same or valid padding, and its data gradient, up to a kernel of seven on an image of nine. A data gradient of
    // another stride than 1 is one of the output's gradient with zeros between its pixels, as many lines as the image and the padding above it.
    private static IEnumerable<(int Lines, int Height, int Rows, int Stride, int Border)> Sizes() =>
        from height in Enumerable.Range(1, 9)
        from rows in Enumerable.Range(1, 7)
        from stride in new[] { 1, 2, 3 }
        from same in new[] { true, false }
        where same || rows <= height
        let padding = same ? ConvolutionShape.SamePadding(height, height, rows, rows, stride) : Halo.None
        let shape = new ConvolutionShape(height, height, 1, 1, rows, rows, stride, padding)
        from size in new[]
        {
            (shape.OutputHeight, height, rows, stride, padding.Top),
            (height, stride == 1 ? shape.OutputHeight : height + padding.Top, rows, 1, rows - 1 - padding.Top),
        }
        select size;
}
