namespace DigitML.Tests.Data;

/// <summary>Comparisons of data sets.</summary>
internal static class DatasetAssert
{
    /// <summary>Two sets have the same images, labels and class names in the same order.</summary>
    public static void AreEqual(ImageSet expected, ImageSet actual, string what = "")
    {
        Assert.AreEqual((expected.Count, expected.Height, expected.Width), (actual.Count, actual.Height, actual.Width), what);
        CollectionAssert.AreEqual(expected.LabelNames.ToArray(), actual.LabelNames.ToArray(), what);
        Assert.IsTrue(expected.Labels.SequenceEqual(actual.Labels), what);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.IsTrue(expected.Pixels(i).SequenceEqual(actual.Pixels(i)), $"{what}: image {i}");
        }
    }
}
