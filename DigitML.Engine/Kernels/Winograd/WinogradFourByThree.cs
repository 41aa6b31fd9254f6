using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Winograd;

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
