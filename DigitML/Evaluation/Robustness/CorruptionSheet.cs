using DigitML.Imaging;

namespace DigitML.Evaluation.Robustness;

/// <summary>Shows what the corruptions do: a picture with a row for each.</summary>
internal static class CorruptionSheet
{
    /// <summary>
    /// Takes the first image of each class and shows them as they are in the first row, then spoilt in each of the fifteen ways, in the order
    /// of <see cref="ImageCorruption.All"/>.
    /// </summary>
    /// <param name="images">At least one image, white on black.</param>
    /// <param name="seed">Decides what the corruptions draw; 1 by default.</param>
    /// <param name="scale">How many pixels wide and high every pixel becomes, 1 to 1000; default 2.</param>
    /// <exception cref="DigitMLException">The set is empty, or the sheet would exceed 64 million pixels.</exception>
    public static GrayImage Compose(ImageSet images, ulong seed = 1, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0) { throw new DigitMLException("There are no images to show corruptions on: give at least one."); }
        int[] firsts = [.. Enumerable.Range(0, images.Count).DistinctBy(images.Label).OrderBy(images.Label)];
        ImageSet shown = images.Subset(firsts);
        IEnumerable<ImageSet> rows = [shown, .. ImageCorruption.All.Select(corruption => ImageCorruption.Apply(shown, corruption, seed))];
        return ImageSheet.Compose([.. rows.SelectMany(Pictures)], firsts.Length, scale);
    }

    private static IEnumerable<GrayImage> Pictures(ImageSet images) =>
        Enumerable.Range(0, images.Count).Select(image => new GrayImage(images.Width, images.Height, images.Pixels(image)));
}
