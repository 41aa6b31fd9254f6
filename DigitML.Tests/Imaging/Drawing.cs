namespace DigitML.Tests.Imaging;

/// <summary>Draws strokes for tests.</summary>
internal static class Drawing
{
    /// <summary>A seven without its middle bar, as lines between places from 0 to 1.</summary>
    public static readonly (double X, double Y)[] Seven = [(0.2, 0.2), (0.75, 0.2), (0.4, 0.85)];

    /// <summary>A picture with one stroke, with soft edges of one pixel.</summary>
    /// <param name="size">Width and height.</param>
    /// <param name="stroke">The width of the stroke in pixels.</param>
    /// <param name="path">The corners of the stroke, from 0 to 1.</param>
    /// <param name="paper">The grey of the paper.</param>
    /// <param name="ink">The grey of the stroke.</param>
    public static GrayImage Draw(int size, double stroke, (double X, double Y)[] path, int paper = 255, int ink = 0) =>
        Paint(size, size, (x, y) =>
        {
            double distance = double.MaxValue;
            for (int i = 1; i < path.Length; i++)
            {
                distance = Math.Min(distance, Distance(x, y, Scale(path[i - 1], size), Scale(path[i], size)));
            }
            return paper + (ink - paper) * Math.Clamp(stroke / 2 + 0.5 - distance, 0, 1);
        });

    /// <summary>A picture by a function of the column and the row.</summary>
    public static GrayImage Paint(int width, int height, Func<int, int, double> gray)
    {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Round(Math.Clamp(gray(i % width, i / width), 0, 255));
        }
        return new GrayImage(width, height, pixels);
    }

    /// <summary>The mean absolute difference of the pixels.</summary>
    public static double Difference(GrayImage first, GrayImage second)
    {
        double sum = 0;
        for (int i = 0; i < first.Pixels.Length; i++)
        {
            sum += Math.Abs(first.Pixels[i] - second.Pixels[i]);
        }
        return sum / first.Pixels.Length;
    }

    private static (double X, double Y) Scale((double X, double Y) point, int size) => (point.X * size, point.Y * size);

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y;
        double along = Math.Clamp(((x - from.X) * dx + (y - from.Y) * dy) / (dx * dx + dy * dy), 0, 1);
        return Math.Sqrt(Math.Pow(x - from.X - along * dx, 2) + Math.Pow(y - from.Y - along * dy, 2));
    }
}
