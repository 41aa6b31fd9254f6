namespace DigitML.Tests.Synthesis.Pages;

/// <summary>
/// What JPEG loses (ITU-T T.81): the cosine transform of blocks of 8 x 8, rounded to the steps of the standard luminance table, and back.
/// The entropy coding, which loses nothing, is left out.
/// </summary>
internal static class JpegRoundTrip
{
    private const int Side = 8;

    /// <summary>Table K.1 of the standard.</summary>
    private static readonly int[] LuminanceSteps =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    // [frequency, place]: the orthonormal cosine transform.
    private static readonly float[] Cosines = MakeCosines();

    /// <summary>Compresses and decompresses a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">1 to 100, on the scale of the Independent JPEG Group.</param>
    public static GrayImage Apply(GrayImage image, int quality)
    {
        int[] steps = Steps(quality);
        byte[] pixels = new byte[image.Pixels.Length];
        float[] block = new float[Side * Side], other = new float[Side * Side];
        for (int top = 0; top < image.Height; top += Side)
        {
            for (int left = 0; left < image.Width; left += Side)
            {
                Read(image, left, top, block);
                Transform(block, other, forward: true);
                for (int i = 0; i < block.Length; i++) { block[i] = steps[i] * MathF.Round(block[i] / steps[i]); }
                Transform(block, other, forward: false);
                Write(block, left, top, pixels, image.Width);
            }
        }
        return GrayImage.Wrap(image.Width, image.Height, pixels);
    }

    private static int[] Steps(int quality)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return [.. LuminanceSteps.Select(step => Math.Clamp((step * percent + 50) / 100, 1, 255))];
    }

    /// <summary>A block of the picture about 0. Beyond its edges the picture goes on as there.</summary>
    private static void Read(GrayImage image, int left, int top, float[] block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            int x = Math.Min(left + i % Side, image.Width - 1), y = Math.Min(top + i / Side, image.Height - 1);
            block[i] = image.Pixels[y * image.Width + x] - 128;
        }
    }

    private static void Write(float[] block, int left, int top, byte[] pixels, int width)
    {
        for (int i = 0; i < block.Length; i++)
        {
            int x = left + i % Side, place = (top + i / Side) * width + x;
            if (x < width && place < pixels.Length) { pixels[place] = (byte)Math.Clamp(MathF.Round(block[i] + 128), 0, 255); }
        }
    }

    /// <summary>Transforms rows and transposes, twice.</summary>
    private static void Transform(float[] block, float[] other, bool forward)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < block.Length; i++)
            {
                int row = i % Side, column = i / Side;
                float sum = 0;
                for (int k = 0; k < Side; k++) { sum += block[row * Side + k] * Cosines[forward ? column * Side + k : k * Side + column]; }
                other[i] = sum;
            }
            (block, other) = (other, block);
        }
    }

    private static float[] MakeCosines()
    {
        float[] cosines = new float[Side * Side];
        for (int i = 0; i < cosines.Length; i++)
        {
            int frequency = i / Side, place = i % Side;
            double scale = Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / Side);
            cosines[i] = (float)(scale * Math.Cos((2 * place + 1) * frequency * Math.PI / (2 * Side)));
        }
        return cosines;
    }
}
