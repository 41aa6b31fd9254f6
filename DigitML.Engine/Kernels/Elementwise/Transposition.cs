using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>Turns matrices round, four by four numbers at a time.</summary>
internal static unsafe class Transposition
{
    private const int Block = 4;

    /// <summary>target[column, row] = source[row, column].</summary>
    /// <param name="source">The matrix, row by row.</param>
    /// <param name="sourceStride">Floats from a row of it to the next.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="target">The result.</param>
    /// <param name="targetStride">Floats from a row of the result to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride)
    {
        bool wide = Sse.IsSupported || AdvSimd.Arm64.IsSupported;
        int wideRows = wide ? rows / Block * Block : 0, wideColumns = wide ? columns / Block * Block : 0;
        for (int column = 0; column < wideColumns; column += Block)
        {
            for (int row = 0; row < wideRows; row += Block)
            {
                CopyBlock(source + row * sourceStride + column, sourceStride, target + column * targetStride + row, targetStride);
            }
        }

        CopyRest(source, sourceStride, target, targetStride, (wideRows, rows), (0, wideColumns));
        CopyRest(source, sourceStride, target, targetStride, (0, rows), (wideColumns, columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBlock(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + sourceStride);
        Vector128<float> c = Vector128.Load(source + 2 * sourceStride), d = Vector128.Load(source + 3 * sourceStride);
        // a0 c0 a1 c1, a2 c2 a3 c3, and the same of b and d: zipped once more they are the columns.
        Vector128<float> evenLow = ZipLow(a, c), evenHigh = ZipHigh(a, c), oddLow = ZipLow(b, d), oddHigh = ZipHigh(b, d);
        Vector128.Store(ZipLow(evenLow, oddLow), target);
        Vector128.Store(ZipHigh(evenLow, oddLow), target + targetStride);
        Vector128.Store(ZipLow(evenHigh, oddHigh), target + 2 * targetStride);
        Vector128.Store(ZipHigh(evenHigh, oddHigh), target + 3 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);

    private static void CopyRest(
        float* source, nint sourceStride, float* target, nint targetStride, (int First, int End) rows, (int First, int End) columns)
    {
        for (int row = rows.First; row < rows.End; row++)
        {
            for (int column = columns.First; column < columns.End; column++)
            {
                target[column * targetStride + row] = source[row * sourceStride + column];
            }
        }
    }
}
