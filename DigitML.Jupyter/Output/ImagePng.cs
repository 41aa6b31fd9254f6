namespace DigitML.Jupyter.Output;

/// <summary>Images as PNG in base 64. Small ones are enlarged by a whole number, each pixel a square, as front ends would blur them.</summary>
internal static class ImagePng
{
    /// <summary>The PNG.</summary>
    /// <param name="image">The image.</param>
    /// <param name="wantedSize">An image whose longer side is shorter is enlarged to about this, in pixels; 112 unless given.</param>
    public static string Base64(GrayImage image, int wantedSize = 112)
    {
        int factor = Math.Max(1, wantedSize / Math.Max(image.Width, image.Height));
        using var png = new MemoryStream();
        (factor == 1 ? image : Enlarge(image, factor)).Save(png);
        return Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
    }

    private static GrayImage Enlarge(GrayImage image, int factor)
    {
        int width = image.Width * factor, height = image.Height * factor;
        var pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) { pixels[y * width + x] = image[x / factor, y / factor]; }
        }

        return new GrayImage(width, height, pixels);
    }
}
