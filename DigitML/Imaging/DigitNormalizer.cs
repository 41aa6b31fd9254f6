using DigitML.Imaging;
using DigitML.Imaging.Ink;

namespace DigitML;

/// <summary>
/// Brings the picture of one digit into the form of MNIST: 28 x 28 pixels or another size in the same proportions, white on black, fitted and
/// centred.
/// </summary>
/// <remarks>
/// The recipe of the data set's authors (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"): the ink is scaled to fit
/// 20 x 20 pixels with its proportions kept, which leaves grey edges, and placed with its centre of mass in the middle of 28 x 28.
/// </remarks>
public static class DigitNormalizer
{
    /// <summary>Width and height of a normalised picture, in pixels.</summary>
    public const int Size = 28;

    private const int MostSize = 4096;

    /// <summary>The longer side of the ink.</summary>
    private const int InkSize = 20;

    /// <summary>The column and row that the centre of mass is placed nearest to; MNIST's lie within half a pixel of it.</summary>
    private const double Center = Size / 2.0;

    /// <summary>The part of all pixels with ink that is at most as strong as white; MNIST's strokes reach 250 in 38 % of them.</summary>
    private const double WhiteQuantile = 0.7;

    /// <summary>MNIST's faintest picture has 138 at that quantile.</summary>
    private const float LeastWhite = 130;

    /// <summary>Every picture of MNIST has a pixel of 254 or more.</summary>
    private const byte LeastMaximum = 230;

    /// <summary>The grey at which a stroke's edge no longer counts for its size.</summary>
    private const byte FaintGray = 25;

    /// <summary>Normalises the picture of one digit, dark on light or light on dark, of any size.</summary>
    /// <param name="image">
    /// A drawing, scan or photo; the digit is all the ink in it. What already looks like MNIST stays byte for byte.
    /// </param>
    /// <returns>28 x 28 pixels, 0 where there is paper to 255 in the middle of a stroke; all 0 if there is no ink.</returns>
    public static GrayImage Normalize(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (IsNormalized(image))
        {
            return image;
        }
        if (image.Width == Size && image.Height == Size && Invert(image) is var inverted && IsNormalized(inverted))
        {
            return inverted;
        }
        return Draw(image, Size, Size);
    }

    /// <summary>Brings ink that is separated from its paper already into MNIST's form.</summary>
    /// <param name="ink">Of any size, 0 where there is paper to 255 in the middle of a stroke.</param>
    /// <returns>28 x 28 pixels: the ink fitted and centred; all 0 if there is none.</returns>
    internal static GrayImage FitInk(GrayImage ink) => FitInk(ink, Size, Size);

    /// <summary>Normalises the picture of one digit to another size, for models of images of that size.</summary>
    /// <remarks>
    /// The ink fits into 20/28 of height and width, its proportions kept. Unlike 28 x 28, where MNIST says what an image looks like, a
    /// picture that has another size already is taken as it is, only turned white on black where most of its border is light: images of
    /// that size come from the set that the model was trained on, whatever their form.
    /// </remarks>
    /// <param name="image">A drawing, scan or photo; the digit is all the ink in it.</param>
    /// <param name="height">Rows of the result, 1 to 4096.</param>
    /// <param name="width">Columns of the result, 1 to 4096.</param>
    /// <returns>Width x height pixels, 0 where there is paper to 255 in the middle of a stroke; all 0 if there is no ink.</returns>
    /// <exception cref="DigitMLException">A size is out of range.</exception>
    public static GrayImage Normalize(GrayImage image, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        Setting.Require(height is >= 1 and <= MostSize, "The height", height, $"from 1 to {MostSize}");
        Setting.Require(width is >= 1 and <= MostSize, "The width", width, $"from 1 to {MostSize}");
        if (height == Size && width == Size) { return Normalize(image); }
        if (image.Height != height || image.Width != width) { return Draw(image, height, width); }
        return HasLightBorder(image) ? Invert(image) : image;
    }

    private static GrayImage Draw(GrayImage image, int height, int width) => FitInk(InkExtractor.Extract(image), height, width);

    private static GrayImage FitInk(GrayImage ink, int height, int width)
    {
        (int X, int Y, int Width, int Height) box = InkGeometry.Box(ink, 0);
        return box.Width == 0 ? GrayImage.Wrap(width, height, new byte[width * height]) : Fit(ink, box, height, width);
    }

    private static bool HasLightBorder(GrayImage image)
    {
        int light = 0, count = 0;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, image.Width);
            if (y > 0 && y < image.Height - 1 && x > 0 && x < image.Width - 1) { continue; }
            count++;
            if (image.Pixels[i] > byte.MaxValue / 2) { light++; }
        }
        return 2 * light > count;
    }

    /// <summary>Whether a picture has MNIST's size, black paper, white strokes, ink size and centre.</summary>
    private static bool IsNormalized(GrayImage image)
    {
        if (image.Width != Size || image.Height != Size || !image.Pixels.ContainsAnyInRange(LeastMaximum, byte.MaxValue))
        {
            return false;
        }
        (int X, int Y, int Width, int Height) box = InkGeometry.Box(image, FaintGray);
        if (Math.Max(box.Width, box.Height) is < InkSize - 2 or > InkSize + 2)
        {
            return false;
        }
        float[] values = Array.ConvertAll(image.Pixels.ToArray(), value => (float)value);
        (double x, double y) = InkGeometry.CenterOfMass(values, Size);
        return Math.Abs(x - Center) <= 1 && Math.Abs(y - Center) <= 1 && White(values) >= LeastWhite;
    }

    private static GrayImage Invert(GrayImage image) =>
        GrayImage.Wrap(image.Width, image.Height, Array.ConvertAll(image.Pixels.ToArray(), value => (byte)(255 - value)));

    private static GrayImage Fit(GrayImage ink, (int X, int Y, int Width, int Height) box, int height, int width)
    {
        double scale = Math.Min(InkLength(height) / box.Height, InkLength(width) / box.Width);
        int inkWidth = Math.Clamp((int)Math.Round(box.Width * scale), 1, width);
        int inkHeight = Math.Clamp((int)Math.Round(box.Height * scale), 1, height);
        float[] fitted = AreaResampler.Resize(ink, box, inkWidth, inkHeight);
        float white = White(fitted);
        (double x, double y) = InkGeometry.CenterOfMass(fitted, inkWidth);
        // All ink stays in the picture, even of a digit whose mass lies at one end.
        int left = Math.Clamp((int)Math.Round(width / 2.0 - x), 0, width - inkWidth);
        int top = Math.Clamp((int)Math.Round(height / 2.0 - y), 0, height - inkHeight);
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < fitted.Length; i++)
        {
            pixels[(top + i / inkWidth) * width + left + i % inkWidth] = (byte)Math.Round(255 * Math.Min(1, fitted[i] / white));
        }
        return GrayImage.Wrap(width, height, pixels);
    }

    /// <summary>How much of a side the ink takes: 20 of 28 pixels.</summary>
    private static double InkLength(int side) => (double)(side * InkSize) / Size;

    /// <summary>The value that becomes white; strokes that scaling down made thinner than a pixel are faint and need it most.</summary>
    private static float White(float[] fitted)
    {
        float[] ink = [.. fitted.Where(value => value > 0).Order()];
        return ink[(int)(WhiteQuantile * (ink.Length - 1))];
    }
}
