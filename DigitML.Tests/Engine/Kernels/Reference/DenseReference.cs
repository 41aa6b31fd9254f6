using System.Numerics;

namespace DigitML.Tests.Engine.Kernels.Reference;

/// <summary>
/// A fully connected layer as its definition says, in plain loops and any precision: x [N, inputs], weights [inputs, units],
/// y [N, units], dense and row-major.
/// </summary>
internal static class DenseReference
{
    /// <summary>y[n, k] = bias[k] + sum of x[n, i] * weights[i, k]; an empty bias counts as zeros.</summary>
    public static void Forward<T>(int inputs, ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> y)
        where T : struct, IFloatingPointIeee754<T>
    {
        int units = weights.Length / inputs;
        for (int output = 0; output < y.Length; output++)
        {
            int sample = output / units, k = output % units;
            y[output] = bias.IsEmpty ? T.Zero : bias[k];
            for (int i = 0; i < inputs; i++) { y[output] += x[sample * inputs + i] * weights[i * units + k]; }
        }
    }

    /// <summary>dx[n, i] = sum of dy[n, k] * weights[i, k]. <paramref name="dx"/> is overwritten.</summary>
    public static void DataGradient<T>(int inputs, ReadOnlySpan<T> dy, ReadOnlySpan<T> weights, Span<T> dx)
        where T : struct, IFloatingPointIeee754<T>
    {
        int units = weights.Length / inputs;
        for (int input = 0; input < dx.Length; input++)
        {
            int sample = input / inputs, i = input % inputs;
            dx[input] = T.Zero;
            for (int k = 0; k < units; k++) { dx[input] += dy[sample * units + k] * weights[i * units + k]; }
        }
    }

    /// <summary>dw[i, k] = sum over the samples of x[n, i] * dy[n, k]. <paramref name="dw"/> is overwritten.</summary>
    public static void WeightGradient<T>(int inputs, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : struct, IFloatingPointIeee754<T>
    {
        int units = dw.Length / inputs;
        dw.Clear();
        for (int input = 0; input < x.Length; input++)
        {
            int sample = input / inputs, i = input % inputs;
            for (int k = 0; k < units; k++) { dw[i * units + k] += x[input] * dy[sample * units + k]; }
        }
    }

    /// <summary>
    /// db[k] = sum over the rows of dy[n, k]: the gradient of any bias, a convolution's included. <paramref name="db"/> is overwritten.
    /// </summary>
    public static void BiasGradient<T>(ReadOnlySpan<T> dy, Span<T> db)
        where T : struct, IFloatingPointIeee754<T>
    {
        db.Clear();
        for (int output = 0; output < dy.Length; output++) { db[output % db.Length] += dy[output]; }
    }
}
