using DigitML.Engine.Kernels;
using DigitML.Engine.Layers.Operations;

namespace DigitML.Tests.Engine.Layers.Operations;

[TestClass]
public sealed class SharedScratchTests
{
    [TestMethod]
    public void Rent_PieceGivenBack_IsTakenAgain()
    {
        var scratch = new SharedScratch();
        AlignedBuffer first = scratch.Rent(100);
        scratch.Return(first);
        Assert.AreSame(first, scratch.Rent(70));
    }

    [TestMethod]
    public void Rent_PieceStillOut_IsNotTakenTwice()
    {
        var scratch = new SharedScratch();
        Assert.AreNotSame(scratch.Rent(100), scratch.Rent(100));
    }

    [TestMethod]
    public void Rent_LongerPieceAskedFor_IsLongEnough()
    {
        var scratch = new SharedScratch();
        AlignedBuffer early = scratch.Rent(10);
        scratch.Return(scratch.Rent(10));
        Assert.IsGreaterThanOrEqualTo(100, scratch.Rent(100).Length);
        scratch.Return(early);
        Assert.IsGreaterThanOrEqualTo(100, scratch.Rent(100).Length);
    }

    // Threads take pieces in another order each time; once all lengths and the most pieces at once are known, all that is needed is there.
    [TestMethod]
    public void Rent_AllLengthsSeenInAnotherOrder_MakesNoNewPiece()
    {
        var scratch = new SharedScratch();
        scratch.Return(scratch.Rent(1000));
        AlignedBuffer[] pieces = [scratch.Rent(10), scratch.Rent(500), scratch.Rent(1000)];
        foreach (AlignedBuffer piece in pieces) { scratch.Return(piece); }
        foreach (int[] order in new int[][] { [1000, 10, 500], [500, 1000, 10], [10, 10, 1000], [1000, 1000, 1000] })
        {
            AlignedBuffer[] again = [.. order.Select(scratch.Rent)];
            Assert.HasCount(3, pieces.Intersect(again).ToArray());
            foreach (AlignedBuffer piece in again) { scratch.Return(piece); }
        }
    }
}
