using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DigitML;

/// <summary>What the pixels of a set tell at a glance: whether they are as dark as expected, and whether images come twice.</summary>
/// <param name="Mean">The mean of all pixels, 0 to 255; MNIST's training images have 33.3. NaN for an empty set.</param>
/// <param name="StandardDeviation">The standard deviation of all pixels, 0 to 127.5; MNIST's have 78.6. NaN for an empty set.</param>
/// <param name="DuplicateCount">How many images are equal, byte for byte, to an earlier one, whatever their labels.</param>
public sealed record ImageSetStatistics(double Mean, double StandardDeviation, int DuplicateCount)
{
    /// <summary>Measures a set.</summary>
    /// <param name="images">The images; may be none.</param>
    public static ImageSetStatistics Compute(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        long[] counts = new long[256];
        for (int i = 0; i < images.Count; i++)
        {
            foreach (byte value in images.Pixels(i))
            {
                counts[value]++;
            }
        }
        double all = counts.Sum();
        double mean = counts.Select((count, value) => (double)count * value).Sum() / all;
        double variance = counts.Select((count, value) => count * (value - mean) * (value - mean)).Sum() / all;
        return new(mean, Math.Sqrt(variance), images.Count - Contents(images).Distinct().Count());
    }

    /// <summary>How many images of a set are also, byte for byte, in another, such as test images among those to train on.</summary>
    /// <param name="images">The images that are counted.</param>
    /// <param name="others">The images that are looked in.</param>
    public static int CountShared(ImageSet images, ImageSet others)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(others);
        if ((images.Height, images.Width) != (others.Height, others.Width))
        {
            return 0;
        }
        HashSet<UInt128> known = [.. Contents(others)];
        return Contents(images).Count(known.Contains);
    }

    // The first half of a SHA-256 stands for an image: two different images never share it in practice.
    private static IEnumerable<UInt128> Contents(ImageSet images)
    {
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        for (int i = 0; i < images.Count; i++)
        {
            SHA256.HashData(images.Pixels(i), hash);
            yield return BinaryPrimitives.ReadUInt128BigEndian(hash);
        }
    }
}
