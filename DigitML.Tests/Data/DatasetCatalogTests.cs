namespace DigitML.Tests.Data;

[TestClass]
public sealed class DatasetCatalogTests
{
    [TestMethod]
    public void Entries_All_AreComplete()
    {
        CollectionAssert.AreEqual(
            new[] { "mnist", "kannada-mnist", "dig-mnist", "fashion-mnist" }, DatasetCatalog.Entries.Select(entry => entry.Name).ToArray());
        foreach (DatasetEntry entry in DatasetCatalog.Entries)
        {
            Assert.HasCount(10, entry.LabelNames.Distinct());
            Assert.IsTrue(entry.Files.All(file => file.Sha256.Length == 64 && file.Sha256.All(char.IsAsciiHexDigitLower)), entry.Name);
            Assert.IsTrue(entry.Mirrors.All(mirror => mirror.Scheme == "https" && mirror.AbsoluteUri.EndsWith('/')), entry.Name);
            Assert.IsFalse(string.IsNullOrWhiteSpace(entry.Description + entry.License + entry.Citation));
        }
        Assert.HasCount(14, DatasetCatalog.Entries.SelectMany(entry => entry.Files).Select(file => file.Sha256).Distinct());
    }

    [TestMethod]
    public void Entries_Kannada_HasKannadaDigits()
    {
        IReadOnlyList<string> names = DatasetCatalog.Find("dig-mnist")!.LabelNames;

        CollectionAssert.AreEqual(Enumerable.Range(0x0CE6, 10).Select(code => ((char)code).ToString()).ToArray(), names.ToArray());
    }

    [TestMethod]
    public void Find_Name_IgnoresCase()
    {
        Assert.AreEqual("mnist", DatasetCatalog.Find("MNIST")!.Name);
        Assert.IsNull(DatasetCatalog.Find("cifar"));
    }

    [TestMethod]
    public void FetchAndLocate_UnknownName_SuggestTheNearest()
    {
        StringAssert.Contains(Assert.ThrowsExactly<DigitMLException>(() => DatasetCatalog.Fetch("dig-mnits")).Message, "'dig-mnist'?");
        Assert.ThrowsExactly<DigitMLException>(() => DatasetCatalog.Locate("cifar"));
    }

    [TestMethod]
    [DataRow("", "", 0)]
    [DataRow("", "abc", 3)]
    [DataRow("abc", "", 3)]
    [DataRow("kitten", "sitting", 3)]
    [DataRow("mnits", "mnist", 2)]
    [DataRow("mnist", "mnist", 0)]
    public void EditDistance_Words_CountsTheChanges(string from, string to, int expected)
        => Assert.AreEqual(expected, Suggestion.Between(from, to));
}
