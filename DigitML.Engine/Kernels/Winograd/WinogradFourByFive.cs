using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Winograd;

/// <summary>F(4, 5): four outputs of a kernel of five taps from eight products instead of twenty.</summary>
internal unsafe readonly struct WinogradFourByFive : IWinogradTransform
{
    private const float A = 0.5f, B = 1, C = 2;

    public static int Points => 8;

    public static float First => A;

    public static float Second => B;

    public static float Third => C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TSimd, TVector>(float* source, nint sourceStride, float* target, nint targetStride)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector x0 = TSimd.Load(source), x1 = TSimd.Load(source + sourceStride);
        TVector x2 = TSimd.Load(source + 2 * sourceStride), x3 = TSimd.Load(source + 3 * sourceStride);
        source += 4 * sourceStride;
        TVector x4 = TSimd.Load(source), x5 = TSimd.Load(source + sourceStride);
        TVector x6 = TSimd.Load(source + 2 * sourceStride), x7 = TSimd.Load(source + 3 * sourceStride);
        // The coefficients of (x^2 - A^2) (x^2 - B^2) (x^2 - C^2), x^6's left out.
        TVector c0 = TSimd.Broadcast(-A * A * B * B * C * C), c4 = TSimd.Broadcast(-A * A - B * B - C * C);
        TVector c2 = TSimd.Broadcast(A * A * B * B + A * A * C * C + B * B * C * C);
        TSimd.Store(TSimd.MultiplyAdd(x0, c0, TSimd.MultiplyAdd(x2, c2, TSimd.MultiplyAdd(x4, c4, x6))), target);
        Pair<TSimd, TVector>(x1, x2, x3, x4, x5, x6, A, -B * B - C * C, B * B * C * C, target + targetStride, targetStride);
        target += 3 * targetStride;
        Pair<TSimd, TVector>(x1, x2, x3, x4, x5, x6, B, -A * A - C * C, A * A * C * C, target, targetStride);
        Pair<TSimd, TVector>(x1, x2, x3, x4, x5, x6, C, -A * A - B * B, A * A * B * B, target + 2 * targetStride, targetStride);
        TSimd.Store(TSimd.MultiplyAdd(x1, c0, TSimd.MultiplyAdd(x3, c2, TSimd.MultiplyAdd(x5, c4, x7))), target + 4 * targetStride);
    }

    /// <summary>The points +-point: the polynomial x (x^4 + c2 x^2 + c0) (x +- point) of the inputs, even and odd powers apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TSimd, TVector>(
        TVector x1, TVector x2, TVector x3, TVector x4, TVector x5, TVector x6, float point, float c2, float c0, float* target, nint stride)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector second = TSimd.Broadcast(c2), zeroth = TSimd.Broadcast(c0);
        TVector even = TSimd.MultiplyAdd(x2, zeroth, TSimd.MultiplyAdd(x4, second, x6));
        TVector odd = TSimd.MultiplyAdd(x1, zeroth, TSimd.MultiplyAdd(x3, second, x5));
        TSimd.Store(TSimd.MultiplyAdd(odd, TSimd.Broadcast(point), even), target);
        TSimd.Store(TSimd.MultiplyAdd(odd, TSimd.Broadcast(-point), even), target + stride);
    }
}
