using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Training;

/// <summary>
/// Made-up images of any size and number of classes: every class has a pattern of its own, over noise, in 4x4 fields with a dark edge.
/// </summary>
internal static class OwnImages
{
    // With the edge.
    private const int Fields = 6;

    /// <summary>Images of the classes in turn.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="names">The classes.</param>
    /// <param name="seed">Names the noise, not the patterns.</param>
    public static ImageSet Make(int count, int height, int width, IReadOnlyList<string> names, ulong seed = 1) =>
        OfLabels([.. Enumerable.Range(0, count).Select(image => image % names.Count)], height, width, names, seed);

    /// <summary>Images with these labels.</summary>
    public static ImageSet OfLabels(int[] labels, int height, int width, IReadOnlyList<string> names, ulong seed = 1, int contrast = 120)
    {
        var pixels = new byte[labels.Length * height * width];
        for (int image = 0; image < labels.Length; image++)
        {
            var random = new RandomStream(seed, (ulong)image);
            for (int i = 0; i < height * width; i++)
            {
                int row = i / width * Fields / height, column = i % width * Fields / width;
                bool inside = row is > 0 and < Fields - 1 && column is > 0 and < Fields - 1;
                bool bright = inside && new RandomStream(77, (ulong)labels[image], (ulong)(row * Fields + column)).Next(2) == 0;
                pixels[image * height * width + i] = (byte)(random.Next(100) + (bright ? contrast : 0));
            }
        }

        return new ImageSet(pixels, labels, height, width, names);
    }

    /// <summary>The letters A, B, C and so on.</summary>
    public static string[] Letters(int count) => [.. Enumerable.Range(0, count).Select(letter => $"{(char)('A' + letter)}")];
}
