using System.Numerics;

namespace DigitML.Tests.Engine.Kernels.Reference;

/// <summary>
/// Batch normalisation as its definition says, in plain loops and any precision: x [pixels of the whole batch, channels], dense;
/// everything else by channel.
/// </summary>
internal static class BatchNormalizationReference
{
    /// <summary>The mean and the variance (divisor n) of each channel over all pixels.</summary>
    public static void Measure<T>(ReadOnlySpan<T> x, Span<T> mean, Span<T> variance)
        where T : struct, IFloatingPointIeee754<T>
    {
        int channels = mean.Length;
        T count = T.CreateChecked(x.Length / channels);
        mean.Clear();
        variance.Clear();
        for (int i = 0; i < x.Length; i++) { mean[i % channels] += x[i] / count; }
        for (int i = 0; i < x.Length; i++)
        {
            T difference = x[i] - mean[i % channels];
            variance[i % channels] += difference * difference / count;
        }
    }

    /// <summary>y = (x - mean) / sqrt(variance + epsilon) * scale + shift.</summary>
    public static void Forward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, T epsilon,
        ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, Span<T> y)
        where T : struct, IFloatingPointIeee754<T>
    {
        int channels = mean.Length;
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels;
            y[i] = (x[i] - mean[c]) / T.Sqrt(variance[c] + epsilon) * scale[c] + shift[c];
        }
    }

    /// <summary>
    /// dscale = the sum of dy * z and dshift = the sum of dy, where z = (x - mean) / deviation;
    /// dx = scale / deviation * (dy - dshift / n - z * dscale / n), because mean and deviation depend on every x.
    /// </summary>
    public static void Backward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> dy, T epsilon, ReadOnlySpan<T> scale, Span<T> dx, Span<T> dscale, Span<T> dshift)
        where T : struct, IFloatingPointIeee754<T>
    {
        int channels = scale.Length;
        T count = T.CreateChecked(x.Length / channels);
        T[] mean = new T[channels], variance = new T[channels];
        Measure<T>(x, mean, variance);
        dscale.Clear();
        dshift.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels;
            dscale[c] += dy[i] * (x[i] - mean[c]) / T.Sqrt(variance[c] + epsilon);
            dshift[c] += dy[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels;
            T deviation = T.Sqrt(variance[c] + epsilon), z = (x[i] - mean[c]) / deviation;
            dx[i] = scale[c] / deviation * (dy[i] - dshift[c] / count - z * dscale[c] / count);
        }
    }
}
