using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>The loops of batch normalisation over one row of pixels [pixels, channels], dense; sums are kept by channel.</summary>
internal static class BatchNormalization
{
    /// <summary>sums[c] += (x - shift[c])^2: for the variance, once the mean is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSquaredDifferences(ReadOnlySpan<float> row, ReadOnlySpan<float> shift, Span<float> sums)
    {
        int channels = sums.Length, wide = channels / Vector<float>.Count * Vector<float>.Count;
        for (int start = 0; start < row.Length; start += channels)
        {
            ReadOnlySpan<float> pixel = row.Slice(start, channels);
            for (int c = 0; c < wide; c += Vector<float>.Count)
            {
                Vector<float> difference = Load(pixel, c) - Load(shift, c);
                (Load(sums, c) + difference * difference).CopyTo(sums[c..]);
            }

            for (int c = wide; c < channels; c++) { sums[c] += (pixel[c] - shift[c]) * (pixel[c] - shift[c]); }
        }
    }

    /// <summary>y = x * scale[c] + shift[c], negative ones multiplied by <paramref name="slope"/>: 1 leaves them, 0 is ReLU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(
        ReadOnlySpan<float> row, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float slope, Span<float> output)
    {
        int channels = scale.Length, wide = channels / Vector<float>.Count * Vector<float>.Count;
        for (int start = 0; start < row.Length; start += channels)
        {
            ReadOnlySpan<float> pixel = row.Slice(start, channels);
            Span<float> target = output.Slice(start, channels);
            for (int c = 0; c < wide; c += Vector<float>.Count)
            {
                Vector<float> y = Load(pixel, c) * Load(scale, c) + Load(shift, c);
                Vector.ConditionalSelect(Vector.LessThan(y, Vector<float>.Zero), y * slope, y).CopyTo(target[c..]);
            }

            for (int c = wide; c < channels; c++)
            {
                float y = pixel[c] * scale[c] + shift[c];
                target[c] = y < 0 ? y * slope : y;
            }
        }
    }

    /// <summary>gradientSums[c] += dy and productSums[c] += dy * (x - mean[c]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradientSums(
        ReadOnlySpan<float> row, ReadOnlySpan<float> gradient, ReadOnlySpan<float> mean, Span<float> gradientSums, Span<float> productSums)
    {
        int channels = mean.Length, wide = channels / Vector<float>.Count * Vector<float>.Count;
        for (int start = 0; start < row.Length; start += channels)
        {
            ReadOnlySpan<float> pixel = row.Slice(start, channels), dy = gradient.Slice(start, channels);
            for (int c = 0; c < wide; c += Vector<float>.Count)
            {
                Vector<float> d = Load(dy, c);
                (Load(gradientSums, c) + d).CopyTo(gradientSums[c..]);
                (Load(productSums, c) + d * (Load(pixel, c) - Load(mean, c))).CopyTo(productSums[c..]);
            }

            for (int c = wide; c < channels; c++)
            {
                gradientSums[c] += dy[c];
                productSums[c] += dy[c] * (pixel[c] - mean[c]);
            }
        }
    }

    /// <summary>dx = dy * a[c] + x * b[c] + d[c]: the gradient of the input, whose three factors are the same for every pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DataGradient(
        ReadOnlySpan<float> row, ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> d, Span<float> output)
    {
        int channels = a.Length, wide = channels / Vector<float>.Count * Vector<float>.Count;
        for (int start = 0; start < row.Length; start += channels)
        {
            ReadOnlySpan<float> pixel = row.Slice(start, channels), dy = gradient.Slice(start, channels);
            Span<float> dx = output.Slice(start, channels);
            for (int c = 0; c < wide; c += Vector<float>.Count)
            {
                (Load(dy, c) * Load(a, c) + Load(pixel, c) * Load(b, c) + Load(d, c)).CopyTo(dx[c..]);
            }

            for (int c = wide; c < channels; c++) { dx[c] = dy[c] * a[c] + pixel[c] * b[c] + d[c]; }
        }
    }

    private static Vector<float> Load(ReadOnlySpan<float> values, int index) =>
        MemoryMarshal.Cast<float, Vector<float>>(values.Slice(index, Vector<float>.Count))[0];
}
