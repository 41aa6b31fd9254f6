namespace DigitML.Imaging;

/// <summary>Lays pictures out in rows on one: a contact sheet.</summary>
public static class ImageSheet
{
    /// <summary>The grey between the pictures and of empty places: between black and white, so that either ground stands out.</summary>
    private const byte Ground = 128;

    /// <summary>Makes a sheet, filled row by row from the top left; a gap surrounds every picture.</summary>
    /// <param name="images">At least one picture. Places are as large as the largest one; smaller ones stand at the top left of theirs.</param>
    /// <param name="columns">Places in a row, at least 1; a sheet of fewer pictures is as narrow as they allow.</param>
    /// <param name="scale">How many pixels wide and high every pixel becomes, 1 to 1000; default 1.</param>
    /// <param name="gap">Grey pixels between places and at the edge, 0 to 1000; default 2. The scale leaves them as they are.</param>
    /// <exception cref="DigitMLException">There is no picture, a number is out of range, or the sheet would exceed 64 million pixels.</exception>
    public static GrayImage Compose(IReadOnlyList<GrayImage> images, int columns, int scale = 1, int gap = 2)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0) { throw new DigitMLException("There is no image for a sheet; give at least one."); }
        Setting.Require(columns >= 1, "The number of columns", columns, "at least 1");
        Setting.Require(scale is >= 1 and <= 1000, "The scale", scale, "from 1 to 1000");
        Setting.Require(gap is >= 0 and <= 1000, "The gap", gap, "from 0 to 1000");
        columns = Math.Min(columns, images.Count);
        int rows = (images.Count + columns - 1) / columns;
        long stepX = (long)images.Max(image => image.Width) * scale + gap, stepY = (long)images.Max(image => image.Height) * scale + gap;
        long width = columns * stepX + gap, height = rows * stepY + gap;
        Setting.Require(width * height <= ImageLimits.MaximumPixels, "The number of pixels of the sheet", width * height, "64 million at most");
        byte[] pixels = new byte[width * height];
        Array.Fill(pixels, Ground);
        for (int i = 0; i < images.Count; i++)
        {
            long start = (i / columns * stepY + gap) * width + i % columns * stepX + gap;
            Draw(images[i], scale, pixels.AsSpan((int)start), (int)width);
        }
        return GrayImage.Wrap((int)width, (int)height, pixels);
    }

    /// <summary>Draws a picture at the start of a run of rows.</summary>
    private static void Draw(GrayImage image, int scale, Span<byte> target, int rowLength)
    {
        for (int y = 0; y < image.Height * scale; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.Slice(y / scale * image.Width, image.Width);
            for (int x = 0; x < image.Width; x++)
            {
                target.Slice(y * rowLength + x * scale, scale).Fill(row[x]);
            }
        }
    }
}
