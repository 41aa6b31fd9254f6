using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Kernels;

/// <summary>
/// The gradient of a convolution's or dense layer's weights: dw[i, k] = sum over all pixels of x[pixel + row i's offset] * dy[pixel, k].
/// </summary>
/// <remarks>The pixels are walked as samples, lines of a sample, steps of a line, each with its stride in the input and in the gradient.</remarks>
internal unsafe struct WeightGradientArguments
{
    /// <summary>The input at the first pixel.</summary>
    public float* Input;

    /// <summary>For each row of the weights, what it adds to a pixel's address, in floats.</summary>
    public nint* RowOffsets;

    /// <summary>The first row to compute.</summary>
    public int FirstRow;

    /// <summary>One past the last row to compute.</summary>
    public int EndRow;

    /// <summary>Sizes of the walk.</summary>
    public int Samples, Lines, Steps;

    /// <summary>Strides of the walk in the input, in floats.</summary>
    public nint InputSample, InputLine, InputStep;

    /// <summary>The output's gradient at the first pixel.</summary>
    public float* Gradient;

    /// <summary>Strides of the walk in the output's gradient, in floats.</summary>
    public nint GradientSample, GradientLine, GradientStep;

    /// <summary>Columns of the weights: output channels.</summary>
    public int Columns;

    /// <summary>Where the weights' gradient goes: [rows, columns], overwritten.</summary>
    public float* Output;
}

/// <summary>Computes <see cref="WeightGradientArguments"/> in tiles of six rows by two registers.</summary>
internal static unsafe class WeightGradientTile
{
    private const int TileRows = 6;

    /// <summary>Computes the gradient at the widest register width of this machine.</summary>
    public static void Accumulate(in WeightGradientArguments arguments)
    {
        if (Vector512.IsHardwareAccelerated) { Accumulate<Simd512, Vector512<float>>(arguments); }
        else if (Vector256.IsHardwareAccelerated) { Accumulate<Simd256, Vector256<float>>(arguments); }
        else if (Vector128.IsHardwareAccelerated) { Accumulate<Simd128, Vector128<float>>(arguments); }
        else { Accumulate<SimdScalar, float>(arguments); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TSimd, TVector>(in WeightGradientArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int panelWidth = 2 * TSimd.Width;
        float* spare = stackalloc float[TileRows * panelWidth];
        for (int column = 0; column < arguments.Columns; column += panelWidth)
        {
            for (int row = arguments.FirstRow; row < arguments.EndRow; row += TileRows)
            {
                int first = Math.Max(arguments.FirstRow, Math.Min(row, arguments.EndRow - TileRows));
                Tile<TSimd, TVector>(arguments, first, column, spare);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TSimd, TVector>(in WeightGradientArguments arguments, int row, int column, float* spare)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int last = arguments.EndRow - 1, width = TSimd.Width;
        nint* rows = arguments.RowOffsets;
        nint o0 = rows[row], o1 = rows[Math.Min(row + 1, last)], o2 = rows[Math.Min(row + 2, last)];
        nint o3 = rows[Math.Min(row + 3, last)], o4 = rows[Math.Min(row + 4, last)], o5 = rows[Math.Min(row + 5, last)];
        TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        TVector s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        nint inputStep = arguments.InputStep, gradientStep = arguments.GradientStep;
        for (int sample = 0; sample < arguments.Samples; sample++)
        {
            for (int line = 0; line < arguments.Lines; line++)
            {
                float* x = arguments.Input + sample * arguments.InputSample + line * arguments.InputLine;
                float* dy = arguments.Gradient + sample * arguments.GradientSample + line * arguments.GradientLine + column;
                for (int step = arguments.Steps; step > 0; step--)
                {
                    TVector d0 = TSimd.Load(dy), d1 = TSimd.Load(dy + width);
                    TVector v = TSimd.Broadcast(x[o0]);
                    s00 = TSimd.MultiplyAdd(v, d0, s00); s01 = TSimd.MultiplyAdd(v, d1, s01);
                    v = TSimd.Broadcast(x[o1]);
                    s10 = TSimd.MultiplyAdd(v, d0, s10); s11 = TSimd.MultiplyAdd(v, d1, s11);
                    v = TSimd.Broadcast(x[o2]);
                    s20 = TSimd.MultiplyAdd(v, d0, s20); s21 = TSimd.MultiplyAdd(v, d1, s21);
                    v = TSimd.Broadcast(x[o3]);
                    s30 = TSimd.MultiplyAdd(v, d0, s30); s31 = TSimd.MultiplyAdd(v, d1, s31);
                    v = TSimd.Broadcast(x[o4]);
                    s40 = TSimd.MultiplyAdd(v, d0, s40); s41 = TSimd.MultiplyAdd(v, d1, s41);
                    v = TSimd.Broadcast(x[o5]);
                    s50 = TSimd.MultiplyAdd(v, d0, s50); s51 = TSimd.MultiplyAdd(v, d1, s51);
                    x += inputStep;
                    dy += gradientStep;
                }
            }
        }

        TileTarget target = new(arguments.Output + column, arguments.Columns, row, last, arguments.Columns - column, 2 * width, spare);
        TSimd.Store(s00, target[0]); TSimd.Store(s01, target[0] + width);
        TSimd.Store(s10, target[1]); TSimd.Store(s11, target[1] + width);
        TSimd.Store(s20, target[2]); TSimd.Store(s21, target[2] + width);
        TSimd.Store(s30, target[3]); TSimd.Store(s31, target[3] + width);
        TSimd.Store(s40, target[4]); TSimd.Store(s41, target[4] + width);
        TSimd.Store(s50, target[5]); TSimd.Store(s51, target[5] + width);
        target.CopySpare();
    }
}
