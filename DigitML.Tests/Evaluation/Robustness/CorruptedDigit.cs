using DigitML.Tests.Imaging;

namespace DigitML.Tests.Evaluation.Robustness;

/// <summary>White pictures on black to spoil, and what tests measure of them.</summary>
internal static class CorruptedDigit
{
    /// <summary>A seven of 28 x 28 pixels.</summary>
    public static GrayImage Seven { get; } = MakeSeven(28);

    /// <summary>A seven of a size.</summary>
    public static GrayImage MakeSeven(int size) => Drawing.Draw(size, size / 9.0, Drawing.Seven, paper: 0, ink: 255);

    /// <summary>A white square of 28 x 28 pixels with its corners at these places, the last ones included.</summary>
    public static GrayImage Square(int left, int top, int right, int bottom) =>
        Drawing.Paint(28, 28, (x, y) => x >= left && x <= right && y >= top && y <= bottom ? 255 : 0);

    /// <summary>A picture of one grey.</summary>
    public static GrayImage Plain(int gray, int size = 28) => Drawing.Paint(size, size, (_, _) => gray);

    /// <summary>A picture spoilt with seeds 1, 2, 3 and so on.</summary>
    public static GrayImage[] Spoil(GrayImage image, Corruption corruption, int times = 40) =>
        [.. Enumerable.Range(1, times).Select(seed => ImageCorruption.Apply(image, corruption, (ulong)seed))];

    /// <summary>The sum of all greys, 1 being white.</summary>
    public static double Mass(GrayImage image) => image.Pixels.ToArray().Sum(pixel => pixel / 255.0);

    /// <summary>The mean place of the greys, columns and rows from 0.</summary>
    public static (double X, double Y) Middle(GrayImage image)
    {
        double x = 0, y = 0;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            x += image.Pixels[i] / 255.0 * (i % image.Width);
            y += image.Pixels[i] / 255.0 * (i / image.Width);
        }

        return (x / Mass(image), y / Mass(image));
    }

    /// <summary>The pixels that are not black.</summary>
    public static IEnumerable<(int X, int Y)> Inked(GrayImage image) =>
        from y in Enumerable.Range(0, image.Height)
        from x in Enumerable.Range(0, image.Width)
        where image[x, y] > 0
        select (x, y);
}
