using System.Numerics;
using DigitML.Engine.Networks.Normalization;
using DigitML.Engine.Threading;

namespace DigitML;

/// <summary>
/// What a network is fed for a pixel of 0 to 255: (pixel / 255 - Mean) / Deviation, with ZCA whitening followed by a product of the whole
/// image with a matrix. It is part of the model, so nobody has to repeat it.
/// </summary>
/// <param name="Mean">Subtracted from the pixel, on the scale of 0 to 1.</param>
/// <param name="StandardDeviation">Divided by, on the scale of 0 to 1; more than 0.</param>
public readonly record struct PixelNormalization(float Mean, float StandardDeviation)
{
    /// <summary>Pixels from 0 to 1, nothing else: what Keras' examples feed.</summary>
    public static PixelNormalization UnitRange => new(0, 1);

    /// <summary>Which kind it is. With <see cref="NormalizationKind.Zca"/> the mean is 0 and the deviation 1; the matrix does the rest.</summary>
    public NormalizationKind Kind =>
        Whitening is not null ? NormalizationKind.Zca : this == UnitRange ? NormalizationKind.UnitRange : NormalizationKind.Standardize;

    /// <summary>What is done to the whole image after that; null for nothing.</summary>
    internal Whitening? Whitening { get; init; }

    /// <summary>Multiplies a pixel of 0 to 255.</summary>
    internal float Factor => 1 / (255 * StandardDeviation);

    /// <summary>Added after the multiplication.</summary>
    internal float Offset => -Mean / StandardDeviation;

    /// <summary>Measures what a kind of normalisation needs to know of a set.</summary>
    /// <param name="images">The training images.</param>
    /// <param name="kind">What is wanted. To standardise a set of one flat colour, or of no image, is to take the unit range.</param>
    /// <param name="zcaEpsilon">What ZCA whitening adds to each variance, more than 0; 0.1 by default. Other kinds don't look at it.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor. The result doesn't depend on it.</param>
    /// <exception cref="DigitMLException">
    /// Whitening was asked for images of more than 4,096 pixels, or for none, or the epsilon is out of range.
    /// </exception>
    public static PixelNormalization Measure(
        ImageSet images, NormalizationKind kind = NormalizationKind.Standardize, float zcaEpsilon = .1f, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        return kind switch
        {
            NormalizationKind.Standardize => Standardize(images),
            NormalizationKind.Zca => UnitRange with { Whitening = Whitening.Measure(images, zcaEpsilon, WorkerTeam.FromSetting(threads)) },
            _ => UnitRange,
        };
    }

    /// <summary>What the network is fed for a whole image.</summary>
    /// <param name="pixels">[H, W], row by row, 0 to 255.</param>
    /// <returns>As many numbers in the same order.</returns>
    /// <exception cref="DigitMLException">Whitening was measured on images of another size.</exception>
    public float[] Apply(ReadOnlySpan<byte> pixels)
    {
        var scaled = new float[pixels.Length];
        Apply(pixels, scaled);
        return Whitening is null ? scaled : Whitening.Apply(scaled);
    }

    private static PixelNormalization Standardize(ImageSet images)
    {
        long sum = 0, squares = 0, count = (long)images.Count * images.Height * images.Width;
        for (int image = 0; image < images.Count; image++)
        {
            foreach (byte pixel in images.Pixels(image))
            {
                sum += pixel;
                squares += pixel * pixel;
            }
        }

        double mean = (double)sum / count, variance = (double)squares / count - mean * mean;
        // A set of one flat colour has no deviation to divide by.
        return variance > 0 ? new((float)(mean / 255), (float)(Math.Sqrt(variance) / 255)) : UnitRange;
    }

    /// <summary>Writes what a row of pixels of 0 to 255 is scaled to. Whitening, which needs the whole image, comes after it.</summary>
    internal void Apply(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        float factor = Factor, offset = Offset;
        for (int i = 0; i < target.Length; i++) { target[i] = pixels[i] * factor + offset; }
    }

    /// <summary>The same for pixels between whole numbers.</summary>
    internal void Apply(ReadOnlySpan<float> pixels, Span<float> target)
    {
        float factor = Factor, offset = Offset;
        int i = 0;
        for (; i + Vector<float>.Count <= target.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(pixels[i..]) * factor + new Vector<float>(offset)).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++) { target[i] = pixels[i] * factor + offset; }
    }
}
