using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>The corruptions that move a picture without changing its greys. What comes in from outside is black.</summary>
/// <remarks>Not the augmentation's resampling, so that a benchmark doesn't change with what models are trained on.</remarks>
internal static class Warp
{
    private const float ShearAngle = .4f;
    private const float RotationAngle = .4f;
    private const float Zoom = .7f;
    private const float Move = 3;

    /// <summary>Slants to either side. The map is scikit-image's of 2019, which also moves the rows closer (by the cosine).</summary>
    public static void Shear(CorruptionCanvas canvas, ref RandomStream random)
    {
        (float sin, float cos) = MathF.SinCos(ShearAngle * Sign(ref random));
        Apply(canvas, 1, -sin, 0, cos);
    }

    /// <summary>Shrinks.</summary>
    public static void Scale(CorruptionCanvas canvas, ref RandomStream random) => Apply(canvas, 1 / Zoom, 0, 0, 1 / Zoom);

    /// <summary>Turns either way.</summary>
    public static void Rotate(CorruptionCanvas canvas, ref RandomStream random)
    {
        (float sin, float cos) = MathF.SinCos(RotationAngle * Sign(ref random));
        Apply(canvas, cos, -sin, sin, cos);
    }

    /// <summary>Moves along one of the diagonals.</summary>
    public static void Translate(CorruptionCanvas canvas, ref RandomStream random)
    {
        float right = Move * canvas.ColumnScale * Sign(ref random), down = Move * canvas.RowScale * Sign(ref random);
        Apply(canvas, 1, 0, 0, 1, right, down);
    }

    private static int Sign(ref RandomStream random) => random.Next(2) * 2 - 1;

    /// <summary>
    /// Takes every pixel from the place (xx x + xy y + right, yx x + yy y + down), x and y counted from the middle, interpolated linearly.
    /// </summary>
    private static void Apply(CorruptionCanvas canvas, float xx, float xy, float yx, float yy, float right = 0, float down = 0)
    {
        float middleX = (canvas.Width - 1) / 2f, middleY = (canvas.Height - 1) / 2f;
        for (int y = 0; y < canvas.Height; y++)
        {
            float fromY = y - middleY;
            for (int x = 0; x < canvas.Width; x++)
            {
                float fromX = x - middleX;
                float column = xx * fromX + xy * fromY + right + middleX, row = yx * fromX + yy * fromY + down + middleY;
                canvas.Spare[y * canvas.Width + x] = Interpolate(canvas, column, row);
            }
        }

        canvas.Swap();
    }

    private static float Interpolate(CorruptionCanvas canvas, float column, float row)
    {
        float left = MathF.Floor(column), top = MathF.Floor(row);
        int x = (int)left, y = (int)top;
        float above = float.Lerp(Pixel(canvas, x, y), Pixel(canvas, x + 1, y), column - left);
        float below = float.Lerp(Pixel(canvas, x, y + 1), Pixel(canvas, x + 1, y + 1), column - left);
        return float.Lerp(above, below, row - top);
    }

    private static float Pixel(CorruptionCanvas canvas, int x, int y) =>
        (uint)x < (uint)canvas.Width && (uint)y < (uint)canvas.Height ? canvas.Values[y * canvas.Width + x] : 0;
}
