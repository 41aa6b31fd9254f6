namespace DigitML.Imaging;

/// <summary>Brings the picture of one digit into the form of MNIST: 28 x 28 pixels, white on black, fitted and centred.</summary>
/// <remarks>
/// The recipe of the data set's authors (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"): the ink is scaled to fit
/// 20 x 20 pixels with its proportions kept, which leaves grey edges, and placed with its centre of mass in the middle of 28 x 28.
/// </remarks>
public static class DigitNormalizer
{
    /// <summary>Width and height of a normalised picture, in pixels.</summary>
    public const int Size = 28;

    /// <summary>The longer side of the ink.</summary>
    private const int InkSize = 20;

    /// <summary>The column and row that the centre of mass is placed nearest to; MNIST's lie within half a pixel of it.</summary>
    private const double Center = 14;

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
        return FitInk(InkExtractor.Extract(image));
    }

    /// <summary>Brings ink that is separated from its paper already into MNIST's form.</summary>
    /// <param name="ink">Of any size, 0 where there is paper to 255 in the middle of a stroke.</param>
    /// <returns>28 x 28 pixels: the ink fitted and centred; all 0 if there is none.</returns>
    internal static GrayImage FitInk(GrayImage ink)
    {
        (int X, int Y, int Width, int Height) box = InkGeometry.Box(ink, 0);
        return box.Width == 0 ? GrayImage.Wrap(Size, Size, new byte[Size * Size]) : Fit(ink, box);
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

    private static GrayImage Fit(GrayImage ink, (int X, int Y, int Width, int Height) box)
    {
        double scale = (double)InkSize / Math.Max(box.Width, box.Height);
        int width = Math.Max(1, (int)Math.Round(box.Width * scale));
        int height = Math.Max(1, (int)Math.Round(box.Height * scale));
        float[] fitted = AreaResampler.Resize(ink, box, width, height);
        float white = White(fitted);
        (double x, double y) = InkGeometry.CenterOfMass(fitted, width);
        // All ink stays in the picture, even of a digit whose mass lies at one end.
        int left = Math.Clamp((int)Math.Round(Center - x), 0, Size - width);
        int top = Math.Clamp((int)Math.Round(Center - y), 0, Size - height);
        byte[] pixels = new byte[Size * Size];
        for (int i = 0; i < fitted.Length; i++)
        {
            pixels[(top + i / width) * Size + left + i % width] = (byte)Math.Round(255 * Math.Min(1, fitted[i] / white));
        }
        return GrayImage.Wrap(Size, Size, pixels);
    }

    /// <summary>The value that becomes white; strokes that scaling down made thinner than a pixel are faint and need it most.</summary>
    private static float White(float[] fitted)
    {
        float[] ink = [.. fitted.Where(value => value > 0).Order()];
        return ink[(int)(WhiteQuantile * (ink.Length - 1))];
    }
}
