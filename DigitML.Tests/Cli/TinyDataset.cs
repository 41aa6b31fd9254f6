using DigitML.Tests.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Cli;

/// <summary>A folder of IDX files with a few hundred images of ten patterns that a network learns at once.</summary>
internal static class TinyDataset
{
    public const int TrainCount = 600;
    public const int TestCount = 100;

    /// <summary>Writes the folder beside the working folder.</summary>
    /// <param name="place">Where.</param>
    /// <param name="name">The folder's name.</param>
    /// <param name="withTest">Whether there are images to test with.</param>
    /// <param name="size">Rows and columns.</param>
    /// <returns>The folder's path.</returns>
    public static string Write(CommandFolder place, string name = "tiny", bool withTest = true, int size = 28)
    {
        WritePart(place, Path.Combine(name, "train"), SyntheticDigits.Make(TrainCount, seed: 1, size));
        if (withTest) { WritePart(place, Path.Combine(name, "t10k"), SyntheticDigits.Make(TestCount, seed: 2, size)); }
        return place.Input(name);
    }

    /// <summary>The pixels of all images, one after the other.</summary>
    public static byte[] Pixels(ImageSet images) =>
        [.. Enumerable.Range(0, images.Count).SelectMany(image => images.Pixels(image).ToArray())];

    private static void WritePart(CommandFolder place, string prefix, ImageSet images)
    {
        byte[] labels = [.. images.Labels.ToArray().Select(label => (byte)label)];
        uint[] sizes = [(uint)images.Count, (uint)images.Height, (uint)images.Width];
        place.Write($"{prefix}-images-idx3-ubyte", IdxBytes.Of(0x00000803, sizes, Pixels(images)));
        place.Write($"{prefix}-labels-idx1-ubyte", IdxBytes.Labels(labels));
    }
}
