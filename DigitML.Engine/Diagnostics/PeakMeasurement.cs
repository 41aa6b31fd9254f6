using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DigitML.Engine.Kernels;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Diagnostics;

/// <summary>Measures how many multiply-adds this processor can do: what every kernel's speed is compared with.</summary>
internal static class PeakMeasurement
{
    private const int Steps = 1 << 20;
    private const int Repetitions = 9;
    private const int Chains = 12;

    /// <summary>The median of several runs with every thread at work, in 10^9 floating-point operations a second; a multiply-add is two.</summary>
    public static double Gflops(int threads)
    {
        WorkerTeam team = WorkerTeam.Create(threads);
        var sink = new float[threads * 64];
        var rates = new double[Repetitions];
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            team.Run(threads, item => sink[item * 64] = Chain());
            rates[repetition] = 2.0 * Simd.Width * Chains * Steps * threads / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        }

        Array.Sort(rates);
        return rates[Repetitions / 2];
    }

    private static float Chain() =>
        Vector512.IsHardwareAccelerated ? Chain<Simd512, Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? Chain<Simd256, Vector256<float>>()
        : Vector128.IsHardwareAccelerated ? Chain<Simd128, Vector128<float>>()
        : Chain<SimdScalar, float>();

    /// <summary>Twelve sums that don't wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe float Chain<TSimd, TVector>()
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // First of all: clearing the memory is a call, and a call while the sums are alive would move them out of their registers.
        float* results = stackalloc float[Chains * TSimd.Width];
        TVector a = TSimd.Broadcast(.999f), b = TSimd.Broadcast(.001f);
        TVector s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b, s8 = b, s9 = b, s10 = b, s11 = b;
        for (int step = 0; step < Steps; step++)
        {
            s0 = TSimd.MultiplyAdd(s0, a, b); s1 = TSimd.MultiplyAdd(s1, a, b); s2 = TSimd.MultiplyAdd(s2, a, b);
            s3 = TSimd.MultiplyAdd(s3, a, b); s4 = TSimd.MultiplyAdd(s4, a, b); s5 = TSimd.MultiplyAdd(s5, a, b);
            s6 = TSimd.MultiplyAdd(s6, a, b); s7 = TSimd.MultiplyAdd(s7, a, b); s8 = TSimd.MultiplyAdd(s8, a, b);
            s9 = TSimd.MultiplyAdd(s9, a, b); s10 = TSimd.MultiplyAdd(s10, a, b); s11 = TSimd.MultiplyAdd(s11, a, b);
        }

        // All sums are used, so that none is optimised away.
        int width = TSimd.Width;
        TSimd.Store(s0, results); TSimd.Store(s1, results + width); TSimd.Store(s2, results + 2 * width);
        TSimd.Store(s3, results + 3 * width); TSimd.Store(s4, results + 4 * width); TSimd.Store(s5, results + 5 * width);
        TSimd.Store(s6, results + 6 * width); TSimd.Store(s7, results + 7 * width); TSimd.Store(s8, results + 8 * width);
        TSimd.Store(s9, results + 9 * width); TSimd.Store(s10, results + 10 * width); TSimd.Store(s11, results + 11 * width);
        float sum = 0;
        for (int i = 0; i < Chains * width; i++) { sum += results[i]; }
        return sum;
    }
}
