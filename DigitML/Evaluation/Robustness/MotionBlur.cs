using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>The smear of a camera that moves in a straight line, as ImageMagick's MotionBlurImage draws it.</summary>
internal static class MotionBlur
{
    private const float Radius = 10;
    private const float Deviation = 3;
    private const float LargestDegrees = 45;

    /// <summary>Smears the picture one way at a random angle.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        (float sin, float cos) = MathF.SinCos(random.Uniform(-LargestDegrees, LargestDegrees) * (MathF.PI / 180));
        float[] weights = Weights(canvas.Scale);
        Array.Clear(canvas.Spare);
        for (int i = 0; i < weights.Length; i++)
        {
            // ImageMagick's rounding of the places on the line.
            AddMoved(canvas, (int)MathF.Ceiling(i * cos - .5f), (int)MathF.Ceiling(i * sin - .5f), weights[i]);
        }

        canvas.Swap();
    }

    /// <summary>Half a Gaussian: the picture itself weighs most, what lies farther along the line less.</summary>
    private static float[] Weights(float scale)
    {
        var weights = new float[2 * (int)MathF.Ceiling(Radius * scale) + 1];
        float deviation = Deviation * scale;
        for (int i = 0; i < weights.Length; i++) { weights[i] = MathF.Exp(-i * i / (2 * deviation * deviation)); }
        float sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    /// <summary>Adds the picture, seen from every pixel so many columns and rows farther on; beyond the edge it stays as at the edge.</summary>
    private static void AddMoved(CorruptionCanvas canvas, int columns, int rows, float weight)
    {
        int width = canvas.Width;
        for (int y = 0; y < canvas.Height; y++)
        {
            ReadOnlySpan<float> source = canvas.Values.AsSpan(Math.Clamp(y + rows, 0, canvas.Height - 1) * width, width);
            Span<float> target = canvas.Spare.AsSpan(y * width, width);
            for (int x = 0; x < width; x++) { target[x] += weight * source[Math.Clamp(x + columns, 0, width - 1)]; }
        }
    }
}
