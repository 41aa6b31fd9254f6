using DigitML.Engine.Data;

namespace DigitML.Tests.Engine.Data;

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

    [TestMethod]
    [DataRow(new[] { 1, 1, 10 }, new[] { 1, 0, 1 }, new[] { 0, 0, 2 }, DisplayName = "the last image of a class stays")]
    [DataRow(new[] { 2, 0, 3 }, new[] { 2, 0, 1 }, new[] { 1, 0, 2 }, DisplayName = "from who can give")]
    [DataRow(new[] { 1, 1 }, new[] { 1, 0 }, new[] { 1, 0 }, DisplayName = "nobody can give")]
    [DataRow(new[] { 2, 1 }, new[] { 2, 1 }, new[] { 2, 1 }, DisplayName = "everything is wanted")]
    [DataRow(new[] { 6000, 5000 }, new[] { 500, 417 }, new[] { 500, 417 }, DisplayName = "plenty")]
    public void LeaveOne_Quotas_LeaveEveryClassAnImage(int[] counts, int[] quotas, int[] expected)
        => CollectionAssert.AreEqual(expected, StratifiedSplit.LeaveOne(counts, quotas));

    [TestMethod]
    public void Indices_ManyClassesOfOneImage_AllStayInTraining()
    {
        int[] labels = [.. Enumerable.Range(0, 20), .. Enumerable.Repeat(20, 40)];
        int[] counts = [.. Enumerable.Repeat(1, 20), 40];

        (int[] training, int[] validation) = StratifiedSplit.Indices(labels, counts, 15, seed: 1);

        Assert.HasCount(15, validation);
        Assert.AreEqual(21, training.Select(index => labels[index]).Distinct().Count());
    }
}
