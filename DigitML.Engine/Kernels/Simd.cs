using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DigitML.Engine.Kernels;

/// <summary>The few operations that the kernels need of a register of floats, so that one body serves every register width.</summary>
/// <typeparam name="TVector">The register: <see cref="Vector512{T}"/> and so on, or a plain <see cref="float"/>.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>How many floats the register holds (its lanes).</summary>
    static abstract int Width { get; }

    /// <summary>Reads a register from memory, aligned or not.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Writes a register to memory, aligned or not.</summary>
    static abstract void Store(TVector value, float* target);

    /// <summary>Puts one number into every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>left * right + sum, in one rounding where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sum);

    /// <summary>left + right.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>left - right.</summary>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>value * slope where the value is negative, else the value; NaN stays NaN.</summary>
    static abstract TVector Rectify(TVector value, TVector slope);
}

/// <summary>Which register width this machine runs at.</summary>
internal static unsafe class Simd
{
    /// <summary>Lanes of the widest register in use: 16, 8, 4, or 1 where there is none. The compiler sees a constant.</summary>
    public static int Width =>
        Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    /// <summary>Whether a tile may have fourteen rows of two registers: AVX-512 and NEON have thirty-two registers, AVX2 and SSE sixteen.</summary>
    public static bool HasThirtyTwoRegisters => Vector512.IsHardwareAccelerated || AdvSimd.IsSupported;

    /// <summary>Floats in a line of the cache.</summary>
    public const int CacheLine = 16;

    /// <summary>Columns of a panel of packed weights: two registers.</summary>
    public static int PanelWidth => 2 * Width;

    /// <summary>
    /// How far ahead of their use weights are fetched where few rows share them, in floats. The processor fetches ahead by itself, but not over
    /// the end of a page of 4 kB.
    /// </summary>
    public const int FarAhead = 512;

    /// <summary>Asks for a line of the cache that will be read soon. A hint: the address may lie anywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address)
    {
        if (Sse.IsSupported) { Sse.Prefetch0(address); }
    }

    /// <summary>Asks for the lines of the cache that hold so many numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address, int length)
    {
        for (float* end = address + length; address < end; address += CacheLine) { Prefetch(address); }
    }
}

/// <summary>Sixteen lanes (AVX-512).</summary>
internal unsafe readonly struct Simd512 : ISimd<Vector512<float>>
{
    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* target) => Vector512.Store(value, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> sum) =>
        Vector512.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> left, Vector512<float> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Rectify(Vector512<float> value, Vector512<float> slope) =>
        Vector512.ConditionalSelect(Vector512.LessThan(value, Vector512<float>.Zero), value * slope, value);
}

/// <summary>Eight lanes (AVX2).</summary>
internal unsafe readonly struct Simd256 : ISimd<Vector256<float>>
{
    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* target) => Vector256.Store(value, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> left, Vector256<float> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Rectify(Vector256<float> value, Vector256<float> slope) =>
        Vector256.ConditionalSelect(Vector256.LessThan(value, Vector256<float>.Zero), value * slope, value);
}

/// <summary>Four lanes (SSE, NEON).</summary>
internal unsafe readonly struct Simd128 : ISimd<Vector128<float>>
{
    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, float* target) => Vector128.Store(value, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> sum) =>
        Vector128.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> left, Vector128<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> left, Vector128<float> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Rectify(Vector128<float> value, Vector128<float> slope) =>
        Vector128.ConditionalSelect(Vector128.LessThan(value, Vector128<float>.Zero), value * slope, value);
}

/// <summary>One lane: plain numbers, where the processor has no vector registers (or they are switched off).</summary>
internal unsafe readonly struct SimdScalar : ISimd<float>
{
    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float value, float* target) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Broadcast(float value) => value;

    // Not Math.FusedMultiplyAdd: without the instruction it is computed in software, far slower than the whole loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float left, float right, float sum) => left * right + sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float left, float right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float left, float right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Rectify(float value, float slope) => value < 0 ? value * slope : value;
}
