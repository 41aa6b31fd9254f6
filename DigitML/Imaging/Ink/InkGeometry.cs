namespace DigitML.Imaging.Ink;

/// <summary>Where the ink of a picture (0 is paper) lies.</summary>
internal static class InkGeometry
{
    /// <summary>The smallest box that holds every pixel above a level; empty if there is none.</summary>
    /// <param name="image">Ink on 0.</param>
    /// <param name="level">The strongest value that does not count, 0 to 255.</param>
    public static (int X, int Y, int Width, int Height) Box(GrayImage image, byte level)
    {
        int left = image.Width, right = -1, top = image.Height, bottom = -1;
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.Slice(y * image.Width, image.Width);
            int first = row.IndexOfAnyExceptInRange((byte)0, level);
            if (first >= 0)
            {
                left = Math.Min(left, first);
                right = Math.Max(right, row.LastIndexOfAnyExceptInRange((byte)0, level));
                top = Math.Min(top, y);
                bottom = y;
            }
        }
        return right < 0 ? (0, 0, 0, 0) : (left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>The mean column and row, weighted by the values; pixel centres lie on whole numbers. Needs some ink.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="width">Values in a row.</param>
    public static (double X, double Y) CenterOfMass(ReadOnlySpan<float> values, int width)
    {
        double mass = 0, sumX = 0, sumY = 0;
        for (int i = 0; i < values.Length; i++)
        {
            mass += values[i];
            sumX += values[i] * (double)(i % width);
            sumY += values[i] * (double)(i / width);
        }
        return (sumX / mass, sumY / mass);
    }
}
