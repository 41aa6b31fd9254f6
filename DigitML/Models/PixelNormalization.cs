using DigitML.Datasets;
using DigitML.Kernels;

namespace DigitML.Models;

/// <summary>
/// What a network is fed for a pixel of 0 to 255: (pixel / 255 - Mean) / Deviation, with ZCA whitening followed by a product of the whole
/// image with a matrix. It is part of the model, so nobody has to repeat it.
/// </summary>
/// <param name="Mean">Subtracted from the pixel, on the scale of 0 to 1.</param>
/// <param name="Deviation">Divided by, on the scale of 0 to 1; more than 0.</param>
public readonly record struct PixelNormalization(float Mean, float Deviation)
{
    /// <summary>Pixels from 0 to 1, nothing else: what Keras' examples feed.</summary>
    public static PixelNormalization UnitRange => new(0, 1);

    /// <summary>Which kind it is. With <see cref="NormalizationKind.Zca"/> the mean is 0 and the deviation 1; the matrix does the rest.</summary>
    public NormalizationKind Kind =>
        Whitening is not null ? NormalizationKind.Zca : this == UnitRange ? NormalizationKind.UnitRange : NormalizationKind.Standardize;

    /// <summary>What is done to the whole image after that; null for nothing.</summary>
    internal Whitening? Whitening { get; init; }

    /// <summary>Multiplies a pixel of 0 to 255.</summary>
    internal float Factor => 1 / (255 * Deviation);

    /// <summary>Added after the multiplication.</summary>
    internal float Offset => -Mean / Deviation;

    /// <summary>The mean and deviation of all pixels of a set, so that the network sees mean 0 and deviation 1.</summary>
    public static PixelNormalization Measure(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
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

    /// <summary>Measures a set for a kind of normalisation.</summary>
    /// <param name="images">The training images.</param>
    /// <param name="kind">What is wanted.</param>
    /// <param name="zcaEpsilon">What ZCA whitening adds to each variance, more than 0; others don't look at it.</param>
    /// <param name="team">Who computes; the result doesn't depend on it.</param>
    /// <exception cref="ArgumentException">The images are too large for whitening.</exception>
    internal static PixelNormalization Measure(ImageSet images, NormalizationKind kind, float zcaEpsilon, WorkerTeam team) => kind switch
    {
        NormalizationKind.Standardize => Measure(images),
        NormalizationKind.Zca => UnitRange with { Whitening = Whitening.Measure(images, zcaEpsilon, team) },
        _ => UnitRange,
    };

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
        for (int i = 0; i < target.Length; i++) { target[i] = pixels[i] * factor + offset; }
    }
}
