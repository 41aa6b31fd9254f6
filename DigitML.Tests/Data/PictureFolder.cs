using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Data;

/// <summary>Folders of images for tests.</summary>
internal static class PictureFolder
{
    /// <summary>Writes the images of a set as PNG files named by their place in the set, in folders named by their classes.</summary>
    /// <param name="folder">The folder that gets the class folders.</param>
    /// <param name="images">The images.</param>
    public static void Write(string folder, ImageSet images)
    {
        for (int i = 0; i < images.Count; i++)
        {
            string path = Path.Combine(folder, images.LabelNames[images.Label(i)], $"{i:D6}.png");
            new GrayImage(images.Width, images.Height, images.Pixels(i)).Save(path);
        }
    }

    /// <summary>A dark disc on light paper, of any size.</summary>
    public static GrayImage Disc(int width, int height)
    {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            double x = (i % width + 0.5) / width - 0.5, y = (i / width + 0.5) / height - 0.5;
            pixels[i] = (byte)(x * x + y * y < 0.09 ? 10 : 240);
        }

        return new GrayImage(width, height, pixels);
    }

    /// <summary>A picture of one grey with a dot, so that pictures can be told apart.</summary>
    public static GrayImage Plain(int size, byte ground, byte dot)
    {
        byte[] pixels = Enumerable.Repeat(ground, size * size).ToArray();
        pixels[size * size / 2 + size / 2] = dot;
        return new GrayImage(size, size, pixels);
    }

    /// <summary>Made-up images of ten classes, dark around the patterns.</summary>
    public static ImageSet Digits(int count, ulong seed = 1, int size = 28) => SyntheticDigits.Make(count, seed, size);
}
