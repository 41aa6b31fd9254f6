using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Training;

/// <summary>Made-up images that a small network learns in a few epochs: class c is a bright bar at one of five heights or columns.</summary>
internal static class SyntheticDigits
{
    private const int Bands = 5;

    /// <summary>Square images of ten classes in turn: a bar, moved by up to a pixel, over a noisy ground.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="seed">Names the noise.</param>
    /// <param name="size">Rows and columns.</param>
    public static ImageSet Make(int count, ulong seed = 1, int size = 28)
    {
        var pixels = new byte[count * size * size];
        int[] labels = [.. Enumerable.Range(0, count).Select(image => image % 10)];
        for (int image = 0; image < count; image++)
        {
            var random = new RandomStream(seed, (ulong)image);
            Draw(pixels.AsSpan(image * size * size, size * size), size, labels[image], ref random);
        }

        return new ImageSet(pixels, labels, size, size, Names(10));
    }

    /// <summary>The names 0, 1, 2 and so on.</summary>
    public static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(label => $"{label}")];

    private static void Draw(Span<byte> pixels, int size, int label, ref RandomStream random)
    {
        int band = size / Bands, first = label % Bands * band + random.Next(3) - 1;
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int across = label < Bands ? row : column;
                bool inside = across >= first && across < first + band;
                pixels[row * size + column] = (byte)(random.Next(100) + (inside ? 120 : 0));
            }
        }
    }
}
