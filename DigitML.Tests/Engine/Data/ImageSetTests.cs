using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Engine.Data;

[TestClass]
public sealed class ImageSetTests
{
    private static readonly string[] ThreeNames = ["zero", "one", "two"];

    [TestMethod]
    public void Constructor_OwnArrays_HoldsThem()
    {
        var set = new ImageSet(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new[] { 2, 0 }, 2, 2, ThreeNames);

        Assert.AreEqual(2, set.Count);
        Assert.AreEqual((2, 2), (set.Height, set.Width));
        CollectionAssert.AreEqual(new byte[] { 5, 6, 7, 8 }, set.Pixels(1).ToArray());
        Assert.AreEqual(0, set.Label(1));
        CollectionAssert.AreEqual(new[] { 2, 0 }, set.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0, 1 }, set.CountsByClass.ToArray());
        CollectionAssert.AreEqual(ThreeNames, set.LabelNames.ToArray());
    }

    [TestMethod]
    public void Constructor_ArraysWrittenAfterwards_SetStaysAsItWas()
    {
        byte[] pixels = [1];
        int[] labels = [0];
        string[] names = ["zero"];
        var set = new ImageSet(pixels, labels, 1, 1, names);

        (pixels[0], labels[0], names[0]) = (9, 9, "nine");

        Assert.AreEqual((byte)1, set.Pixels(0)[0]);
        Assert.AreEqual(0, set.Label(0));
        Assert.AreEqual("zero", set.LabelNames[0]);
    }

    [TestMethod]
    public void Constructor_CountsThatDoNotFit_NamesBoth()
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => new ImageSet(new byte[7], new int[2], 2, 2, ThreeNames));

        StringAssert.Contains(exception.Message, "8 pixels");
        StringAssert.Contains(exception.Message, "7 were given");
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(-1)]
    public void Constructor_LabelOutsideClasses_NamesImageAndLabel(int label)
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => new ImageSet(new byte[2], new[] { 0, label }, 1, 1, ThreeNames));

        StringAssert.Contains(exception.Message, $"Image 1 has label {label}");
        StringAssert.Contains(exception.Message, "0 to 2");
    }

    [TestMethod]
    public void Constructor_BadSizesOrNoNames_Throws()
    {
        Assert.ThrowsExactly<DigitMLException>(() => new ImageSet([], [0], 0, 1, ThreeNames));
        Assert.ThrowsExactly<DigitMLException>(() => new ImageSet([], [], 1, 1, []));
        Assert.ThrowsExactly<DigitMLException>(() => new ImageSet([], new int[65536], 65536, 65536, ThreeNames));
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(30)]
    public void Access_IndexOutside_Throws(int index)
    {
        ImageSet set = Numbered(30);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set.Pixels(index).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set.Label(index));
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set.Subset([0, index]));
        Assert.AreEqual("index", exception.ParamName);
    }

    [TestMethod]
    public void Subset_OfSubset_LeadsToTheRightImages()
    {
        ImageSet subset = Numbered(30).Subset([20, 10, 5, 10]).Subset([3, 0]);

        CollectionAssert.AreEqual(new[] { 10, 20 }, Numbers(subset));
        CollectionAssert.AreEqual(new[] { 1, 2 }, subset.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 1 }, subset.CountsByClass.ToArray());
    }

    [TestMethod]
    public void Take_Count_GivesTheFirst()
    {
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, Numbers(Numbered(30).Take(3)));
        Assert.AreEqual(0, Numbered(30).Take(0).Count);
        Assert.ThrowsExactly<DigitMLException>(() => Numbered(30).Take(31));
    }

    [TestMethod]
    public void Shuffle_Seed_DecidesTheOrder()
    {
        ImageSet set = Numbered(30);

        CollectionAssert.AreEqual(Numbers(set.Shuffle(7)), Numbers(set.Shuffle(7)));
        CollectionAssert.AreNotEqual(Numbers(set.Shuffle(7)), Numbers(set.Shuffle(8)));
        CollectionAssert.AreNotEqual(Numbers(set), Numbers(set.Shuffle(7)));
        CollectionAssert.AreEquivalent(Numbers(set), Numbers(set.Shuffle(7)));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(99)]
    [DataRow(100)]
    public void Split_AnyCount_SharesEveryImageOutOnce(int count)
    {
        ImageSet set = Numbered(100);

        (ImageSet training, ImageSet validation) = set.Split(count, 1);

        Assert.AreEqual(count, validation.Count);
        CollectionAssert.AreEqual(Numbers(set), Numbers(training).Concat(Numbers(validation)).Order().ToArray());
        for (int label = 0; label < 3; label++)
        {
            Assert.IsLessThan(1, Math.Abs(validation.CountsByClass[label] - count * set.CountsByClass[label] / 100.0));
        }
    }

    [TestMethod]
    public void TakePerClass_Count_TakesSoManyOfEachInOrder()
    {
        ImageSet set = SyntheticDigits.Make(60, size: 8), part = set.TakePerClass(2, seed: 1);

        CollectionAssert.AreEqual(Enumerable.Repeat(2, 10).ToArray(), part.CountsByClass.ToArray());
        int[] places = [.. Enumerable.Range(0, 20).Select(i => Enumerable.Range(0, 60).Single(j => set.Pixels(j).SequenceEqual(part.Pixels(i))))];
        CollectionAssert.AreEqual(places.Order().ToArray(), places);
        CollectionAssert.AreEqual(part.Labels.ToArray(), Array.ConvertAll(places, place => set.Label(place)));
    }

    [TestMethod]
    public void TakePerClass_Seed_DecidesTheImages()
    {
        ImageSet set = SyntheticDigits.Make(60, size: 8);
        byte[] Pixels(ImageSet part) => [.. Enumerable.Range(0, part.Count).SelectMany(i => part.Pixels(i).ToArray())];

        CollectionAssert.AreEqual(Pixels(set.TakePerClass(2, seed: 1)), Pixels(set.TakePerClass(2, seed: 1)));
        CollectionAssert.AreNotEqual(Pixels(set.TakePerClass(2, seed: 1)), Pixels(set.TakePerClass(2, seed: 2)));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    public void TakePerClass_NoneOrTooMany_NamesTheSmallestClass(int count)
    {
        var set = new ImageSet(new byte[5], new[] { 0, 1, 1, 0, 0 }, 1, 1, new[] { "no", "yes" });

        var error = Assert.ThrowsExactly<DigitMLException>(() => set.TakePerClass(count, seed: 1));

        Assert.AreEqual(
            $"Cannot take {count} images a class: class yes has 2; give a number from 1 to the smallest class's.", error.Message);
    }

    [TestMethod]
    public void Split_Seed_DecidesTheImages()
    {
        ImageSet set = Numbered(100);

        CollectionAssert.AreEqual(Numbers(set.Split(20, 5).Validation), Numbers(set.Split(20, 5).Validation));
        CollectionAssert.AreNotEqual(Numbers(set.Split(20, 5).Validation), Numbers(set.Split(20, 6).Validation));
    }

    [TestMethod]
    public void Split_Fraction_IsRoundedToImages()
    {
        Assert.AreEqual(8, Numbered(100).Split(1 / 12.0, 1).Validation.Count);
        Assert.AreEqual(100, Numbered(100).Split(1.0, 1).Validation.Count);
    }

    [TestMethod]
    public void Split_TooManyOrNoShare_Throws()
    {
        Assert.ThrowsExactly<DigitMLException>(() => Numbered(100).Split(101, 1));
        Assert.ThrowsExactly<DigitMLException>(() => Numbered(100).Split(-1, 1));
        Assert.ThrowsExactly<DigitMLException>(() => Numbered(100).Split(1.1, 1));
        Assert.ThrowsExactly<DigitMLException>(() => Numbered(100).Split(double.NaN, 1));
    }

    [TestMethod]
    public void Batches_SizeThatLeavesARest_CoversEveryIndexInOrder()
    {
        int[][] batches = Numbered(10).Batches(4).Select(batch => batch.ToArray()).ToArray();

        CollectionAssert.AreEqual(new[] { 4, 4, 2 }, batches.Select(batch => batch.Length).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), batches.SelectMany(batch => batch).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Numbered(10).Batches(0));
    }

    /// <summary>Image n of 1 x 1 has the pixel n; tens are the classes: 0-9 zero, 10-19 one, the rest two.</summary>
    private static ImageSet Numbered(int count)
        => new(Enumerable.Range(0, count).Select(n => (byte)n).ToArray(),
            Enumerable.Range(0, count).Select(n => Math.Min(n / 10, 2)).ToArray(), 1, 1, ThreeNames);

    private static int[] Numbers(ImageSet set) => Enumerable.Range(0, set.Count).Select(i => (int)set.Pixels(i)[0]).ToArray();
}
