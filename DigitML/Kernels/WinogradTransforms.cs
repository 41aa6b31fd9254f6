using System.Runtime.CompilerServices;

namespace DigitML.Kernels;

/// <summary>
/// Winograd's minimal filtering F(m, r) in one dimension: m neighbouring outputs of a kernel of r taps from n = m + r - 1 products
/// instead of m * r. Inputs and kernel are evaluated, as polynomials, at n points; the products at the points determine the outputs.
/// </summary>
/// <remarks>
/// Toom and Cook's algorithm, applied to convolution by Winograd; Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016).
/// The points are 0, pairs of a number and its negative, and infinity. Such pairs share their even and odd parts. The numbers are exact in
/// binary and lie on both sides of 1, which keeps the rounding errors four times smaller than the customary 1, 2 do.
/// </remarks>
internal unsafe interface IWinogradTransform
{
    /// <summary>Number of points n, infinity included; also the inputs that one step reads.</summary>
    static abstract int Points { get; }

    /// <summary>The points besides 0 and infinity: plus and minus each of these; the third is 0 if there are six points.</summary>
    static abstract float First { get; }

    /// <inheritdoc cref="First"/>
    static abstract float Second { get; }

    /// <inheritdoc cref="First"/>
    static abstract float Third { get; }

    /// <summary>Reads n registers a stride apart (inputs at neighbouring pixels) and writes n registers a stride apart (one a point).</summary>
    static abstract void Input<TSimd, TVector>(float* source, nint sourceStride, float* target, nint targetStride)
        where TSimd : ISimd<TVector>
        where TVector : struct;
}

/// <summary>F(4, 3): four outputs of a kernel of three taps from six products instead of twelve.</summary>
internal unsafe readonly struct WinogradFourByThree : IWinogradTransform
{
    private const float A = 0.75f, B = 1.5f;

    public static int Points => 6;

    public static float First => A;

    public static float Second => B;

    public static float Third => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TSimd, TVector>(float* source, nint sourceStride, float* target, nint targetStride)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector x0 = TSimd.Load(source), x1 = TSimd.Load(source + sourceStride), x2 = TSimd.Load(source + 2 * sourceStride);
        source += 3 * sourceStride;
        TVector x3 = TSimd.Load(source), x4 = TSimd.Load(source + sourceStride), x5 = TSimd.Load(source + 2 * sourceStride);
        TVector product = TSimd.Broadcast(A * A * B * B), sum = TSimd.Broadcast(-A * A - B * B);
        TSimd.Store(TSimd.MultiplyAdd(x0, product, TSimd.MultiplyAdd(x2, sum, x4)), target);
        TVector even = TSimd.MultiplyAdd(x2, TSimd.Broadcast(-B * B), x4), odd = TSimd.MultiplyAdd(x1, TSimd.Broadcast(-B * B), x3);
        TSimd.Store(TSimd.MultiplyAdd(odd, TSimd.Broadcast(A), even), target + targetStride);
        TSimd.Store(TSimd.MultiplyAdd(odd, TSimd.Broadcast(-A), even), target + 2 * targetStride);
        target += 3 * targetStride;
        even = TSimd.MultiplyAdd(x2, TSimd.Broadcast(-A * A), x4);
        odd = TSimd.MultiplyAdd(x1, TSimd.Broadcast(-A * A), x3);
        TSimd.Store(TSimd.MultiplyAdd(odd, TSimd.Broadcast(B), even), target);
        TSimd.Store(TSimd.MultiplyAdd(odd, TSimd.Broadcast(-B), even), target + targetStride);
        TSimd.Store(TSimd.MultiplyAdd(x1, product, TSimd.MultiplyAdd(x3, sum, x5)), target + 2 * targetStride);
    }
}
