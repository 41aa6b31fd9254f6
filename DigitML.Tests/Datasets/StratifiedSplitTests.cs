using DigitML.Datasets;

namespace DigitML.Tests.Datasets;

[TestClass]
public sealed class StratifiedSplitTests
{
    [TestMethod]
    [DataRow(new[] { 10, 10, 10 }, 7, new[] { 3, 2, 2 }, DisplayName = "equal remainders go to the earlier class")]
    [DataRow(new[] { 50, 30, 20 }, 10, new[] { 5, 3, 2 }, DisplayName = "exact shares")]
    [DataRow(new[] { 53, 24, 23 }, 10, new[] { 5, 3, 2 }, DisplayName = "largest remainder")]
    [DataRow(new[] { 1, 0, 99 }, 100, new[] { 1, 0, 99 }, DisplayName = "everything")]
    [DataRow(new[] { 0, 0 }, 0, new[] { 0, 0 }, DisplayName = "nothing")]
    [DataRow(new[] { 1_000_000_000, 1_000_000_000 }, 1_500_000_000, new[] { 750_000_000, 750_000_000 }, DisplayName = "no overflow")]
    public void Quotas_Counts_AddUpInProportion(int[] counts, int total, int[] expected)
        => CollectionAssert.AreEqual(expected, StratifiedSplit.Quotas(counts, total));
}
