using DigitML.Data;

namespace DigitML;

/// <summary>Writes sets of images to files.</summary>
public static class ImageSetExtensions
{
    /// <summary>
    /// Writes the set to one file, told by its ending: .csv or .csv.gz, <c>label,pixel0,pixel1,...</c> (square images only), or .npz, the
    /// arrays x and y. <c>DigitDataset.Load</c> reads it again.
    /// </summary>
    /// <param name="images">The images with their labels.</param>
    /// <param name="path">The file, replaced only when all is written; missing folders are created.</param>
    /// <exception cref="DigitMLException">The ending is another one, or the form cannot hold the set.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(this ImageSet images, string path)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(path);
        DatasetWriter.Write(images, path, CancellationToken.None);
    }
}
