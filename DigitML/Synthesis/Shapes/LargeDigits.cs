using DigitML.Engine.Numerics;
using DigitML.Imaging;
using DigitML.Imaging.Ink;

namespace DigitML.Synthesis.Shapes;

/// <summary>The digits of a set at the resolution of a scanned page: enlarged, with sharp edges, cut out to their ink.</summary>
/// <param name="digits">At least one image of 28 x 28 pixels, white on black, when one is drawn.</param>
internal sealed class LargeDigits(ImageSet digits)
{
    /// <summary>How many times larger a digit is than in its set, so that its strokes keep their edges when a part of it is enlarged.</summary>
    public const float Zoom = 3;

    /// <summary>How much steeper the edges become; interpolation alone leaves them grey over several pixels.</summary>
    private const float Steepness = 2.5f;

    /// <summary>Draws a digit by lot.</summary>
    /// <param name="random">Decides which.</param>
    /// <param name="zoom">How many times larger than in its set.</param>
    /// <returns>Its ink, as large as the ink is, and its label; an image without ink gives one empty pixel.</returns>
    public (GrayImage Ink, int Label) Draw(ref RandomStream random, float zoom)
    {
        int index = random.Next(digits.Count);
        return (Enlarge(new GrayImage(digits.Width, digits.Height, digits.Pixels(index)), zoom), digits.Label(index));
    }

    /// <summary>Enlarges white strokes on black and cuts them out.</summary>
    public static GrayImage Enlarge(GrayImage image, float zoom)
    {
        int width = (int)MathF.Round(image.Width * zoom), height = (int)MathF.Round(image.Height * zoom);
        float[] values = AreaResampler.Resize(image, (0, 0, image.Width, image.Height), width, height);
        byte[] pixels = Array.ConvertAll(values, value => (byte)Math.Clamp((value - 127.5f) * Steepness + 127.5f, 0, 255));
        return Crop(GrayImage.Wrap(width, height, pixels));
    }

    /// <summary>The smallest part of a picture that holds all its ink; one empty pixel if there is none.</summary>
    public static GrayImage Crop(GrayImage ink)
    {
        (int x, int y, int width, int height) = InkGeometry.Box(ink, 0);
        if (width == 0) { return GrayImage.Wrap(1, 1, new byte[1]); }
        byte[] pixels = new byte[width * height];
        for (int row = 0; row < height; row++)
        {
            ink.Pixels.Slice((y + row) * ink.Width + x, width).CopyTo(pixels.AsSpan(row * width));
        }
        return GrayImage.Wrap(width, height, pixels);
    }
}
