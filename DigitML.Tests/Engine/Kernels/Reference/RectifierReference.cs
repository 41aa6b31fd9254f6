using System.Numerics;

namespace DigitML.Tests.Engine.Kernels.Reference;

/// <summary>ReLU and leaky ReLU as their definition says, in plain loops and any precision.</summary>
internal static class RectifierReference
{
    /// <summary>y = x where x is not negative, slope * x where it is. NaN stays NaN.</summary>
    public static void Forward<T>(ReadOnlySpan<T> x, T slope, Span<T> y)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++) { y[i] = x[i] < T.Zero ? x[i] * slope : x[i]; }
    }

    /// <summary>dx = dy where x is positive, slope * dy elsewhere: at zero the slope is that of the negative side.</summary>
    public static void Backward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, T slope, Span<T> dx)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++) { dx[i] = x[i] > T.Zero ? dy[i] : dy[i] * slope; }
    }
}
