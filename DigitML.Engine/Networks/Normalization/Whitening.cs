using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Networks.Normalization;

/// <summary>
/// ZCA whitening: y = W (x - mean), with W = U diag(1 / sqrt(l + epsilon)) U^T from the eigenvectors U and eigenvalues l of the pixels'
/// covariance. The pixels y have variance 1 and no correlation, and of all such maps this one leaves the image nearest to what it was
/// (Krizhevsky, "Learning multiple layers of features from tiny images", 2009, appendix A). A pixel that was the same in all images is left out:
/// it becomes 0 whatever it is later, where the formula would multiply it by 1 / sqrt(epsilon). Immutable.
/// </summary>
internal sealed unsafe class Whitening : IEquatable<Whitening>
{
    /// <summary>Pixels of the largest image that can be whitened: beyond, the matrix takes gigabytes and its eigenvectors hours.</summary>
    public const int MostPixels = 4096;

    private const int BandRows = 16;

    /// <summary>Takes over a whitening that was measured.</summary>
    /// <param name="mean">The mean of every pixel [pixels], 0 to 1.</param>
    /// <param name="matrix">W [pixels, pixels], symmetric.</param>
    public Whitening(float[] mean, float[] matrix)
    {
        (Mean, Matrix) = (mean, matrix);
        Packed = new PackedWeights(mean.Length, mean.Length);
        fixed (float* start = matrix)
        {
            for (int panel = 0; panel < Packed.Panels; panel++) { Packed.Pack(panel, start, null); }
        }
    }

    /// <summary>The mean of every pixel [pixels], 0 to 1.</summary>
    public float[] Mean { get; }

    /// <summary>W [pixels, pixels], symmetric.</summary>
    public float[] Matrix { get; }

    /// <summary>W as the kernel takes it.</summary>
    public PackedWeights Packed { get; }

    /// <summary>Measures a set.</summary>
    /// <param name="images">At least one image of at most <see cref="MostPixels"/> pixels.</param>
    /// <param name="epsilon">Added to each variance, more than 0.</param>
    /// <param name="team">Who computes; the result doesn't depend on it.</param>
    /// <exception cref="DigitMLException">The images are too large, there are none, or the epsilon is out of range.</exception>
    public static Whitening Measure(ImageSet images, float epsilon, WorkerTeam team)
    {
        RequireEpsilon(epsilon);
        if (images.Height * (long)images.Width > MostPixels)
        {
            throw new DigitMLException(
                $"Images of {images.Height}x{images.Width} pixels are too large for whitening, which takes at most {MostPixels:N0} pixels: " +
                $"choose another normalization or smaller images.");
        }

        if (images.Count == 0) { throw new DigitMLException("The set has no images to measure whitening on; it needs at least one."); }
        var pixels = new PixelCovariance(images, team);
        int size = pixels.Mean.Length;
        SymmetricEigen eigen = SymmetricEigen.Decompose(pixels.Covariance, size, team);
        bool[] isFlat = [.. Enumerable.Range(0, size).Select(i => pixels.Covariance[i * size + i] == 0)];
        for (int k = 0; k < size; k++)
        {
            // Rounding may leave an eigenvalue of 0 just below it. The fourth root, because the product takes each factor twice.
            double factor = Math.Pow(Math.Max(0, eigen.Values[k]) + epsilon, -.25);
            for (int i = 0; i < size; i++) { eigen.Vectors[k * size + i] *= isFlat[i] ? 0 : factor; }
        }

        var matrix = new float[size * size];
        team.Run((size + BandRows - 1) / BandRows, band => Multiply(eigen.Vectors, size, band * BandRows, matrix));
        return new Whitening(Array.ConvertAll(pixels.Mean, value => (float)value), matrix);
    }

    /// <summary>Complains when an epsilon is out of range.</summary>
    public static void RequireEpsilon(float epsilon) =>
        Setting.Require(epsilon > 0 && float.IsFinite(epsilon), "ZCA's epsilon", epsilon, "more than 0 and finite");

    /// <summary>The definition, for one image at a time.</summary>
    /// <param name="pixels">[pixels], 0 to 1.</param>
    /// <returns>W (pixels - mean), summed in double precision.</returns>
    /// <exception cref="DigitMLException">The image has another number of pixels.</exception>
    public float[] Apply(ReadOnlySpan<float> pixels)
    {
        Setting.Require(pixels.Length == Mean.Length, "The number of pixels", pixels.Length, $"{Mean.Length}, as the whitening was measured on");
        var whitened = new float[pixels.Length];
        for (int row = 0; row < whitened.Length; row++)
        {
            double sum = 0;
            for (int i = 0; i < pixels.Length; i++) { sum += Matrix[row * whitened.Length + i] * (double)(pixels[i] - Mean[i]); }
            whitened[row] = (float)sum;
        }

        return whitened;
    }

    // A band of rows of V^T V.
    private static void Multiply(double[] vectors, int size, int first, float[] target)
    {
        int rows = Math.Min(BandRows, size - first);
        var sums = new double[rows * size];
        for (int k = 0; k < size; k++)
        {
            ReadOnlySpan<double> vector = vectors.AsSpan(k * size, size);
            for (int row = 0; row < rows; row++) { DoubleRow.AddScaled(sums.AsSpan(row * size, size), vector, vector[first + row]); }
        }

        for (int i = 0; i < sums.Length; i++) { target[first * size + i] = (float)sums[i]; }
    }

    /// <inheritdoc/>
    public bool Equals(Whitening? other) =>
        other is not null && Mean.AsSpan().SequenceEqual(other.Mean) && Matrix.AsSpan().SequenceEqual(other.Matrix);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Whitening);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mean.Length, Mean[Mean.Length / 2], Matrix[0]);
}
