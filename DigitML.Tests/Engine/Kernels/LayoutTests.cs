using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class LayoutTests
{
    [TestMethod]
    [DataRow(28, 3, 1, 1, 1)]
    [DataRow(28, 5, 1, 2, 2)]
    [DataRow(28, 2, 1, 0, 1)]
    [DataRow(28, 3, 2, 0, 1)]
    [DataRow(27, 3, 2, 1, 1)]
    [DataRow(7, 1, 3, 0, 0)]
    [DataRow(1, 3, 1, 1, 1)]
    [DataRow(1, 4, 5, 1, 2)]
    public void SamePadding_Sizes_AreThoseOfTensorFlow(int size, int kernel, int stride, int before, int after)
    {
        Assert.AreEqual(new Halo(before, before, after, after), ConvolutionShape.SamePadding(size, size, kernel, kernel, stride));
        var shape = new ConvolutionShape(size, size, 1, 1, kernel, kernel, stride, new Halo(before, before, after, after));
        Assert.AreEqual((size + stride - 1) / stride, shape.OutputHeight);
    }

    [TestMethod]
    public void SamePadding_RowsAndColumns_AreIndependent() =>
        Assert.AreEqual(new Halo(2, 0, 2, 1), ConvolutionShape.SamePadding(9, 8, 5, 2, 1));

    [TestMethod]
    public void SampleStride_Samples_StartOnCacheLinesButNotAllOnTheSameOnes()
    {
        Layout[] layouts = [new(28, 28, 1, new Halo(1, 1, 1, 1)), new(1, 1, 9216, Halo.None), new(8, 8, 16, Halo.None)];
        foreach (Layout layout in layouts)
        {
            Assert.AreEqual(0, layout.SampleStride % 16);
            Assert.AreNotEqual(0, layout.SampleStride % 1024);
            Assert.IsGreaterThanOrEqualTo((layout.Height + layout.Halo.Top + layout.Halo.Bottom) * layout.RowStride, layout.SampleStride);
        }
    }

    [TestMethod]
    public void Origin_Halo_ComesBeforeTheFirstPixel()
    {
        var layout = new Layout(4, 5, 3, new Halo(2, 1, 0, 4));
        Assert.AreEqual((5 + 1 + 4) * 3, layout.RowStride);
        Assert.AreEqual(2 * 30 + 3, layout.Origin);
        Assert.AreEqual(15, layout.RowLength);
    }

    [TestMethod]
    public void AlignedBuffer_AnyLength_IsAlignedAndZero()
    {
        for (int length = 0; length < 40; length++)
        {
            var buffer = new AlignedBuffer(length);
            Assert.AreEqual(0ul, (ulong)buffer.Pointer % 64);
            Assert.HasCount(length, buffer.Span.ToArray());
            Assert.AreEqual(-1, new Span<float>(buffer.Pointer, length + AlignedBuffer.Slack).IndexOfAnyExcept(0));
            GC.KeepAlive(buffer);
        }
    }

    [TestMethod]
    public void OffsetTable_Grid_GoesRowByRow()
    {
        OffsetTable table = OffsetTable.Grid(2, 3, 10, 4, 100);
        nint[] offsets = new ReadOnlySpan<nint>(table.Pointer, table.Count).ToArray();
        GC.KeepAlive(table);
        Assert.AreSequenceEqual(new nint[] { 100, 104, 108, 110, 114, 118 }, offsets);
    }
}
