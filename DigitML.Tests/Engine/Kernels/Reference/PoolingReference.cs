using System.Numerics;
using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Tests.Engine.Kernels.Reference;

/// <summary>Pooling as its definition says, in plain loops and any precision: x [N, H, W, C], y [N, OH, OW, C], dense and row-major.</summary>
internal static class PoolingReference
{
    /// <summary>y = the largest number of each window; a NaN in the window wins.</summary>
    public static void MaxForward<T>(ConvolutionShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int output = 0; output < y.Length; output++) { y[output] = x[Largest(shape, x, output)]; }
    }

    /// <summary>The gradient goes to the first largest number of each window.</summary>
    public static void MaxBackward<T>(ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx)
        where T : struct, IFloatingPointIeee754<T>
    {
        dx.Clear();
        for (int output = 0; output < dy.Length; output++) { dx[Largest(shape, x, output)] += dy[output]; }
    }

    /// <summary>
    /// The gradient below ReLU and 2x2 max-pooling: it goes to the winner of each window, row * 2 + column, and is lost where there is
    /// none (<see cref="RectifiedPooling.Dead"/>).
    /// </summary>
    public static void WinnersBackward<T>(ConvolutionShape shape, ReadOnlySpan<byte> winners, ReadOnlySpan<T> dy, Span<T> dx)
        where T : struct, IFloatingPointIeee754<T>
    {
        dx.Clear();
        for (int output = 0; output < dy.Length; output++)
        {
            if (winners[output] != RectifiedPooling.Dead) { dx[Input(shape, output, winners[output])] += dy[output]; }
        }
    }

    /// <summary>y = the mean of each window.</summary>
    public static void AverageForward<T>(ConvolutionShape shape, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int output = 0; output < y.Length; output++)
        {
            T sum = T.Zero;
            for (int tap = 0; tap < shape.Taps; tap++) { sum += x[Input(shape, output, tap)]; }
            y[output] = sum / T.CreateChecked(shape.Taps);
        }
    }

    /// <summary>The gradient is shared out equally over each window.</summary>
    public static void AverageBackward<T>(ConvolutionShape shape, ReadOnlySpan<T> dy, Span<T> dx)
        where T : struct, IFloatingPointIeee754<T>
    {
        dx.Clear();
        for (int output = 0; output < dy.Length; output++)
        {
            for (int tap = 0; tap < shape.Taps; tap++) { dx[Input(shape, output, tap)] += dy[output] / T.CreateChecked(shape.Taps); }
        }
    }

    private static int Largest<T>(ConvolutionShape shape, ReadOnlySpan<T> x, int output)
        where T : struct, IFloatingPointIeee754<T>
    {
        int best = Input(shape, output, 0);
        for (int tap = 1; tap < shape.Taps; tap++)
        {
            int candidate = Input(shape, output, tap);
            if (x[candidate] > x[best] || T.IsNaN(x[candidate])) { best = candidate; }
        }

        return best;
    }

    private static int Input(ConvolutionShape s, int output, int tap)
    {
        int channel = output % s.Channels, pixel = output / s.Channels;
        int x = pixel % s.OutputWidth * s.Stride + tap % s.KernelWidth;
        int y = pixel / s.OutputWidth % s.OutputHeight * s.Stride + tap / s.KernelWidth;
        int sample = pixel / s.OutputWidth / s.OutputHeight;
        return ((sample * s.Height + y) * s.Width + x) * s.Channels + channel;
    }
}
