namespace DigitML.Imaging;

/// <summary>Turns and mirrors pictures as the orientation tag of TIFF and EXIF asks (TIFF 6.0, tag 274).</summary>
internal static class ImageOrientation
{
    /// <summary>Brings a picture upright.</summary>
    /// <param name="width">Pixels in a stored row.</param>
    /// <param name="height">Stored rows.</param>
    /// <param name="pixels">The pixels as stored.</param>
    /// <param name="orientation">1 to 8, where row 0 and column 0 of the stored picture belong; 1, top and left, changes nothing.</param>
    public static GrayImage Apply(int width, int height, byte[] pixels, int orientation)
    {
        if (orientation == 1) { return GrayImage.Wrap(width, height, pixels); }
        // From 5 on stored rows are columns.
        bool turned = orientation >= 5, fromRight = orientation is 2 or 3 or 6 or 7, fromBelow = orientation is 3 or 4 or 7 or 8;
        (int targetWidth, int targetHeight) = turned ? (height, width) : (width, height);
        byte[] target = new byte[pixels.Length];
        for (int y = 0; y < targetHeight; y++)
        {
            int fromY = fromBelow ? targetHeight - 1 - y : y;
            Span<byte> row = target.AsSpan(y * targetWidth, targetWidth);
            for (int x = 0; x < row.Length; x++)
            {
                int fromX = fromRight ? row.Length - 1 - x : x;
                row[x] = turned ? pixels[fromX * width + fromY] : pixels[fromY * width + fromX];
            }
        }
        return GrayImage.Wrap(targetWidth, targetHeight, target);
    }
}
