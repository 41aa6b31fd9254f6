using System.Numerics;
using DigitML.Engine.Kernels;

namespace DigitML.Tests.Engine.Kernels.Reference;

/// <summary>Convolution as its definition says, in plain loops and any precision: what the fast kernels are compared with.</summary>
/// <remarks>All arrays are dense and row-major: x [N, H, W, C], weights [kh, kw, C, K], y [N, OH, OW, K].</remarks>
internal static class ConvolutionReference
{
    /// <summary>y[n, oy, ox, k] = bias[k] + sum of x[n, oy*s + ky - top, ox*s + kx - left, c] * w[ky, kx, c, k].</summary>
    public static void Forward<T>(
        ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> y)
        where T : struct, INumber<T>
    {
        int filters = shape.Filters;
        for (int output = 0; output < y.Length; output++) { y[output] = bias.IsEmpty ? T.Zero : bias[output % filters]; }
        foreach ((int input, int weight, int output) in Connections(shape, y.Length))
        {
            for (int k = 0; k < filters; k++) { y[output + k] += x[input] * weights[weight + k]; }
        }
    }

    /// <summary>dx = the sum over every output that an input went into of dy * w. <paramref name="dx"/> is overwritten.</summary>
    public static void DataGradient<T>(ConvolutionShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> weights, Span<T> dx)
        where T : struct, INumber<T>
    {
        dx.Clear();
        foreach ((int input, int weight, int output) in Connections(shape, dy.Length))
        {
            for (int k = 0; k < shape.Filters; k++) { dx[input] += dy[output + k] * weights[weight + k]; }
        }
    }

    /// <summary>dw = the sum of x * dy over every place a weight was used. <paramref name="dw"/> is overwritten.</summary>
    public static void WeightGradient<T>(ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : struct, INumber<T>
    {
        dw.Clear();
        foreach ((int input, int weight, int output) in Connections(shape, dy.Length))
        {
            for (int k = 0; k < shape.Filters; k++) { dw[weight + k] += x[input] * dy[output + k]; }
        }
    }

    /// <summary>Every (input, weight, output) that meet, as indices of filter 0.</summary>
    private static IEnumerable<(int Input, int Weight, int Output)> Connections(ConvolutionShape s, int outputLength)
    {
        int samples = outputLength / (s.OutputHeight * s.OutputWidth * s.Filters);
        for (int pixel = 0; pixel < samples * s.OutputHeight * s.OutputWidth; pixel++)
        {
            int n = pixel / (s.OutputHeight * s.OutputWidth);
            int top = pixel / s.OutputWidth % s.OutputHeight * s.Stride - s.Padding.Top;
            int left = pixel % s.OutputWidth * s.Stride - s.Padding.Left;
            for (int weight = 0; weight < s.Depth; weight++)
            {
                int y = top + weight / s.Channels / s.KernelWidth, x = left + weight / s.Channels % s.KernelWidth;
                if (y >= 0 && y < s.Height && x >= 0 && x < s.Width)
                {
                    yield return (((n * s.Height + y) * s.Width + x) * s.Channels + weight % s.Channels, weight * s.Filters, pixel * s.Filters);
                }
            }
        }
    }
}
