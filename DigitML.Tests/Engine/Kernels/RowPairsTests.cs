using DigitML.Engine.Kernels.Products;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class RowPairsTests
{
    private const int LineStride = 1000, PixelStride = 7, Start = 13;

    [TestMethod]
    [DataRow(1, 2)]
    [DataRow(1, 9)]
    [DataRow(3, 2)]
    [DataRow(4, 3)]
    [DataRow(5, 8)]
    [DataRow(31, 31)]
    public void Grid_LinesOfSeveralPixels_CoversEachLineByPairsOfItsOwn(int height, int width)
    {
        RowPairs pairs = RowPairs.Grid(height, width, LineStride, PixelStride, Start);
        int inLine = (width + 1) / 2;
        Assert.AreEqual(height * inLine, pairs.Count);
        Assert.AreEqual(PixelStride, (int)pairs.Step);
        for (int line = 0; line < height; line++)
        {
            int[] offsets = [.. Rows(pairs).Skip(line * 2 * inLine).Take(2 * inLine).Order().Distinct()];
            Assert.AreSequenceEqual(Enumerable.Range(0, width).Select(pixel => Start + line * LineStride + pixel * PixelStride), offsets);
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(7)]
    public void Grid_LinesOfOnePixel_PairsLines(int height)
    {
        RowPairs pairs = RowPairs.Grid(height, 1, LineStride, PixelStride, Start);
        Assert.AreEqual((height + 1) / 2, pairs.Count);
        Assert.AreEqual(LineStride, (int)pairs.Step);
        Assert.AreSequenceEqual(Enumerable.Range(0, height).Select(line => Start + line * LineStride), Rows(pairs).Order().Distinct());
    }

    [TestMethod]
    public void Grid_OnePixel_IsOnePairOfTheSameRow()
    {
        RowPairs pairs = RowPairs.Grid(1, 1, LineStride, PixelStride, Start);
        Assert.AreSequenceEqual([Start, Start], Rows(pairs));
    }

    // A product of fewer rows than there are takes the first pairs: none of them may reach behind those rows' next one.
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(129)]
    public void Even_AnyNumber_CoversTheRowsInOrder(int rows)
    {
        RowPairs pairs = RowPairs.Even(rows, PixelStride, Start);
        Assert.AreEqual((rows + 1) / 2, pairs.Count);
        Assert.AreSequenceEqual(Enumerable.Range(0, rows).Select(row => Start + row * PixelStride), Rows(pairs).Order().Distinct());
        for (int pair = 0; pair < rows / 2; pair++) { Assert.AreEqual(Start + 2 * pair * PixelStride, (int)pairs.Pointer[pair]); }
    }

    private static int[] Rows(RowPairs pairs) =>
        [.. Enumerable.Range(0, 2 * pairs.Count).Select(row => (int)(pairs.Pointer[row / 2] + row % 2 * pairs.Step))];
}
